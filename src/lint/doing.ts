// A statement together with what runs inside it: the body of a DO block, and those of functions that it calls.

import type { Change } from "../core/change.ts";
import type { Body } from "../core/definition.ts";
import type { Schema } from "../core/schema.ts";
import type { DescribedStatement, Doing } from "../core/statement.ts";
import { describeBody } from "../sql/changes/changes.ts";

/** How deep calls are followed, so that functions which call each other come to an end. */
const CALLS_DEEP_MAX = 5;

/** The statement itself first, then what it makes run, in order. The schema must be as it is before it. */
export function doingsOf(statement: DescribedStatement, schema: Schema): readonly Doing[] {
  // Most statements call nothing, and cost nothing.
  if (!statement.changes.some(callsCode)) return [statement];
  return [statement, ...calledBy(statement.changes, schema, 0)];
}

const callsCode = ({ kind }: Change): boolean => kind === "do-block" || kind === "call";

function calledBy(changes: readonly Change[], schema: Schema, depth: number): readonly Doing[] {
  if (depth >= CALLS_DEEP_MAX) return [];
  return changes.flatMap((change) => {
    const called = bodyOf(change, schema);
    if (called === undefined) return [];
    const inside = change.kind === "do-block" ? "do" : "function";
    const doings = describeBody(called, inside);
    // The text of a function stands elsewhere: what it does is pointed at where it is called.
    const placed = inside === "do" ? doings : doings.map((doing) => placedAt(doing, change));
    return placed.flatMap((doing) => [doing, ...calledBy(doing.changes, schema, depth + 1)]);
  });
}

function bodyOf(change: Change, schema: Schema): Body | undefined {
  if (change.kind === "do-block") return change.body;
  return change.kind === "call" ? schema.routine(change.routine)?.body : undefined;
}

const placedAt = (doing: Doing, { at }: Change): Doing => ({
  ...doing,
  changes: doing.changes.map((change) => ({ ...change, at })),
});
