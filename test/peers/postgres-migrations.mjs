// Runs postgres-migrations' own migrator, as an application does at its start: postgres-migrations.mjs URL DIRECTORY

import pg from "pg";
import { migrate } from "postgres-migrations";

const [url, directory] = process.argv.slice(2);
const client = new pg.Client({ connectionString: url });
await client.connect();
await migrate({ client }, directory);
await client.end();
