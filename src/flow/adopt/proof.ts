// Proves that the files make what the database has: what is applied is replayed on a scratch server and compared.

import { isOfTool } from "../../adopt/adopt.ts";
import { compareSnapshots, takeSnapshot, underOneOwner } from "../../catalog/catalog.ts";
import type { Difference } from "../../core/catalog.ts";
import { Failure } from "../../core/failure.ts";
import { EMPTY_HISTORY, type History } from "../../core/history.ts";
import type { MigrationFolder } from "../../core/migration.ts";
import type { Session } from "../../database/database.ts";
import type { Journey } from "../journey.ts";
import { openScratchLike } from "../scratch.ts";
import type { Past } from "./past.ts";
import type { Applied } from "./versions.ts";

export interface Proving {
  readonly past: Past | undefined;
  readonly target: Session;
  readonly folder: MigrationFolder;
  /** In the order in which they were applied. */
  readonly applied: readonly Applied[];
}

/** What the target has otherwise than the files make it, without what is the old tool's own. */
export async function differencesFrom(journey: Journey, proving: Proving): Promise<readonly Difference[]> {
  const { past, target, folder, applied } = proving;
  const history: History = {
    ...EMPTY_HISTORY,
    exists: true,
    applied: applied
      .filter(({ migration }) => migration !== undefined)
      .map(({ version, name, checksum, row }, index) => ({
        ...{ version, name, checksum, entry: index + 1, by: "adopted" },
        appliedAt: row.appliedAt ?? "",
      })),
    repeated: applied
      .filter(({ migration }) => migration === undefined)
      .map(({ name, checksum, row }) => ({
        ...{ name, checksum, repeatedAt: row.appliedAt ?? "" },
        durationMs: row.durationMs ?? 0,
      })),
  };
  await using scratch = await openScratchLike(journey, { source: "replay", target, history, folder }).catch(
    rehinted,
  );
  await using session = await scratch.open();
  const [maker] = await session.query<{ name: string }>("select current_user as name");
  const [made, there] = [await takeSnapshot(session), await takeSnapshot(target)];
  const differences = compareSnapshots(underOneOwner(made, there, maker?.name ?? ""), there);
  return past === undefined ? differences : differences.filter((each) => !isOfTool(each, past));
}

/** A rehearsal may begin from the target instead. Here replaying is the only proof. */
function rehinted(error: unknown): never {
  if (!(error instanceof Failure) || error.hint?.includes("--from target") !== true) throw error;
  const { code, message, file, line, excerpt } = error;
  throw new Failure(code, message, {
    hint: "Give the scratch database what the files need and do not make: --scratch-setup FILE.",
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(excerpt === undefined ? {} : { excerpt }),
    cause: error,
  });
}
