// CREATE INDEX on a partitioned table that is in use.

import type { ChangeOf } from "../../../core/change.ts";
import type { Fix } from "../../../core/finding.ts";
import { showName, showRelation } from "../../../core/name.ts";
import type { Table } from "../../../core/schema.ts";
import { tokenAfter, wordAfter } from "../../../sql/changes/changes.ts";
import { inCaseOf, insertion } from "../../fix/edits.ts";
import type { Rule, StatementContext } from "../../rule.ts";
import { defaultIndexName } from "../../schema/default-names.ts";
import { claimOf, showLock, showTable, showWait } from "../../wording.ts";

const GENTLY =
  "Create it with ON ONLY, build one for each partition with CREATE INDEX CONCURRENTLY, and attach those.";

export const rule: Rule = {
  name: "index-on-partitioned",
  class: "hazard",
  severity: "error",
  about: "CREATE INDEX on a partitioned table makes writers of all partitions wait",
  files: ["up", "down"],
  changes: {
    *"create-index"(change, context) {
      const { at } = change;
      const parent = context.schema.table(change.table);
      if (parent.partitionedBy === undefined) return;
      if (change.concurrently) {
        const message = `CREATE INDEX CONCURRENTLY fails, as ${showTable(parent, context)} is partitioned: the migration stops here.`;
        yield { at, message, instead: GENTLY };
        return;
      }
      const [work] = context.work;
      if (work === undefined) return;
      const number = context.work.length;
      const others = number === 1 ? "" : ` and ${number - 1} more of its partitions`;
      // Where no file makes its partitions, the work is said to be its own.
      const first = work.table === parent ? "each of its partitions" : showTable(work.table, context);
      yield {
        at,
        message: `${showLock(parent, context)}, and on ${first}${others}, while the indexes are built: ${showWait(work.table, context)} until the last one is done.`,
        instead: GENTLY,
        claim: claimOf(work, context),
        fix: fixOf(change, context),
      };
    },
  },
};

function fixOf(change: ChangeOf<"create-index">, context: StatementContext): Fix | undefined {
  const { source } = context.script;
  const { span } = context.statement;
  const { index } = change;
  const on = wordAfter(source, change.at, "on");
  const parent = context.schema.table(change.table);
  const partitions = parent.children.map((id) => context.schema.tableById(id));
  if (on === undefined || index === undefined || !isPlain(change, context, partitions)) return undefined;
  const definition = source.slice(endOfTable(source, on.end, change.table.schema !== undefined), span.end);
  const of = { schema: parent.name.schema, name: index };
  const steps = partitions.flatMap((partition) => {
    const name = partitionIndex(change, partition, context);
    return [
      `create index concurrently ${showName(name)} on ${showRelation(partition.name)}${definition}`,
      `alter index ${showRelation(of)} attach partition ${showRelation({ ...partition.name, name })}`,
    ];
  });
  const only = inCaseOf(source.slice(on.start, on.end), "only");
  return {
    title: "Build the index of each partition concurrently.",
    edits: [
      insertion(context, on.end, ` ${only}`),
      insertion(context, span.end, steps.map((step) => `;\n${step}`).join("")),
    ],
    newFiles: [],
  };
}

/** Only then is it certain which names PostgreSQL would give to the indexes of the partitions. */
function isPlain(
  change: ChangeOf<"create-index">,
  { group }: StatementContext,
  partitions: readonly Table[],
): boolean {
  const leaves = partitions.every(
    ({ kind, partitionedBy }) => kind === "table" && partitionedBy === undefined,
  );
  const columns = change.parts.every(({ column }) => column !== undefined) && change.include.length === 0;
  return (
    partitions.length > 0 &&
    leaves &&
    columns &&
    !change.unique &&
    !change.ifNotExists &&
    group?.explicit === false
  );
}

function partitionIndex(
  { parts }: ChangeOf<"create-index">,
  partition: Table,
  { schema }: StatementContext,
): string {
  const taken = (name: string): boolean => schema.index({ ...partition.name, name }) !== undefined;
  return defaultIndexName(partition, parts, taken);
}

/** The index behind a table's name, of which a schema takes two tokens more. */
function endOfTable(source: string, from: number, qualified: boolean): number {
  let end = from;
  for (let tokens = qualified ? 3 : 1; tokens > 0; tokens -= 1) end = tokenAfter(source, end)?.end ?? end;
  return end;
}
