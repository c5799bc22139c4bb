// Runs Knex's own migrator: knex-migrate.mjs URL DIRECTORY

import knex from "knex";

const [url, directory] = process.argv.slice(2);
const database = knex({ client: "pg", connection: url, migrations: { directory: `${directory}/db` } });
await database.migrate.latest();
await database.destroy();
