// What stands around the statements of a transaction: settings before them, role and fence after them.

import type { Limits } from "../core/plan.ts";
import {
  localLimits,
  localRequest,
  resetRequests,
  type PipelineRequest,
  type Session,
} from "../database/database.ts";
import type { ApplyContext } from "./context.ts";

interface Opening {
  readonly session: Session;
  readonly limits: Limits;
  /** BEGIN, or what the file wrote in its place. */
  readonly begin: string;
  readonly asynchronousCommit?: boolean;
}

/** Everything up to the first statement: the session reset and BEGIN, or behind a pooler BEGIN and local settings. */
export function openingRequests(opening: Opening, context: ApplyContext): readonly PipelineRequest[] {
  const { session, limits, begin, asynchronousCommit = false } = opening;
  const settings = {
    ...limits,
    asynchronousCommit,
    ...(context.role === undefined ? {} : { role: context.role }),
  };
  return context.fence === undefined
    ? [...resetRequests(session, settings), { text: begin }]
    : [{ text: begin }, localRequest(session, settings)];
}

/** What a function could change about the session that would change what the next migration does. */
const WATCHED = [
  "role",
  "search_path",
  "session_replication_role",
  "row_security",
  "check_function_bodies",
  "default_tablespace",
  "default_table_access_method",
  "TimeZone",
];
const LIMITS = ["lock_timeout", "statement_timeout"];

const stateOf = (names: readonly string[]): string =>
  `pg_catalog.concat_ws(',', session_user, ${names
    .map((name) => `pg_catalog.current_setting('${name}')`)
    .join(", ")})`;

/**
 * A convoy resets the session once, since RESET ALL costs more than a small migration, and notes how it then is.
 * Behind a pooler there is nothing to reset.
 */
export function convoyOpening(
  session: Session,
  limits: Limits,
  context: ApplyContext,
): readonly PipelineRequest[] {
  if (context.fence !== undefined) return [];
  const role = context.role === undefined ? {} : { role: context.role };
  return [
    ...resetRequests(session, { ...limits, ...role, asynchronousCommit: true }),
    {
      text: `select pg_catalog.set_config('lockkeeper.state', ${stateOf(WATCHED)}, false),
        pg_catalog.set_config('lockkeeper.limits', ${stateOf(LIMITS)}, false)`,
    },
  ];
}

interface Member {
  /** The limits that the convoy goes under, and those that this migration wants. */
  readonly usual: Limits;
  readonly own: Limits;
  readonly last: boolean;
}

/** True for limits that need not be said again. */
export const isSame = (left: Limits, right: Limits): boolean =>
  left.lockTimeoutMs === right.lockTimeoutMs && left.statementTimeoutMs === right.statementTimeoutMs;

/** BEGIN for a migration of a convoy. The last one's commit reaches the disk, and everything before it with it. */
export function beginInConvoy(
  session: Session,
  { usual, own, last }: Member,
  context: ApplyContext,
): readonly PipelineRequest[] {
  if (context.fence !== undefined) {
    return openingRequests({ session, limits: own, begin: "begin", asynchronousCommit: !last }, context);
  }
  return [
    { text: "begin" },
    ...(last ? [{ text: "set local synchronous_commit to default" }] : []),
    ...(isSame(usual, own) ? [] : [localLimits(session, own)]),
  ];
}

/**
 * The end of a migration of a convoy, before its journal row. A function that it called may have changed the
 * session for those behind it: then this divides by zero, nothing of it is kept, and it goes by itself.
 */
export function endInConvoy(context: ApplyContext, usualLimits: boolean): readonly PipelineRequest[] {
  if (context.fence !== undefined) return closingRequests(context);
  const state = `pg_catalog.current_setting('lockkeeper.state') = ${stateOf(WATCHED)}`;
  const limits = `pg_catalog.current_setting('lockkeeper.limits') = ${stateOf(LIMITS)}`;
  return [
    usualLimits
      ? { text: `select 1 / (${state} and ${limits})::int4`, prepareAs: "lockkeeper_same" }
      : { text: `select 1 / (${state})::int4`, prepareAs: "lockkeeper_same_state" },
    ...(context.role === undefined ? [] : [{ text: "set local role none" }]),
  ];
}

/**
 * Everything between the last statement and the journal row. The file may have left another role or deferred
 * constraints: the row is ours to write, and nothing may fail after it.
 */
export const closingRequests = ({ fence }: ApplyContext): readonly PipelineRequest[] => [
  { text: "set local role none" },
  { text: "set constraints all immediate" },
  ...fenceRequests(fence),
];

/** Fails where the lease is not ours any more; keeps a rival from taking it until the transaction ends. */
export const fenceRequests = (fence: number | undefined): readonly PipelineRequest[] =>
  fence === undefined ? [] : [{ text: "select lockkeeper.hold_lease($1)", values: [fence] }];
