// Writes the one step of repeatables that go together: drops first, then each file, with what its objects had before.

import { quoteName } from "../../core/name.ts";
import type { LockForecast } from "../../core/lock.ts";
import type {
  Limits,
  PlannedMigration,
  PlannedRepeatable,
  PlannedStatement,
  RepeatReason,
} from "../../core/plan.ts";
import { repeatableVersion } from "../../core/repeatable.ts";
import type { RunLimits } from "../../core/settings.ts";
import type { StandingObject } from "../../core/standing-object.ts";
import { limitsFor } from "../limits.ts";
import { plannedStatement, splitScript } from "../split.ts";
import { canTravel } from "../travel.ts";
import type { Changes, Taken } from "./changes.ts";
import type { FoundRepeatable } from "./read.ts";

export interface StepContext {
  readonly limits: RunLimits;
  readonly role?: string;
}

/** The members in the order in which they are applied; at least one. */
export function planTogether(
  members: readonly FoundRepeatable[],
  { reasons, taken }: Changes,
  context: StepContext,
): PlannedMigration | undefined {
  const [first] = members;
  if (first === undefined) return undefined;
  const drops = dropsFor(members, taken);
  const statements = [
    ...drops.flatMap(({ standing, by }) => ours(standing.drop, by, standing.locks)),
    ...members.flatMap((member, index) => [
      ...(index === 0 ? [] : resetAfter(members[index - 1] ?? member, context)),
      ...statementsOf(member, { taken, alone: members.length === 1 }),
    ]),
  ].map((statement, index): PlannedStatement => ({ ...statement, number: index + 1 }));
  const repeats = members.map((member) => repeatOf(member, reasons));
  const { script } = first;
  const limits = limitsOf(members, context.limits);
  const steps = [
    { kind: "transaction", statements, limits, statementsDone: statements.length, prefix: "" } as const,
  ];
  return {
    ...identityOf(first),
    direction: "up",
    file: script.file,
    source: script.source,
    ...(script.filled && { filled: script.filled }),
    statements: statements.length,
    resumedAfter: 0,
    preamble: [],
    steps,
    setsSession: members.some((member) => member.script.statements.some(({ setsSession }) => setsSession)),
    travels: members.length === 1 && drops.length === 0 && canTravel(steps, 0),
    checks: [],
    repeats,
  };
}

const identityOf = ({
  repeatable: { name, checksum },
  script: { essence },
}: FoundRepeatable): Pick<PlannedRepeatable, "version" | "name" | "checksum" | "essence"> => ({
  version: repeatableVersion(name),
  name,
  checksum,
  essence,
});

const repeatOf = (
  member: FoundRepeatable,
  reasons: ReadonlyMap<string, RepeatReason>,
): PlannedRepeatable => ({
  ...identityOf(member),
  file: member.script.file,
  source: member.script.source,
  ...(member.script.filled && { filled: member.script.filled }),
  reason: reasons.get(member.repeatable.name) ?? "remade",
});

/** What depends on something goes before it. */
function dropsFor(members: readonly FoundRepeatable[], taken: ReadonlyMap<string, Taken>): readonly Taken[] {
  const names = new Set(members.map(({ repeatable }) => repeatable.name));
  const ordered = new Map<string, Taken>();
  const visit = (each: Taken): void => {
    if (ordered.has(each.standing.key)) return;
    for (const { key } of each.standing.dependants) {
      const dependant = taken.get(key);
      if (dependant !== undefined && dependant !== each) visit(dependant);
    }
    ordered.set(each.standing.key, each);
  };
  for (const each of taken.values()) if (names.has(each.by.repeatable.name)) visit(each);
  return [...ordered.values()];
}

/** A statement that stands in no file. */
function ours(text: string, by: FoundRepeatable, locks: readonly LockForecast[] = []): [PlannedStatement] {
  const from = { path: `${by.script.file}, as lockkeeper prepares it`, source: text };
  const kind = /^\w+(?: \w+)?/.exec(text)?.[0].toUpperCase() ?? "";
  return [{ number: 0, kind, text, line: 1, start: 0, locks, from }];
}

interface Around {
  readonly taken: ReadonlyMap<string, Taken>;
  /** True where the file is that of the whole migration. */
  readonly alone: boolean;
}

/** The file's own statements. After one that makes anew what was taken away, the object gets back what it had. */
function statementsOf(member: FoundRepeatable, { taken, alone }: Around): readonly PlannedStatement[] {
  const { script, content, standing } = member;
  const from = alone
    ? {}
    : { from: { path: script.file, source: script.source, ...(script.filled && { filled: script.filled }) } };
  return script.statements.flatMap((statement, at) => [
    { ...plannedStatement(statement, 0), ...from },
    ...content.makes.flatMap((made, index) =>
      made.statement === at
        ? (standing[index] ?? [])
            .filter(({ key }) => taken.has(key))
            .flatMap((each) => keepsOf(each).flatMap((text) => ours(text, member)))
        : [],
    ),
  ]);
}

/** A column that the new text is known to leave out takes its grants and its comment with it. */
function keepsOf({ keeps, columnKeeps, view }: StandingObject): readonly string[] {
  const columns = view?.next && new Set(view.next.map(({ name }) => name));
  const kept = columnKeeps.filter(({ column }) => columns === undefined || columns.has(column));
  return [...keeps, ...kept.map(({ text }) => text)];
}

/** Every file is to find the settings as if it were the only one. */
const resetAfter = ({ content }: FoundRepeatable, { role }: StepContext): readonly PlannedStatement[] =>
  content.sets.map((name) => {
    const text =
      name === "role" && role !== undefined ? `set role ${quoteName(role)}` : `reset ${settingName(name)}`;
    return { number: 0, kind: "RESET", text, line: 1, start: 0, locks: [], from: { path: "", source: text } };
  });

/** Extensions have settings with a dot in their names. */
const settingName = (name: string): string => name.split(".").map(quoteName).join(".");

/** Those of the most careful for locks, of the most patient for statements. */
function limitsOf(members: readonly FoundRepeatable[], limits: RunLimits): Limits {
  const each = members.flatMap(({ script }) =>
    splitScript(script, false).map((piece) => limitsFor(piece, script, limits)),
  );
  const endless = (ms: number): number => (ms === 0 ? Infinity : ms);
  const finite = (ms: number): number => (ms === Infinity ? 0 : ms);
  return {
    lockTimeoutMs: finite(Math.min(...each.map(({ lockTimeoutMs }) => endless(lockTimeoutMs)))),
    statementTimeoutMs: finite(
      Math.max(...each.map(({ statementTimeoutMs }) => endless(statementTimeoutMs))),
    ),
  };
}
