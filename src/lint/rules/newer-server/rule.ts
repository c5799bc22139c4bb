// A statement that the server is too old for.

import type { Change, ChangeKind, ChangeOf } from "../../../core/change.ts";
import type { ColumnDefinition, ConstraintDefinition } from "../../../core/definition.ts";
import type { Rule } from "../../rule.ts";
import { phrasesIn } from "./phrases.ts";

/** Something with the first major version that knows it. */
interface Feature {
  readonly since: number;
  /** As a person would name it. */
  readonly words: string;
  /** Where it stands; absent for the change itself. */
  readonly at?: number;
}

export const rule: Rule = {
  name: "newer-server",
  class: "hazard",
  severity: "error",
  about: "a statement that the server is too old for",
  files: ["up", "down", "verify"],
  *statement({ doing, statement, script, server }) {
    // A body may ask for the version before it runs EXECUTE.
    if (doing !== statement) return;
    const used = [...doing.changes.flatMap(featuresOf), ...phrasesIn(script.source, statement.span)];
    const seen = new Set<string>();
    for (const { at, since, words } of used) {
      if (since <= server || seen.has(words)) continue;
      seen.add(words);
      yield {
        at,
        message: `PostgreSQL ${server} does not know ${words}, which came with PostgreSQL ${since}: the migration stops here.`,
        instead: `Write it without that until every server is at ${since}, or configure the version that the servers have.`,
      };
    }
  },
};

const featuresOf = (change: Change): readonly Required<Feature>[] =>
  featuresByKind(change).map((feature) => ({ at: change.at, ...feature }));

const featuresByKind = <Kind extends ChangeKind>(change: ChangeOf<Kind>): readonly Feature[] =>
  FINDERS[change.kind]?.(change) ?? [];

/** What a change uses; the versions are those of PostgreSQL's release notes. */
const FINDERS: { readonly [Kind in ChangeKind]?: (change: ChangeOf<Kind>) => readonly Feature[] } = {
  "add-column": ({ column }) => ofColumn(column),
  "create-table": ({ columns, constraints }) => [
    ...columns.flatMap(ofColumn),
    ...constraints.flatMap(ofConstraint),
  ],
  "add-constraint": ({ constraint }) => ofConstraint(constraint),
  "alter-constraint": ({ enforced }) =>
    enforced === undefined ? [] : [{ since: 18, words: "ALTER CONSTRAINT … ENFORCED" }],
  "set-expression": () => [{ since: 17, words: "SET EXPRESSION" }],
  "drop-expression": () => [{ since: 13, words: "DROP EXPRESSION" }],
  "set-access-method": () => [{ since: 15, words: "SET ACCESS METHOD" }],
  "detach-partition": ({ concurrently, finalize }) =>
    concurrently || finalize ? [{ since: 14, words: "DETACH PARTITION CONCURRENTLY" }] : [],
  reindex: ({ concurrently }) => (concurrently ? [{ since: 12, words: "REINDEX CONCURRENTLY" }] : []),
  "create-trigger": ({ orReplace }) => (orReplace ? [{ since: 14, words: "CREATE OR REPLACE TRIGGER" }] : []),
  write: ({ verb }) => (verb === "merge" ? [{ since: 15, words: "MERGE" }] : []),
  set: ({ name }) => {
    const since = SETTINGS.get(name.toLowerCase());
    return since === undefined ? [] : [{ since, words: `the setting ${name.toLowerCase()}` }];
  },
};

const SETTINGS: ReadonlyMap<string, number> = new Map([
  ["client_connection_check_interval", 14],
  ["default_toast_compression", 14],
  ["event_triggers", 17],
  ["idle_session_timeout", 14],
  ["transaction_timeout", 17],
]);

function ofColumn({ at, generated, constraints }: ColumnDefinition): readonly Feature[] {
  const made: readonly Feature[] =
    generated === undefined
      ? []
      : generated.kind === "virtual"
        ? [{ since: 18, words: "a virtual generated column", at }]
        : [{ since: 12, words: "a generated column", at }];
  return [...made, ...constraints.flatMap(ofConstraint)];
}

/** Only as a constraint of the table is NOT NULL new; a column's own has always been there. */
function ofConstraint(constraint: ConstraintDefinition): readonly Feature[] {
  const { at, inline } = constraint;
  if (constraint.kind === "not-null") {
    return inline ? [] : [{ since: 18, words: "NOT NULL as a constraint of the table", at }];
  }
  const enforced =
    constraint.kind === "check" || constraint.kind === "foreign-key" ? constraint.enforced : true;
  return enforced ? [] : [{ since: 18, words: "NOT ENFORCED", at }];
}
