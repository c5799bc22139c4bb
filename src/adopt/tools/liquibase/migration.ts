// Changesets as migrations of their own: what is run, what undoes it, and what a reader has to know.

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import { badFile } from "../../reading.ts";
import { identityOf, isForPostgres, type ChangeSet, type SqlChange } from "./change-set.ts";
import type { Changelog } from "./changelog.ts";
import { checksumsOf } from "./checksum.ts";
import { ended, scriptOf } from "./statements.ts";

/** Those that PostgreSQL is meant by. Those that Liquibase never runs here are told by their number. */
export function projectFrom({ changeSets, problems }: Changelog): ForeignProject {
  const all = new Map(changeSets.map((each) => [identityOf(each), each]));
  const migrations: ForeignMigration[] = [];
  const found: Problem[] = [...problems];
  const left: ChangeSet[] = [];
  for (const changeSet of changeSets) {
    if (changeSet.ignored || !isForPostgres(changeSet.dbms)) {
      left.push(changeSet);
      continue;
    }
    const down = downOf(changeSet, all);
    if (typeof down === "object") found.push(down);
    migrations.push(migrationFrom(changeSet, typeof down === "string" ? down : undefined));
  }
  return { migrations, problems: [...found, ...passedOver(left)] };
}

function migrationFrom(changeSet: ChangeSet, down: string | undefined): ForeignMigration {
  const { changes, file, line, inTransaction, runs } = changeSet;
  return {
    origin: {
      id: identityOf(changeSet),
      source: `${file}:${line}`,
      checksums: checksumsOf(changeSet),
    },
    title: titleOf(changeSet),
    kind: runs === "once" ? "versioned" : "repeatable",
    up: { path: file, text: textOf(changes, "-- Nothing to run.") },
    ...(down === undefined || runs !== "once" ? {} : { down: { path: file, text: down } }),
    outsideTransaction: !inTransaction,
    notes: notesOf(changeSet),
  };
}

/** Several changes need an end each; one alone stays as it was written. */
function textOf(changes: readonly SqlChange[], nothing: string): string {
  const scripts = changes.map(scriptOf).filter((text) => text !== "");
  if (scripts.length === 0) return nothing;
  return scripts.length === 1 ? (scripts[0] ?? "") : scripts.map(ended).join("\n");
}

/** What undoes it, undefined where nobody has said; or what is wrong with that. */
function downOf(
  { rollback, path, file, line, id }: ChangeSet,
  all: ReadonlyMap<string, ChangeSet>,
): string | undefined | Problem {
  if (rollback === undefined) return undefined;
  if (rollback.kind === "none") return NOTHING;
  if (rollback.kind === "sql") return textOf(rollback.changes, NOTHING);
  const named = all.get(identityOf({ path, ...rollback }));
  if (named) return textOf(named.changes, NOTHING);
  return badFile(
    { file, line },
    `the rollback of ${id} is the changeset ${rollback.author}:${rollback.id}, which is not there.`,
    "Write what undoes it in its place.",
  );
}

const NOTHING = "-- Nothing to undo.";

const TITLE_MAX = 60;
const WORDS = /[A-Za-z]{3}/;

/** An id that is only a number says nothing to people. */
function titleOf({ id, comment = "", file }: ChangeSet): string {
  if (WORDS.test(id)) return id.replaceAll(/[_\-./]+/g, " ");
  const stem = file.slice(file.lastIndexOf("/") + 1).replace(/\.[a-z]+$/i, "");
  const words = comment === "" ? stem.replaceAll(/[_\-.]+/g, " ") : comment.slice(0, TITLE_MAX);
  return `${words} ${id}`;
}

/** How a converted file says that Liquibase runs it only sometimes. */
const ONLY_IN = "Liquibase runs it only in the context";

/** The contexts of a converted file, from what it says of itself. */
export const contextsIn = (text: string): string | undefined =>
  new RegExp(`^-- Note: ${ONLY_IN}: (?<contexts>.*)$`, "m").exec(text)?.groups?.["contexts"];

const notesOf = ({ comment, contexts, labels, preconditions, runs }: ChangeSet): readonly string[] => [
  ...(comment === undefined ? [] : [comment]),
  ...(contexts === "" ? [] : [`${ONLY_IN}: ${contexts}`]),
  ...(labels === "" ? [] : [`labels: ${labels}`]),
  ...preconditions.map((each) => `Liquibase asked first: ${each}`),
  ...(runs === "always" ? ["Liquibase ran it every time; here it runs when its text changes"] : []),
];

function passedOver(left: readonly ChangeSet[]): readonly Problem[] {
  const [first] = left;
  if (first === undefined) return [];
  const count = left.length === 1 ? "1 changeset is" : `${left.length} changesets are`;
  const names = left.slice(0, NAMED_MAX).map(({ author, id }) => `${author}:${id}`);
  return [
    {
      ...{ code: "adopt-file", severity: "warning", file: first.file, line: first.line },
      message: `${count} for other databases or marked as ignored, and not taken over: ${names.join(", ")}${left.length > NAMED_MAX ? ", …" : ""}.`,
      remedy: "Nothing is to be done where Liquibase does not run them on PostgreSQL either.",
    },
  ];
}

const NAMED_MAX = 5;
