// The door of the room: parsed migrations in, findings out. Nothing is read, written or run.

import type { Finding } from "../core/finding.ts";
import type { Version } from "../core/version.ts";
import { lintFile } from "./file-walk.ts";
import type { Surroundings } from "./file-walk.ts";
import type { LintMigration, Rule, TableSize } from "./rule.ts";
import { ruleTables } from "./rule-table.ts";
import { RULES } from "./rules/rules.ts";
import { newSchemaFold } from "./schema/fold.ts";
import { calmed } from "./small-table.ts";

export { baseFindings, type BaseBranch } from "./base.ts";
export { dismiss, unforeseen, type RehearsedFile } from "./by-rehearsal.ts";
export { applyEdits } from "./fix/apply.ts";
export { isBetter } from "./fix/is-better.ts";
export type { LintMigration, Report, Rule, TableSize } from "./rule.ts";
export { RULES } from "./rules/rules.ts";

/** The newest PostgreSQL that the rules know; what is not said to be for an older one is judged by it. */
export const NEWEST_SERVER = 18;

export interface LintInput {
  /** All of them, in the order in which they run: the schema is folded from them. */
  readonly migrations: readonly LintMigration[];
  /** The versions that are spoken of; all where absent. The others only make the schema. */
  readonly only?: ReadonlySet<Version>;
  /** Major version of the server. */
  readonly server?: number;
  /** Rows and bytes of the target's tables, by full name: `public.orders`. */
  readonly sizes?: ReadonlyMap<string, TableSize>;
  /** Tables with at most so many rows are small: what only takes time there is no hazard. None where absent. */
  readonly smallTableRows?: number;
  readonly rules?: readonly Rule[];
}

/** Everything that the rules find, in the order of the migrations: up, down, verify, each from top to bottom. */
export function lint(input: LintInput): readonly Finding[] {
  const { server = NEWEST_SERVER, rules = RULES, sizes = new Map<string, TableSize>() } = input;
  const surroundings: Surroundings = {
    tables: ruleTables(rules, server),
    server,
    fold: newSchemaFold(),
    sizes,
  };
  const findings = input.migrations.flatMap((migration) => {
    const own = lintMigration(migration, surroundings);
    return input.only === undefined || input.only.has(migration.version) ? own : [];
  });
  const { smallTableRows: rowsMax } = input;
  return rowsMax === undefined ? findings : calmed(findings, { sizes, rowsMax, rules });
}

/** The down is judged against the schema that the up leaves, and then forgotten. */
function lintMigration(migration: LintMigration, surroundings: Surroundings): readonly Finding[] {
  const { fold } = surroundings;
  const { up, down, verify } = migration;
  const ofUp = lintFile({ migration, direction: "up", script: up }, surroundings);
  fold.settle();
  const mark = fold.mark();
  const ofDown =
    down === undefined ? [] : lintFile({ migration, direction: "down", script: down }, surroundings);
  const ofVerify =
    verify === undefined ? [] : lintFile({ migration, direction: "verify", script: verify }, surroundings);
  fold.goBack(mark);
  return [...ofUp, ...ofDown, ...ofVerify];
}
