// A foreign key that is dropped, alone or with its column or table, from a table that refers to one in use.

import type { ChangeOf } from "../../../core/change.ts";
import type { DescribedScript } from "../../../core/statement.ts";
import type { Constraint, Schema, Table } from "../../../core/schema.ts";
import type { Report, Rule, StatementContext } from "../../rule.ts";
import { instantClaim, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "foreign-key-drop-locks-parent",
  class: "advice",
  severity: "warning",
  about: "a foreign key that is dropped locks the table that it refers to",
  files: ["up", "down"],
  changes: {
    *drop(change, context) {
      if (change.object !== "table") return;
      const tables = change.names.map((name) => context.schema.table(name));
      yield* reportsOf(
        change.at,
        context,
        tables.flatMap((table) => keysOf(table, context)),
      );
    },
    *"drop-column"(change, context) {
      const keys = keysOf(context.schema.table(change.table), context);
      yield* reportsOf(
        change.at,
        context,
        keys.filter(({ columns }) => columns.includes(change.column)),
      );
    },
    *"drop-constraint"(change, context) {
      const keys = keysOf(context.schema.table(change.table), context);
      yield* reportsOf(
        change.at,
        context,
        keys.filter(({ name }) => name === change.name),
      );
    },
  },
};

/** The foreign keys of a table that was there before. */
const keysOf = (table: Table, context: StatementContext): readonly Constraint[] =>
  context.isNew(table) ? [] : table.constraints.filter(({ references }) => references !== undefined);

function* reportsOf(at: number, context: StatementContext, keys: readonly Constraint[]): Iterable<Report> {
  if (keys.length === 0) return;
  const dropped = tablesDropped(context.script, context.schema);
  const ids = new Set(keys.flatMap(({ references }) => references ?? []));
  for (const id of ids) {
    const parent = context.schema.tableById(id);
    const own = context.doing.changes.some((change) => isOn(change, parent, context.schema));
    if (dropped.has(id) || own || isHeld(id, context) || context.isNew(parent)) continue;
    yield {
      at,
      message: `${showLock(parent, context)} as well, to which the foreign key refers, until the transaction ends: ${showWait(parent, context)} for as long.`,
      instead:
        "Drop the foreign key in a transaction of its own, with nothing behind it that takes its time. Lockkeeper waits for a moment in which nobody is in the way.",
      claim: instantClaim(parent, context),
    };
  }
}

/** True where an earlier statement of the transaction has the lock already, and said so. */
const isHeld = (id: number, { held }: StatementContext): boolean =>
  held.some(({ table, mode }) => table.id === id && mode === "ACCESS EXCLUSIVE");

/** True where a statement names the table itself, so that its lock surprises nobody. */
const isOn = (change: StatementContext["doing"]["changes"][number], table: Table, schema: Schema): boolean =>
  "table" in change && change.table !== undefined && schema.table(change.table).id === table.id;

/** The lock on a table that the same file drops is no news. */
function tablesDropped({ statements }: DescribedScript, schema: Schema): ReadonlySet<number> {
  const drops = statements.flatMap(({ changes }) =>
    changes.filter((change): change is ChangeOf<"drop"> => change.kind === "drop"),
  );
  const names = drops.filter(({ object }) => object === "table").flatMap((drop) => drop.names);
  return new Set(names.map((name) => schema.table(name).id));
}
