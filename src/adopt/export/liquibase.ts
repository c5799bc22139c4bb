// Files and table of Liquibase: SQL with changesets, and a changelog that lists the files.

import { hash } from "node:crypto";

import { copies } from "./doubts.ts";
import type { Exportable, ExportableRepeatable, Exporter, Exporting } from "./exporter.ts";
import { literal } from "./history-file.ts";
import { piecesOf } from "./pieces.ts";

const AUTHOR = "lockkeeper";
const CHANGELOG = "changelog.yaml";

/** The table as Liquibase itself makes it. */
const CREATE = `\
create table if not exists databasechangelog (
  id varchar(255) not null,
  author varchar(255) not null,
  filename varchar(255) not null,
  dateexecuted timestamp not null,
  orderexecuted int not null,
  exectype varchar(10) not null,
  md5sum varchar(35),
  description varchar(255),
  comments varchar(255),
  tag varchar(255),
  liquibase varchar(20),
  contexts varchar(255),
  labels varchar(255),
  deployment_id varchar(10)
);`;

export const liquibase: Exporter = {
  name: "liquibase",
  title: "Liquibase",
  about: `${CHANGELOG} with <digits>_name.sql in formatted SQL`,
  problems: ({ migrations }) => migrations.flatMap((each) => copies("Liquibase", each)),
  files: (exporting) => {
    const files = changesOf(exporting).map(({ path, sets }) => ({
      path,
      text: `--liquibase formatted sql logicalFilePath:${path}\n\n${sets.map(textOf).join("\n")}`,
    }));
    const list = files.map(
      ({ path }) => `  - include:\n      file: ${path}\n      relativeToChangelogFile: true\n`,
    );
    return [...files, { path: CHANGELOG, text: `databaseChangeLog:\n${list.join("")}` }];
  },
  history: (exporting) => {
    const done = changesOf(exporting).flatMap(({ path, at, order, sets }) =>
      at === undefined ? [] : sets.map((set) => ({ path, at, order, set })),
    );
    const rows = done.toSorted((a, b) => a.order - b.order);
    return { table: "databasechangelog", create: CREATE, rows: rows.map(rowOf) };
  },
};

interface Changeset {
  readonly id: string;
  readonly attributes: string;
  readonly sql: string;
  readonly rollback: string;
}

interface Changes {
  readonly path: string;
  readonly sets: readonly Changeset[];
  /** When they were applied; absent where they were not. */
  readonly at?: string;
  readonly order: number;
}

const changesOf = ({ migrations, repeatables }: Exporting): readonly Changes[] => [
  ...migrations.map(changesOfMigration),
  ...repeatables.map(changesOfRepeatable),
];

/** What cannot stand in one transaction becomes a changeset for each statement; the last one takes all of it back. */
function changesOfMigration({ number, name, script, down, alone, applied }: Exportable): Changes {
  const pieces = alone ? piecesOf(script) : [script.source];
  return {
    path: `${number}_${name}.sql`,
    sets: pieces.map((sql, index) => ({
      id: pieces.length === 1 ? number : `${number}-${index + 1}`,
      attributes: alone ? "runInTransaction:false" : "",
      sql: harmless(sql),
      rollback: index === pieces.length - 1 ? (down?.source ?? "") : "not required",
    })),
    ...(applied && { at: applied.appliedAt }),
    order: applied?.entry ?? 0,
  };
}

const changesOfRepeatable = ({ name, file, repeated }: ExportableRepeatable): Changes => ({
  path: `repeatable_${name.replaceAll("/", "_")}.sql`,
  sets: [{ id: name, attributes: "runOnChange:true", sql: harmless(file.text), rollback: "not required" }],
  ...(repeated && { at: repeated.repeatedAt }),
  order: Number.MAX_SAFE_INTEGER,
});

/** Comments that Liquibase would take for words of its own. */
const harmless = (sql: string): string =>
  sql.replaceAll(
    /^(\s*--+)(?=\s*(?:liquibase|changeset|rollback|comment|property|precondition|validchecksum|ignorelines|include)\b)/gim,
    "$1 :",
  );

function textOf({ id, attributes, sql, rollback }: Changeset): string {
  const words =
    `splitStatements:false stripComments:false rollbackSplitStatements:false ${attributes}`.trim();
  const back = rollback
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => `--rollback ${line}\n`);
  return `--changeset ${AUTHOR}:${id} ${words}\n${sql.trim()}\n${back.join("")}`;
}

const rowOf = (
  { path, at, set }: { readonly path: string; readonly at: string; readonly set: Changeset },
  index: number,
): string =>
  "insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum, description) " +
  `values (${literal(set.id)}, ${literal(AUTHOR)}, ${literal(path)}, ${literal(at)}::timestamptz, ${index + 1}, ` +
  `'EXECUTED', ${literal(checksumOf(set.sql))}, 'sql')`;

/** Version 9: of the changes' own hashes, which leave white space out. */
function checksumOf(sql: string): string {
  const change = hash("md5", sql.replaceAll(/[ \t\r\n]/g, ""), "hex");
  return `9:${hash("md5", `9:${change}:`, "hex")}`;
}
