// Runs Drizzle's own migrator, as an application does at its start: drizzle-migrate.mjs URL DIRECTORY

import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const [url, directory] = process.argv.slice(2);
const client = new pg.Client({ connectionString: url });
await client.connect();
await migrate(drizzle(client), { migrationsFolder: `${directory}/drizzle` });
await client.end();
