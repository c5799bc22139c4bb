// What PostgreSQL did with each statement of a rehearsal's record, and which of it was a hazard.
//
// The oracle reads the record alone: what each statement locked, which tables it read from end to end, which files
// were written anew. A table counts where it was there before the migration began. A statement is a hazard where
// SHARE or a stronger lock is held on such a table, by it or since an earlier statement of the same transaction,
// while it scans such a table, writes one or its indexes anew, builds an index, or changes rows. Rows of an INSERT
// that stand in the file are no hazard: they take the same time whatever the tables hold.

import { LOCK_MODES, type LockMode } from "../../src/core/lock.ts";
import type {
  ObservedLock,
  ObservedStatement,
  Rehearsal,
  RehearsedMigration,
} from "../../src/core/rehearsal.ts";
import { newNames, type Names } from "./names.ts";

export type WorkKind = "scan" | "rewrite" | "write";

/** A lock on a table, and the statement that took it. */
export interface HeldLock {
  readonly relation: string;
  readonly mode: LockMode;
  readonly existed: boolean;
  readonly takenBy: number;
}

/** One statement of an up. */
export interface Observation {
  readonly version: string;
  readonly number: number;
  readonly line: number;
  /** PostgreSQL's command tag. */
  readonly tag: string;
  readonly text: string;
  /** Locks on tables, by it or by an earlier statement of the same transaction. */
  readonly held: readonly HeldLock[];
  /** Every relation that it or an earlier statement of the transaction has locked: true for one that existed. */
  readonly touched: ReadonlyMap<string, boolean>;
  /** What it did to tables that existed. */
  readonly work: ReadonlySet<WorkKind>;
  readonly isHazard: boolean;
  /** False outside of a transaction, where a lock that was held for an instant may not have been seen. */
  readonly isCertain: boolean;
  /** What relations are called in the record, by what the file calls them at this statement. */
  readonly names: Names;
  /** The same after the statement, which may rename things and go on with them. */
  readonly namesAfter: Names;
}

const TABLES = new Set(["table", "partitioned table", "materialized view"]);
const SHARE = LOCK_MODES.indexOf("SHARE");

/** True for a lock that writers, or readers and writers, wait for. */
export const blocks = (mode: LockMode): boolean => LOCK_MODES.indexOf(mode) >= SHARE;

/** Every statement of the ups that went through, in order. */
export const observationsOf = ({ migrations }: Rehearsal): readonly Observation[] =>
  migrations.filter(({ failure }) => failure === undefined).flatMap(observationsIn);

function observationsIn({ version, statements, steps }: RehearsedMigration): readonly Observation[] {
  const names = newNames();
  const observations: Observation[] = [];
  for (const statement of statements) {
    const { number, line, kind: tag, text, step } = statement;
    const soFar = statements.filter((each) => each.step === step && each.number <= number);
    const held = soFar.flatMap(({ number: takenBy, locks }) =>
      locks
        .filter(({ kind }) => TABLES.has(kind))
        .map(({ relation, mode, existed }) => ({ relation, mode, existed, takenBy })),
    );
    const touched = new Map<string, boolean>();
    for (const { relation, existed } of soFar.flatMap(({ locks }) => locks)) {
      touched.set(relation, existed || touched.get(relation) === true);
    }
    const before = names.now();
    const work = workOf(statement, held, before);
    names.after(text);
    observations.push({
      version,
      number,
      line,
      tag,
      text,
      held,
      touched,
      work,
      isHazard: work.size > 0 && held.some(({ mode, existed }) => existed && blocks(mode)),
      isCertain: steps[step]?.kind !== "autocommit",
      names: before,
      namesAfter: names.now(),
    });
  }
  return observations;
}

function workOf(
  statement: ObservedStatement,
  held: readonly HeldLock[],
  names: Names,
): ReadonlySet<WorkKind> {
  const work = new Set<WorkKind>();
  if (statement.scanned.some(({ existed }) => existed)) work.add("scan");
  if (statement.rewritten.length > 0) work.add("rewrite");
  if (changesRows(statement, held, names)) work.add("write");
  return work;
}

const WRITES = /^(?:insert|update|delete|merge|copy)\b/i;
const RUNS_OTHERS = /^(?:do|call|select)\b/i;

/** A statement that writes takes ROW EXCLUSIVE, which is not seen where a stronger lock is held already. */
function changesRows(
  { kind, text, locks }: ObservedStatement,
  held: readonly HeldLock[],
  names: Names,
): boolean {
  if (!WRITES.test(kind)) return RUNS_OTHERS.test(kind) && locks.some(isWritten);
  if (/^insert/i.test(kind) && !/\bselect\b/i.test(text)) return false;
  if (locks.some(isWritten)) return true;
  const target = /\b(?:insert\s+into|update(?:\s+only)?|delete\s+from(?:\s+only)?|merge\s+into)\s+([\w."]+)/i;
  const relation = names.inRecord(target.exec(text)?.[1] ?? "", new Set(held.map((each) => each.relation)));
  return held.some((each) => each.existed && each.relation === relation);
}

const isWritten = ({ kind, mode, existed }: ObservedLock): boolean =>
  existed && TABLES.has(kind) && mode === "ROW EXCLUSIVE";
