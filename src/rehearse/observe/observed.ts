// What was seen of a migration, put into the nouns of a rehearsal. Pure.

import { LOCK_MODES, type LockMode } from "../../core/lock.ts";
import type { PlannedStatement } from "../../core/plan.ts";
import type { LockReason, ObservedLock, ObservedScan, ObservedStatement } from "../../core/rehearsal.ts";
import type { SeenStatement, SeenStep } from "./observer.ts";
import { isCalled } from "./surroundings.ts";
import type { Oid, Relation, Surroundings, Tie } from "./surroundings.ts";

/** Relations as they were when they were last seen. */
type Earlier = ReadonlyMap<Oid, Relation>;

/** The statements of some steps, without the stalls, which the probes know. */
export function observedStatements(
  steps: readonly SeenStep[],
  surroundings: Surroundings,
): readonly Omit<ObservedStatement, "stalls">[] {
  const earlier = new Map(surroundings.relations);
  return steps.flatMap((step, index) =>
    step.statements.map((seen) => {
      const { statement, startMs, durationMs, before, after, outside } = seen;
      const observed = {
        number: statement.number,
        line: statement.line,
        kind: statement.kind,
        text: statement.text,
        step: index,
        startMs,
        durationMs,
        locks: locksOf(seen, step, surroundings),
        scanned: scansOf(seen, earlier, surroundings),
        rewritten: rewritesOf(seen, earlier, surroundings),
        walBytes: Number(after.wal - before.wal),
        phases: outside?.phases ?? [],
      };
      for (const [oid, { relation }] of after.seen) if (relation) earlier.set(oid, relation);
      return observed;
    }),
  );
}

/** A lock as it was first seen: the relation by its name before the migration, or by the one that it then had. */
interface Taken {
  readonly relation: Relation;
  readonly mode: LockMode;
}

function locksOf(seen: SeenStatement, step: SeenStep, surroundings: Surroundings): readonly ObservedLock[] {
  const taken = takenBy(seen, surroundings);
  const reasons = reasonsFor(seen.statement, taken, surroundings);
  const locks = taken.map(({ relation: { oid, name, kind }, mode }): ObservedLock => {
    const via = reasons.get(oid);
    return {
      relation: name,
      kind,
      mode,
      existed: surroundings.relations.has(oid),
      ...(via === undefined ? {} : { via }),
      fromMs: seen.startMs,
      toMs: seen.outside ? seen.startMs + seen.durationMs : step.endMs,
    };
  });
  return locks.toSorted(
    (a, b) =>
      Number(b.existed) - Number(a.existed) ||
      rank(b.mode) - rank(a.mode) ||
      (a.relation < b.relation ? -1 : 1),
  );
}

const rank = (mode: LockMode): number => LOCK_MODES.indexOf(mode);

function takenBy({ before, after, outside }: SeenStatement, { relations }: Surroundings): readonly Taken[] {
  const held = outside?.locks ?? new Map([...after.seen].map(([oid, { mode }]) => [oid, mode]));
  const taken = new Map<string, Taken>();
  for (const [oid, mode] of held) {
    const known = before.seen.get(oid)?.mode;
    const original = relations.get(oid);
    const relation = original ?? after.seen.get(oid)?.relation;
    // What came and went within the statement has no name to tell.
    if (mode === undefined || relation === undefined || isToast(relation)) continue;
    if (known !== undefined && rank(mode) <= rank(known)) continue;
    // An index that is made anew is one relation to people and two to the server.
    if (original || !taken.has(relation.name)) taken.set(relation.name, { relation, mode });
  }
  return [...taken.values()];
}

const isToast = ({ name }: Relation): boolean => name.startsWith("pg_toast.");

/** Why each relation is locked that was there and that the statement does not name. */
function reasonsFor(
  statement: PlannedStatement,
  taken: readonly Taken[],
  { relations, ties }: Surroundings,
): ReadonlyMap<Oid, LockReason> {
  const locked = new Set(taken.map(({ relation }) => relation.oid));
  const others = taken
    .map(({ relation }) => relation)
    .filter((relation) => relations.has(relation.oid) && !isNamed(relation, statement));
  return new Map(
    others.map((relation) => [
      relation.oid,
      reasonByTie(relation, ties, locked) ?? reasonByKind(relation, statement),
    ]),
  );
}

const isNamed = (relation: Relation, { locks }: PlannedStatement): boolean =>
  locks.some((lock) => isCalled(relation, lock.relation));

function reasonByTie(
  { oid }: Relation,
  ties: readonly Tie[],
  locked: ReadonlySet<Oid>,
): LockReason | undefined {
  for (const { kind, from, to } of ties) {
    if (from === oid && locked.has(to)) return kind;
    if (to !== oid || !locked.has(from)) continue;
    if (kind === "foreign key") return kind;
    if (kind === "partition" || kind === "default partition") return "parent";
  }
  return undefined;
}

function reasonByKind({ kind }: Relation, { kind: tag, text }: PlannedStatement): LockReason {
  if (kind.endsWith("index")) return "index";
  if (/^(?:INSERT|UPDATE|DELETE|MERGE|COPY)\b/.test(tag)) return "trigger";
  if (tag.includes("DOMAIN")) return "domain";
  if (tag.includes("VIEW")) return "view";
  return /\breferences\b/i.test(text) ? "foreign key" : "other";
}

function scansOf(
  { after }: SeenStatement,
  earlier: Earlier,
  { relations }: Surroundings,
): readonly ObservedScan[] {
  return [...after.seen].flatMap(([oid, { relation }]) => {
    const { scans, rows } = earlier.get(oid) ?? NEVER_READ;
    if (relation === undefined || isToast(relation) || relation.scans <= scans) return [];
    const original = relations.get(oid);
    const { name } = original ?? relation;
    return [{ relation: name, existed: original !== undefined, rows: relation.rows - rows }];
  });
}

const NEVER_READ = { scans: 0, rows: 0 };

function rewritesOf(
  { after }: SeenStatement,
  earlier: Earlier,
  { relations }: Surroundings,
): readonly string[] {
  return [...after.seen].flatMap(([oid, { relation }]) => {
    const original = relations.get(oid);
    const file = earlier.get(oid)?.file;
    const rewritten = original && relation && file !== "0" && relation.file !== file;
    return rewritten && !isToast(original) ? [original.name] : [];
  });
}
