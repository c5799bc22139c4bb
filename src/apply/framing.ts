// What stands around the statements of a transaction: settings before them, role and fence after them.

import type { Limits } from "../core/plan.ts";
import { localRequest, resetRequests, type PipelineRequest, type Session } from "../database/database.ts";
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
