// The journey of `baseline`: records migrations as applied on a database that already has what they make.

import { Failure } from "../core/failure.ts";
import type { NoteOutcome } from "../core/outcome.ts";
import { compareVersions, type Version } from "../core/version.ts";
import { ensureJournal, readHistory, record } from "../journal/journal.ts";
import { compareWithHistory, refuseProblems } from "../plan/plan.ts";
import { told, type Journey } from "./journey.ts";
import { noteOf } from "./note.ts";
import { parseUps, readFolder } from "./parsed.ts";
import { describeRun, lockTarget, openTarget, shownTarget } from "./target.ts";

/** Marks every pending migration up to and including `version` as applied, without running anything. */
export function baseline(journey: Journey, version: Version): Promise<NoteOutcome> {
  return told(noteOf(shownTarget(journey)), async (known) => {
    const folder = await readFolder(journey);
    refuseProblems(folder.problems);
    if (!folder.migrations.some((migration) => migration.version === version)) {
      throw new Failure(
        "not-found",
        `There is no migration ${version} in ${journey.settings.folder.shownAs}.`,
        {
          hint: "lockkeeper status lists them.",
        },
      );
    }
    await using session = await openTarget(journey);
    await using _lock = await lockTarget(journey, session);
    const history = await readHistory(session);
    const { pending } = compareWithHistory(folder, history);
    const upTo = pending.filter((migration) => compareVersions(migration.version, version) <= 0);
    if (upTo.length === 0) return;
    if (!history.exists) await ensureJournal(session);
    const run = await describeRun(journey);
    await session.run("begin");
    for (const { version: each, name, checksum, script, downSql } of await parseUps(journey, upTo)) {
      const { file, essence } = script;
      const row = {
        event: "baselined",
        direction: "up",
        version: each,
        name,
        file,
        checksum,
        essence,
      } as const;
      await record(session, run, { ...row, ...(downSql === undefined ? {} : { downSql }) });
    }
    await session.run("commit");
    known.word = "applied";
    known.lines = upTo.map((migration) => `${migration.version} ${migration.name} counts as applied`);
    known.facts = { baselined: upTo.map(({ version: each, name }) => ({ version: each, name })) };
  });
}
