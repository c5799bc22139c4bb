// Files and table of golang-migrate.

import type { Problem } from "../../core/problem.ts";
import { copies, mixes, repeats } from "./doubts.ts";
import type { Exportable, Exporter } from "./exporter.ts";

export const golangMigrate: Exporter = {
  name: "golang-migrate",
  title: "golang-migrate",
  about: "<digits>_name.up.sql and <digits>_name.down.sql",
  problems: ({ migrations, repeatables }) => [
    ...gapsIn(migrations),
    ...migrations.flatMap((each) => [...copies("golang-migrate", each), ...mixes("golang-migrate", each)]),
    ...repeatables.map((each) => repeats("golang-migrate", each)),
  ],
  files: ({ migrations }) =>
    migrations.flatMap(({ number, name, script, down }) => [
      { path: `${number}_${name}.up.sql`, text: script.source },
      ...(down === undefined ? [] : [{ path: `${number}_${name}.down.sql`, text: down.source }]),
    ]),
  history: ({ migrations }) => {
    const last = migrations.findLast(({ applied }) => applied);
    return {
      table: "schema_migrations",
      create:
        "create table if not exists schema_migrations (version bigint not null primary key, dirty boolean not null);",
      rows:
        last === undefined
          ? []
          : [`insert into schema_migrations (version, dirty) values (${BigInt(last.number)}, false)`],
    };
  },
};

/** Its table is one number: what stands below counts as applied. */
function gapsIn(migrations: readonly Exportable[]): readonly Problem[] {
  const last = migrations.findLastIndex(({ applied }) => applied);
  return migrations
    .slice(0, Math.max(0, last))
    .filter(({ applied }) => applied === undefined)
    .map(({ script }) => ({
      code: "export-file",
      severity: "error",
      message: `${script.file} is not applied, while a later one is: golang-migrate would take it for applied.`,
      remedy: "Apply it first, or give it a new version: lockkeeper renumber.",
      file: script.file,
    }));
}
