// Changesets as migrations of their own: what is run, what undoes it, and what a reader has to know.

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import { badFile } from "../../reading.ts";
import type { Choice } from "../../tool.ts";
import { identityOf, isForPostgres, type ChangeSet, type SqlChange } from "./change-set.ts";
import type { Changelog } from "./changelog.ts";
import { checksumsOf } from "./checksum.ts";
import { filtersInWords, isChosen } from "./choice.ts";
import { notChosen, passedFor, passedOver, unasked, unchosenFor, unfilled } from "./passed-over.ts";
import { guarded, isGuarded } from "./precondition.ts";
import { ended, scriptOf } from "./statements.ts";

/** Those that Liquibase runs on this database. Those that it does not are told by their number. */
export function projectFrom({ changeSets, problems }: Changelog, choice: Choice): ForeignProject {
  const all = new Map(changeSets.map((each) => [identityOf(each), each]));
  const migrations: ForeignMigration[] = [];
  const found: Problem[] = [...problems];
  const passed = changeSets.filter(({ ignored, dbms }) => ignored || !isForPostgres(dbms));
  const rest = changeSets.filter((each) => !passed.includes(each));
  const isAsked = Object.keys(choice).length > 0;
  const before = new Set<string>();
  const unchosen = isAsked ? rest.filter((each) => !isChosen(each, choice)) : [];
  for (const changeSet of rest) {
    if (unchosen.includes(changeSet)) continue;
    const down = downOf(changeSet, all);
    if (typeof down === "object") found.push(down);
    const made = migrationFrom(changeSet, typeof down === "string" ? down : undefined, before);
    migrations.push(made);
    for (const word of made.up.text.toLowerCase().match(/[a-z_][\w$]*/g) ?? []) before.add(word);
  }
  return {
    migrations,
    problems: [
      ...found,
      ...passedOver(passed),
      ...(isAsked ? notChosen(unchosen) : unasked(rest)),
      ...unfilled(rest),
    ],
    leftOut: [...passed.map(passedFor), ...unchosen.map(unchosenFor)],
  };
}

/** `before` are all words of those that run before it. */
function migrationFrom(
  changeSet: ChangeSet,
  down: string | undefined,
  before: ReadonlySet<string>,
): ForeignMigration {
  const { changes, file, line, inTransaction, runs } = changeSet;
  return {
    origin: {
      id: identityOf(changeSet),
      source: `${file}:${line}`,
      checksums: checksumsOf(changeSet),
    },
    title: titleOf(changeSet),
    kind: runs === "once" ? "versioned" : "repeatable",
    up: { path: file, text: asked(changeSet, textOf(changes, "-- Nothing to run."), before) },
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

/**
 * The script as Liquibase would run it on a new database: where it asks first and goes on without it, the script asks
 * as well. Where it asks only that things are not there of which nothing before has spoken, that is sure to hold.
 */
function asked(
  { preconditions, inTransaction }: ChangeSet,
  script: string,
  before: ReadonlySet<string>,
): string {
  const open = preconditions.filter(
    ({ skips, condition }) => skips && condition?.absent?.every((each) => !before.has(each)) !== true,
  );
  const conditions = open.flatMap(({ condition }) => condition ?? []);
  const [first, ...others] = conditions;
  if (first === undefined || !inTransaction || conditions.length < open.length) return script;
  return guarded(script, { sql: [first, ...others].map(({ sql }) => sql).join(" and ") });
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
const ONLY_FOR = "Liquibase runs it only for";

/** What a converted file is for, from what it says of itself: `the context test`; undefined for all. */
export const filtersIn = (text: string): string | undefined =>
  new RegExp(`^-- Note: ${ONLY_FOR} (?<filters>.*)$`, "m").exec(text)?.groups?.["filters"];

/** How a converted file says that it runs where Liquibase might not. */
const ONLY_LIQUIBASE = "Here it runs without being asked, for only Liquibase can ask that";

const canAsk = ({ preconditions, inTransaction }: ChangeSet): boolean =>
  preconditions.every(({ skips, condition }) => !skips || (condition !== undefined && inTransaction));

/** What a converted file does about a precondition: it asks itself, it cannot, or it need not. */
export const asking = (text: string): "asks" | "cannot" | "need-not" =>
  isGuarded(text) ? "asks" : text.includes(`-- Note: ${ONLY_LIQUIBASE}`) ? "cannot" : "need-not";

const notesOf = (changeSet: ChangeSet): readonly string[] => {
  const { comment, preconditions, runs } = changeSet;
  const filters = filtersInWords(changeSet);
  return [
    ...(comment === undefined ? [] : [comment]),
    ...(filters === "" ? [] : [`${ONLY_FOR} ${filters}`]),
    ...preconditions.map(({ words }) => `Liquibase asked first: ${words}`),
    ...(canAsk(changeSet) ? [] : [ONLY_LIQUIBASE]),
    ...(runs === "always" ? ["Liquibase ran it every time; here it runs when its text changes"] : []),
  ];
};
