// Damaged projects and tables of Knex: each is told by name, and nothing is written.

import type { Damage } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";

const [a = "", b = "", c = ""] = UPS;
const programOf = (sql: string): string => `exports.up = (knex) => {\n  return knex.raw(\`${sql}\`);\n};\n`;
const GROUND = {
  tool: "knex",
  files: {
    "db/20240101000000_a.js": programOf(a),
    "db/20240102000000_b.ts": `import type { Knex } from "knex";

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw("${b.trim()}");
}
`,
    "db/20240103000000_c.js": programOf(c),
  },
  history: `create table knex_migrations (id serial primary key, name varchar(255), batch int, migration_time timestamptz);
    create table knex_migrations_lock (index serial primary key, is_locked int);
    insert into knex_migrations_lock (is_locked) values (0);
    insert into knex_migrations (name, batch, migration_time) values
      ('20240101000000_a.js', 1, now()), ('20240102000000_b.js', 1, now()), ('20240103000000_c.js', 2, now());`,
};

const body =
  (text: string): Damage["spoil"] =>
  (yard) =>
    yard.write({ "db/20240103000000_c.js": `exports.up = async (knex) => {\n  ${text}\n};\n` });
const told = /20240103000000_c\.js: it does more than to pass SQL to `knex\.raw`/;

const DAMAGES: readonly Damage[] = [
  { title: "nothing at all", spoil: async () => undefined, told: /^$/, passes: true },
  {
    title: "a schema builder",
    spoil: body('await knex.schema.createTable("c", (table) => table.integer("id"));'),
    told,
  },
  {
    title: "a text that is put together",
    spoil: body(`await knex.raw(\`create table \${name} (id int)\`);`),
    told,
  },
  { title: "a parameter", spoil: body('await knex.raw("insert into c values (?)", [1]);'), told },
  { title: "an escape", spoil: body(String.raw`await knex.raw("select '\n'");`), told },
  { title: "a call that nobody waits for", spoil: body('knex.raw("create table c (id int)");'), told },
  {
    title: "a call that may not happen",
    spoil: body('if (process.env.C) await knex.raw("select 1");'),
    told,
  },
  {
    title: "somebody is at it, or died",
    spoil: (yard) => yard.sql("update knex_migrations_lock set is_locked = 1"),
    told: /The lock of Knex is held: is_locked is 1 in "public"\."knex_migrations_lock"/,
  },
  {
    title: "a name that no file has",
    spoil: (yard) => yard.run("rm", ["db/20240101000000_a.js"]),
    told: /`20240101000000_a` is applied in the database, and no file has it/,
  },
];

tellsAll(GROUND, DAMAGES);
