// Before a concurrent statement runs: puts right what an earlier, interrupted run of it left behind.

import type { Session } from "../../database/database.ts";
import type { ApplyContext } from "../context.ts";
import { mendCreateIndex } from "./create-index.ts";
import { mendDetach } from "./detach.ts";
import { mendDropIndex } from "./drop-index.ts";
import type { Mended, Mending } from "./mending.ts";
import { mendReindex } from "./reindex.ts";

/** Throws Failure `index-mismatch` or `in-the-way` where going on would hide something. */
export function mend(
  session: Session,
  what: Pick<Mending, "migration" | "statement" | "begunBefore">,
  context: ApplyContext,
): Promise<Mended> {
  const mending: Mending = {
    ...what,
    say: (message) => context.watch.notice(message),
    clock: context.clock,
    waitMs: context.limits.lockWaitMs,
    signal: context.signal,
  };
  const work = mending.statement.concurrent;
  switch (work?.kind) {
    case "create-index":
      return mendCreateIndex(session, work, mending);
    case "drop-index":
      return mendDropIndex(session, work, mending);
    case "reindex":
      return mendReindex(session, work, mending);
    case "detach":
      return mendDetach(session, work, mending);
    case undefined:
      return Promise.resolve("run");
  }
}
