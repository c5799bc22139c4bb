// The work of a new partition: its own rows, and those of the default partition, are compared with the bounds.

import type { Schema, Table } from "../../core/schema.ts";
import { workOn } from "./effect.ts";
import type { Work } from "./effect.ts";
import { provenNotNull } from "./work-of-constraint.ts";

/** Reads a table that becomes a partition, unless a constraint is likely to say what the bounds say. */
export const scanOfPartition = (partition: Table, parent: Table): readonly Work[] => [
  { ...workOn(partition, "scan", "partition"), certain: !isProven(partition, parent) },
];

/** Reads the default partition of a table that gets another one. */
export function scanOfDefault(parent: Table, schema: Schema): readonly Work[] {
  return parent.defaultPartition === undefined
    ? []
    : scanOfPartition(schema.tableById(parent.defaultPartition), parent);
}

/** True where a valid CHECK is on the key. Without NOT NULL it proves the bounds to nobody but the default. */
function isProven(table: Table, { partitionedBy = [], defaultPartition }: Table): boolean {
  const checked = table.constraints.some(
    ({ kind, valid, enforced, columns }) =>
      kind === "check" && valid && enforced && partitionedBy.every((column) => columns.includes(column)),
  );
  if (partitionedBy.length === 0 || !checked) return false;
  return table.id === defaultPartition || partitionedBy.every((column) => provenNotNull(table, column));
}
