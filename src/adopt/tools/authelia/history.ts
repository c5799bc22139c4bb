// The steps that Authelia has written down, in order, and what they leave applied.

import type { ForeignHistory, HistoryRow } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Session } from "../../../database/database.ts";
import { isoOf } from "../../then.ts";
import type { FoundTable } from "../../tool.ts";

/** A row: from one version to the next, or back. */
interface Step {
  readonly id: number;
  readonly at: string;
  readonly before: number;
  readonly after: number;
  readonly by: string;
}

export async function readHistory(session: Session, { quoted }: FoundTable): Promise<ForeignHistory> {
  return applied(
    await session.query<Step>(
      `select id, ${isoOf("applied")} as at, coalesce(version_before, version_after - 1) as before,
        version_after as after, application_version as by
      from ${quoted} order by id`,
    ),
  );
}

function applied(steps: readonly Step[]): ForeignHistory {
  const rows = new Map<number, HistoryRow>();
  const problems: Problem[] = [];
  for (const step of steps) {
    const { at, before, after, by } = step;
    const isUp = after > before;
    if (isUp === rows.has(isUp ? after : before)) problems.push(contradiction(step));
    if (isUp) rows.set(after, { id: `${after}`, state: "applied", appliedAt: at, by });
    else rows.delete(before);
  }
  return { rows: [...rows.values()], problems };
}

const contradiction = ({ id, before, after }: Step): Problem => ({
  code: "adopt-history",
  severity: "error",
  message:
    `The row with id ${id} goes from version ${before} to ${after}, while by the rows before it ` +
    (after > before ? `${after} is applied already.` : `${before} is not applied.`),
  remedy: "A row is missing or was added by hand: put that right, and adopt again.",
});
