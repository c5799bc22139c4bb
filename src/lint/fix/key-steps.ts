// The steps that make a key without a look at the rows under a strong lock: NOT NULL and the index first, then the key.

import type { ChangeOf } from "../../core/change.ts";
import type { ConstraintDefinition } from "../../core/definition.ts";
import type { Edit } from "../../core/finding.ts";
import { showName, showRelation } from "../../core/name.ts";
import type { Table } from "../../core/schema.ts";
import { clauseEnd, tokenAfter, wordAfter } from "../../sql/changes/changes.ts";
import { provenNotNull } from "../effects/work-of-constraint.ts";
import type { StatementContext } from "../rule.ts";
import { nameOfConstraint } from "./constraint-name.ts";
import { insertion, replacement } from "./edits.ts";

type Key = Extract<ConstraintDefinition, { kind: "unique" | "primary-key" }>;

/** The first version in which NOT NULL is a constraint that can be NOT VALID. */
const NATIVE_SINCE = 18;

/**
 * Edits that do the work of a key before the statement that adds it: its columns are proven to hold no NULL, and its
 * index is built concurrently. Undefined where PostgreSQL would refuse that, where the statement does more than add
 * the key, or where the key says more than its columns.
 */
export function keySteps(
  change: ChangeOf<"add-constraint">,
  key: Key,
  context: StatementContext,
): readonly Edit[] | undefined {
  const { source } = context.script;
  const { schema } = context;
  const table = schema.table(change.table);
  const inTree = table.partitionedBy !== undefined || table.isPartition || table.children.length > 0;
  const alone = context.doing.changes.length === 1 && context.group?.explicit === false;
  const columns = columnsOf(key, table, context);
  if (inTree || !alone || columns === undefined) return undefined;
  const builds = key.usingIndex === undefined;
  if (builds && !endsWithColumns(source, key)) return undefined;
  const name = showName(nameOfConstraint(key, table));
  const on = showRelation(change.table);
  const word = key.kind === "unique" ? "unique" : "primary key";
  const listed = columns.map(showName).join(", ");
  const index = builds ? [`create unique index concurrently ${name} on ${on} (${listed});`] : [];
  const proof = key.kind === "unique" ? NOTHING : proofOf(change, { table, columns }, context);
  const end = clauseEnd(source, key);
  const steps = [...proof.before, ...index].map((step) => `${step}\n`).join("");
  return [
    insertion(context, context.statement.span.start, steps),
    ...(builds
      ? [replacement(context, { start: key.at, end }, `constraint ${name} ${word} using index ${name}`)]
      : []),
    ...(proof.after === "" ? [] : [insertion(context, end, proof.after)]),
  ];
}

/** Its own columns, or those of its index where that is known. */
function columnsOf(key: Key, table: Table, { schema }: StatementContext): readonly string[] | undefined {
  if (key.usingIndex === undefined) return key.columns;
  const index = schema.index({ schema: table.name.schema, name: key.usingIndex });
  return index?.parts.flatMap(({ column }) => column ?? []);
}

interface Proof {
  readonly before: readonly string[];
  /** What the statement that adds the key says as well. */
  readonly after: string;
}

const NOTHING: Proof = { before: [], after: "" };

/** Steps, each in a transaction of its own, after which PostgreSQL believes that the columns hold no NULL. */
function proofOf(
  change: ChangeOf<"add-constraint">,
  { table, columns }: { readonly table: Table; readonly columns: readonly string[] },
  { server }: StatementContext,
): Proof {
  const native = server >= NATIVE_SINCE;
  const alter = `alter table ${showRelation(change.table)}`;
  const proofs = columns
    .filter((column) => !provenNotNull(table, column))
    .map((column) => {
      const facts = { kind: "not-null", columns: [column], notValid: true, inline: false, at: 0 } as const;
      const name = showName(nameOfConstraint(facts, table));
      const shown = showName(column);
      return { name, condition: native ? `not null ${shown}` : `check (${shown} is not null)` };
    });
  return {
    before: proofs.flatMap(({ name, condition }) => [
      `begin;\n${alter} add constraint ${name} ${condition} not valid;\ncommit;`,
      `begin;\n${alter} validate constraint ${name};\ncommit;`,
    ]),
    after: native ? "" : proofs.map(({ name }) => `, drop constraint ${name}`).join(""),
  };
}

/** True for `UNIQUE (a, b)` with nothing after the parenthesis, and nothing before it but the key's own words. */
function endsWithColumns(source: string, key: Key): boolean {
  const word = wordAfter(source, key.at, key.kind === "unique" ? "unique" : "key");
  const open = word === undefined ? undefined : tokenAfter(source, word.end);
  if (open === undefined || source[open.start] !== "(") return false;
  const end = clauseEnd(source, key);
  for (let token = tokenAfter(source, open.end); token !== undefined; token = tokenAfter(source, token.end)) {
    if (source[token.start] === ")") return token.end === end;
  }
  return false;
}
