// A concurrent build under a short timeout that the file itself has set.

import type { Change } from "../../../core/change.ts";
import { parseDuration, showDuration } from "../../../core/duration.ts";
import type { CommitGroup } from "../../../core/commit-group.ts";
import type { DescribedScript, DescribedStatement } from "../../../core/statement.ts";
import type { Report, Rule } from "../../rule.ts";

/** A build waits for every transaction that was there before it, and such a wait is seldom a matter of seconds. */
const SHORT_MS_BELOW = 60_000;

export const rule: Rule = {
  name: "concurrent-short-timeout",
  class: "hazard",
  severity: "warning",
  about: "a concurrent build that a short timeout of the file cuts off half-way",
  files: ["up", "down"],
  *file({ script, groups }) {
    const limits = new Map<string, number>(directiveLimits(script));
    const alone = new Set(groups.filter(isAlone).flatMap(({ members }) => members));
    for (const [index, statement] of script.statements.entries()) {
      if (alone.has(index) && builds(statement)) yield* reportsOf(statement, limits);
      for (const change of statement.changes) readLimit(change, limits);
    }
  },
};

const isAlone = ({ kind }: CommitGroup): boolean => kind === "autocommit";

const builds = ({ concurrent }: DescribedStatement): boolean =>
  concurrent?.kind === "create-index" || concurrent?.kind === "reindex";

function* reportsOf(
  { kind, span }: DescribedStatement,
  limits: ReadonlyMap<string, number>,
): Iterable<Report> {
  for (const [name, limit] of limits) {
    if (limit === 0 || limit >= SHORT_MS_BELOW) continue;
    yield {
      at: span.start,
      message: `${kind} runs under the ${name} of ${showDuration(limit)} that the file sets: where it is too short, the build fails and leaves an index behind that is kept up to date and never used.`,
      instead: `Leave the timeouts to lockkeeper, which gives concurrent work more time, or say set ${name} = 0 before it.`,
    };
  }
}

const NAMES: ReadonlySet<string> = new Set(["lock_timeout", "statement_timeout"]);

const directiveLimits = ({ directives }: DescribedScript): readonly (readonly [string, number])[] =>
  directives.flatMap(({ key, value }) => {
    const name = key.replaceAll("-", "_");
    const limit = parseDuration(value);
    return NAMES.has(name) && limit !== undefined ? [[name, limit] as const] : [];
  });

/** SET LOCAL is over before a concurrent build begins, as its transaction is. */
function readLimit(change: Change, limits: Map<string, number>): void {
  if (change.kind === "reset") {
    if (change.name === undefined) limits.clear();
    else limits.delete(change.name.toLowerCase());
  }
  if (change.kind !== "set" || change.local) return;
  const name = change.name.toLowerCase();
  const limit = limitOf(change.value[0] ?? "");
  if (!NAMES.has(name)) return;
  if (limit === undefined) limits.delete(name);
  else limits.set(name, limit);
}

const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** PostgreSQL takes a number without a unit for milliseconds. Undefined for DEFAULT and what cannot be read. */
function limitOf(value: string): number | undefined {
  const { number, unit } = /^\s*(?<number>\d+)\s*(?<unit>ms|s|min|h|d)?\s*$/.exec(value)?.groups ?? {};
  const factor = UNITS_MS[unit ?? "ms"];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}
