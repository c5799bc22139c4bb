// Whether a column can take another type without a new copy of its table.
// Source: ATColumnChangeRequiresRewrite, pg_cast, and the support functions of length casts; watched on 15 and 18.

import type { TypeName } from "../../core/definition.ts";

/** Casts for which pg_cast says `b`: the stored bytes stay. */
const SAME_BYTES: ReadonlySet<string> = new Set([
  "bit varbit",
  "cidr inet",
  "citext bpchar",
  "citext text",
  "citext varchar",
  "int4 oid",
  "oid int4",
  "text bpchar",
  "text citext",
  "text varchar",
  "varbit bit",
  "varchar bpchar",
  "varchar citext",
  "varchar text",
  "xml bpchar",
  "xml text",
  "xml varchar",
]);

/** Types whose length may grow, or be let go, without a look at the rows; numeric has a rule of its own. */
const GROWS: ReadonlySet<string> = new Set([
  "interval",
  "time",
  "timestamp",
  "timestamptz",
  "timetz",
  "varbit",
  "varchar",
]);

const isTimestamp = ({ name }: TypeName): boolean => name === "timestamp" || name === "timestamptz";

/** True where the bytes on disk can stay as they are. `utc` says that the session's TimeZone is UTC. */
export function keepsBytes(from: TypeName, to: TypeName, utc: boolean): boolean {
  if (from.array || to.array) return from.array && to.array && isSame(from, to);
  if (from.name !== to.name || from.schema !== to.schema) {
    const related =
      SAME_BYTES.has(`${from.name} ${to.name}`) || (utc && isTimestamp(from) && isTimestamp(to));
    return related && to.modifiers.length === 0;
  }
  if (isSame(from, to)) return true;
  if (to.name === "numeric") return numericGrows(from, to);
  if (to.name === "bpchar") return to.modifiers.length === 0;
  return GROWS.has(to.name) && grows(from, to);
}

/** Types whose values sort and compare in the same way, so that an index on one serves the other. */
const ONE_ORDER: readonly ReadonlySet<string>[] = [new Set(["text", "varchar"]), new Set(["cidr", "inet"])];

/** True where indexes on the column have to be built anew although the table stays. */
export const changesOrder = (from: TypeName, to: TypeName): boolean =>
  from.name !== to.name && !ONE_ORDER.some((types) => types.has(from.name) && types.has(to.name));

/** True where both are one type with one length. */
export function isSame(from: TypeName, to: TypeName): boolean {
  return (
    from.name === to.name &&
    from.schema === to.schema &&
    from.array === to.array &&
    from.modifiers.join() === to.modifiers.join()
  );
}

function grows(from: TypeName, to: TypeName): boolean {
  const [limit] = to.modifiers;
  const [before] = from.modifiers;
  return limit === undefined || (before !== undefined && limit >= before);
}

function numericGrows(from: TypeName, to: TypeName): boolean {
  const [precision, scale = 0] = to.modifiers;
  const [precisionBefore, scaleBefore = 0] = from.modifiers;
  if (precision === undefined) return true;
  return precisionBefore !== undefined && precision >= precisionBefore && scale === scaleBefore;
}
