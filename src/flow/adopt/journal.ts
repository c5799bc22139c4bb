// Writes into our journal what another tool has applied.

import type { Tool } from "../../adopt/adopt.ts";
import type { Session } from "../../database/database.ts";
import { ensureJournal, readHistory, record, type JournalEntry } from "../../journal/journal.ts";
import type { Journey } from "../journey.ts";
import { parseUps } from "../parsed.ts";
import { describeRun } from "../target.ts";
import type { Applied } from "./versions.ts";

export interface Written {
  readonly applied: readonly Applied[];
  readonly tool: Tool;
  readonly reason?: string;
}

/** All rows in one transaction, in the order in which the other tool has applied them. */
export async function writeJournal(
  journey: Journey,
  session: Session,
  { applied, tool, reason }: Written,
): Promise<void> {
  const run = await describeRun(journey);
  const parsed = await parseUps(
    journey,
    applied.flatMap(({ migration }) => migration ?? []),
  );
  const ofMigrations = new Map(
    parsed.map(({ version, script: { essence }, downSql }) => [
      version,
      { essence, ...(downSql === undefined ? {} : { downSql }) },
    ]),
  );
  const { exists } = await readHistory(session);
  if (!exists) await ensureJournal(session);
  await session.run("begin");
  for (const each of applied) {
    const why = [whatItWas(each, tool), ...(reason === undefined ? [] : [reason])].join("; ");
    const more = each.migration === undefined ? { source: each.file.text } : ofMigrations.get(each.version);
    await record(session, run, { ...entryOf(each), ...more, reason: why });
  }
  await session.run("commit");
}

const entryOf = ({ version, name, checksum, file, migration, row }: Applied): JournalEntry => ({
  event: migration === undefined ? "repeated" : "adopted",
  direction: "up",
  ...{ version, name, checksum, file: file.path },
  ...(row.appliedAt === undefined ? {} : { startedAt: row.appliedAt }),
  ...(row.durationMs === undefined ? {} : { durationMs: row.durationMs }),
});

const whatItWas = ({ origin, row }: Applied, { title }: Tool): string =>
  `${title} ${origin.id}${row.by === undefined ? "" : ` by ${row.by}`}`;
