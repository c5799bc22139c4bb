// The rules of a run, sorted by what they look at, so that no file has to sort them again.

import type { ChangeKind } from "../core/change.ts";
import type { Direction } from "../sql/sql.ts";
import type { Rule } from "./rule.ts";

/** The rules for one kind of file. */
export interface RuleTable {
  readonly byChange: ReadonlyMap<ChangeKind, readonly Rule[]>;
  readonly ofStatements: readonly Rule[];
  readonly ofFiles: readonly Rule[];
  readonly ofAllowances: readonly Rule[];
  /** Of all rules, also those for other files and servers. */
  readonly names: readonly string[];
}

/** The tables for ups, downs and verify scripts that are for one major version of the server. */
export function ruleTables(rules: readonly Rule[], server: number): Readonly<Record<Direction, RuleTable>> {
  const tableFor = (direction: Direction): RuleTable => {
    const own = rules.filter((rule) => looksAt(rule, direction, server));
    return {
      byChange: byChange(own),
      ofStatements: own.filter(({ statement }) => statement !== undefined),
      ofFiles: own.filter(({ file }) => file !== undefined),
      ofAllowances: own.filter(({ allowances }) => allowances !== undefined),
      names: rules.map(({ name }) => name),
    };
  };
  return { up: tableFor("up"), down: tableFor("down"), verify: tableFor("verify") };
}

function looksAt(
  { since = 0, until = Infinity, files }: Rule,
  direction: Direction,
  server: number,
): boolean {
  return server >= since && server <= until && files.includes(direction);
}

function byChange(rules: readonly Rule[]): ReadonlyMap<ChangeKind, readonly Rule[]> {
  const table = new Map<ChangeKind, Rule[]>();
  for (const rule of rules) {
    for (const kind of Object.keys(rule.changes ?? {}) as ChangeKind[]) {
      table.set(kind, [...(table.get(kind) ?? []), rule]);
    }
  }
  return table;
}
