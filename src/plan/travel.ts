// Decides which migrations may travel to the server together.

import type { Step } from "../core/plan.ts";

/** First words of statements that change the schema or its rows, and nothing about the session. */
const LEAVES_SESSION_ALONE =
  /^(?:ALTER|COMMENT|CREATE|DELETE|DO|DROP|GRANT|INSERT|MERGE|REVOKE|TRUNCATE|UPDATE)\b/;

/**
 * True for a migration of one plain transaction whose statements leave the session as it was. SET and SELECT are
 * left out: the next migration could not be sure of its settings, and a function may do anything.
 */
export function canTravel(steps: readonly Step[], checks: number): boolean {
  const [step] = steps;
  return (
    steps.length === 1 &&
    step?.kind === "transaction" &&
    step.opening === undefined &&
    checks === 0 &&
    step.statements.every(({ kind, copyData }) => copyData === undefined && LEAVES_SESSION_ALONE.test(kind))
  );
}
