// Damaged projects and tables of Temporal: each is told by name, and nothing is written.

import type { Damage, Yard } from "./adopting.ts";
import { tellsAll, UPS } from "./damaged.ts";
import { manifestOf, md5Of, reached, setUpAt, TEMPORAL_TABLES, versionFiles } from "./temporal-table.ts";

const [a = "", b = "", c = ""] = UPS;
const FILES = {
  ...versionFiles("1.0", "base version", a),
  ...versionFiles("1.9", "second", b),
  ...versionFiles("1.10", "third", c),
};
const md5In = (version: string): string => md5Of(FILES[`v${version}/manifest.json`] ?? "");
const step = (before: string, version: string): string => reached({ version, before, md5: md5In(version) });

const GROUND = {
  tool: "temporal",
  files: Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`db/${path}`, text])),
  history: [
    TEMPORAL_TABLES,
    setUpAt("0.0"),
    step("0.0", "1.0"),
    step("1.0", "1.9"),
    step("1.9", "1.10"),
  ].join(""),
};

const manifest =
  (version: string, text: string): Damage["spoil"] =>
  (yard: Yard) =>
    yard.write({ [`db/v${version}/manifest.json`]: text });

const DAMAGES: readonly Damage[] = [
  { title: "nothing at all", spoil: async () => undefined, told: /^$/, passes: true },
  {
    title: "nothing, and the folder itself is named",
    spoil: async () => undefined,
    told: /^$/,
    passes: true,
    flags: ["--source-dir", "db"],
  },
  {
    title: "an edited manifest, which its makers edit too",
    spoil: manifest(
      "1.9",
      manifestOf("1.9", { Description: "better said", SchemaUpdateCqlFiles: ["change.sql"] }),
    ),
    told: /The manifest of `1\.9` was edited after it was applied: the database has the MD5 [0-9a-f]{32}/,
    passes: true,
  },
  {
    title: "edited SQL, which only the replay finds",
    spoil: (yard) => yard.write({ "db/v1.9/change.sql": "CREATE TABLE b (id bigint);\n" }),
    told: /is not what its files make: 1 difference/,
  },
  {
    title: "a schema that was set up at a later version",
    spoil: (yard) => yard.sql(`truncate schema_update_history; ${setUpAt("1.9")}${step("1.9", "1.10")}`),
    told: /The schema was set up at `1\.9`: that the versions up to there are in it is proven by the replay alone/,
    passes: true,
  },
  {
    title: "a program that died before it wrote down a version",
    spoil: (yard) => yard.sql("delete from schema_update_history where new_version = '1.9'"),
    told: /^$/,
    passes: true,
  },
  {
    title: "a database under another name",
    spoil: (yard) => yard.sql("update schema_version set db_name = 'elsewhere'"),
    told: /^$/,
    passes: true,
  },
  {
    title: "rows of several databases, and none of this one",
    spoil: (yard) =>
      yard.sql(`update schema_version set db_name = 'one';
        insert into schema_version select 0, 'two', creation_time, '1.0', '0.1' from schema_version`),
    told: /tells of `one`, `two`, and of none with this database's name/,
  },
  {
    title: "a version below what the history came to",
    spoil: (yard) => yard.sql("update schema_version set curr_version = '1.9'"),
    told: /schema_version says `1\.9`, while schema_update_history comes to `1\.10`/,
  },
  {
    title: "no version at all",
    spoil: (yard) => yard.sql("drop table schema_version"),
    told: /schema_version has no row, while schema_update_history comes to `1\.10`/,
  },
  {
    title: "a version that no folder has",
    spoil: (yard) => yard.sql(reached({ version: "1.11", before: "1.10", md5: md5Of("") })),
    told: /`1\.11` is applied in the database, and no file has it/,
  },
  {
    title: "a version that came in between later, and never ran",
    spoil: (yard) =>
      yard.write(
        Object.fromEntries(
          Object.entries(versionFiles("1.9.1", "late", "CREATE TABLE late (id int);\n")).map(
            ([path, text]) => [`db/${path}`, text],
          ),
        ),
      ),
    told: /`1\.9\.1` is not applied, while a later one is/,
    passes: true,
  },
  {
    title: "a manifest that calls itself otherwise than its folder",
    spoil: manifest("1.9", manifestOf("1.8", { SchemaUpdateCqlFiles: ["change.sql"] })),
    told: /v1\.9\/manifest\.json: it stands in v1\.9 and calls itself `1\.8`/,
  },
];

tellsAll(GROUND, DAMAGES);
