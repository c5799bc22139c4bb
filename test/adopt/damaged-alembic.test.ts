// Damaged projects and tables of Alembic: each is told by name, and nothing is written.

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { hasProgram, openYard, tellsDamage, type Damage } from "./adopting.ts";
import { alembicFiles, executed, pathOf, textOf, type AlembicRevision } from "./alembic-project.ts";

const revision = (id: string, down: string | undefined): AlembicRevision => ({
  ...{ id, down, title: `make_${id}` },
  up: executed(`create table ${id} (id int)`),
  back: executed(`drop table ${id}`),
});

const A = revision("a", undefined);
const B = revision("b", "a");
const C = revision("c", "a");
const D = revision("d", "b");

const HISTORY = `
create table alembic_version (version_num varchar(32) primary key);
insert into alembic_version values ('c'), ('d');
create table a (id int);
create table b (id int);
create table c (id int);
create table d (id int);
`;

const DAMAGES: readonly Damage[] = [
  {
    title: "a head that no file has",
    spoil: (yard) => yard.sql("insert into alembic_version values ('e')"),
    told: /`e` is applied in the database, and no file has it/,
  },
  {
    title: "a head and what is before it",
    spoil: (yard) => yard.sql("insert into alembic_version values ('b')"),
    told: /names `b` as a head, and `d` as well, which comes after it/,
  },
  {
    title: "a branch that is not applied",
    spoil: (yard) => yard.sql("delete from alembic_version where version_num = 'd'; drop table b, d"),
    told: /`b` is not applied, while a later one is/,
    passes: true,
  },
  {
    title: "a stamp that came too far",
    spoil: (yard) => yard.sql("drop table d"),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "a file that is gone",
    spoil: (yard) => rm(join(yard.directory, pathOf(B))),
    told: /`alembic upgrade base:heads --sql` failed: KeyError: 'b'/,
  },
  {
    title: "a second revision that reads rows",
    spoil: (yard) => {
      const up = "op.get_bind().execute(sa.text('select 1')).fetchall()";
      return yard.write({ [pathOf(B)]: textOf({ ...B, up }), [pathOf(D)]: textOf({ ...D, up }) });
    },
    told: /d_make_d\.py:14: Alembic cannot write the revision d as SQL: AttributeError/,
  },
  {
    title: "a revision that does nothing without a database",
    spoil: (yard) => yard.write({ [pathOf(D)]: textOf({ ...D, up: "if op.get_bind():\n        pass" }) }),
    told: /d_make_d\.py:14: revision d asks the database, and Alembic writes no SQL for it/,
  },
  {
    title: "a revision that prints",
    spoil: (yard) => yard.write({ [pathOf(D)]: textOf({ ...D, up: `print('go on;')\n    ${D.up}` }) }),
    told: /d_make_d\.py: what Alembic writes for it is not SQL/,
  },
  {
    title: "two files of one revision",
    spoil: (yard) => yard.write({ [pathOf({ ...D, title: "other" })]: textOf(D) }),
    told: /d_other\.py: it has the revision d, and so has/,
  },
  {
    title: "an environment that does not load",
    spoil: (yard) => yard.write({ "server/migrations/env.py": "import there_is_no_such_application\n" }),
    told: /failed: ModuleNotFoundError: No module named 'there_is_no_such_application'/,
  },
  {
    title: "no program",
    spoil: async () => undefined,
    told: /there is no program `alembic` here/,
    flags: ["--tool-command", "no/such/alembic"],
  },
  {
    title: "SQL in a file that is older than the revisions",
    spoil: (yard) =>
      yard.write({
        "server/alembic-upgrade.sql":
          "BEGIN;\n-- Running upgrade  -> a\ncreate table a (id int);\n" +
          "INSERT INTO alembic_version (version_num) VALUES ('a');\n-- Running upgrade a -> c\ncreate table c (id int);\n",
      }),
    told: /alembic-upgrade\.sql does not have its revision c to the end/,
  },
];

for (const damage of DAMAGES) {
  test(
    `Alembic: ${damage.title}`,
    { skip: !hasProgram("alembic") && "alembic is not installed" },
    async (t) => {
      const yard = await openYard(t);
      await yard.write(alembicFiles([A, B, C, D]));
      await yard.sql(HISTORY);
      await tellsDamage(t, "alembic", { yard, damage });
    },
  );
}
