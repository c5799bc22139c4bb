// CONCURRENTLY in the body of a DO block or function, which always runs in a transaction.

import type { Report, Rule, StatementContext } from "../../rule.ts";

export const rule: Rule = {
  name: "concurrently-in-transaction",
  class: "hazard",
  severity: "error",
  about: "CONCURRENTLY where PostgreSQL refuses it",
  files: ["up", "down"],
  changes: { "create-index": reports, drop: reports, reindex: reports, "detach-partition": reports },
};

interface MayBeConcurrent {
  readonly at: number;
  readonly inside?: "do" | "function";
  readonly concurrently: boolean;
}

function* reports(change: MayBeConcurrent, { doing }: StatementContext): Iterable<Report> {
  if (!change.concurrently || change.inside === undefined) return;
  const where = change.inside === "do" ? "a DO block" : "a function";
  yield {
    at: change.at,
    message: `${doing.kind} fails in ${where}, as that runs in a transaction: the migration stops here.`,
    instead: "Write it as a statement of its own, which lockkeeper runs outside of a transaction.",
  };
}
