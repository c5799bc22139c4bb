// Drizzle before release 1: `meta/_journal.json` lists the files with their times.

import { z } from "zod";

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import { stampOf } from "../../../store/store.ts";
import { badFile } from "../../reading.ts";
import type { ForeignFolder } from "../../tool.ts";
import { checksumOf, withBreaks } from "./text.ts";

/** Relative to the folder of the project. */
export const JOURNAL = "meta/_journal.json";

const SHAPE = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) });

type Entry = z.infer<typeof SHAPE>["entries"][number];

/** The files in the order of the journal. One that Drizzle passes over where a later one ran is told. */
export async function readJournalled(folder: ForeignFolder): Promise<ForeignProject> {
  const text = (await folder.read(JOURNAL))?.text ?? "";
  const entries = entriesIn(text);
  if (entries === undefined) {
    return {
      migrations: [],
      problems: [badFile({ file: JOURNAL }, "it is not a journal of Drizzle's.", "Get it back from Git.")],
    };
  }
  const migrations: ForeignMigration[] = [];
  const problems: Problem[] = passedOver(entries);
  for (const entry of entries) {
    const made = await migrationOf(folder, entry);
    if ("code" in made) problems.push(made);
    else migrations.push(made);
  }
  return { migrations, problems: [...problems, ...unlisted(folder, entries)] };
}

function entriesIn(text: string): readonly Entry[] | undefined {
  try {
    return SHAPE.parse(JSON.parse(text)).entries;
  } catch {
    return undefined;
  }
}

async function migrationOf(folder: ForeignFolder, { tag, when }: Entry): Promise<ForeignMigration | Problem> {
  const path = `${tag}.sql`;
  const file = await folder.read(path);
  if (file === undefined) {
    return badFile({ file: path }, `${JOURNAL} lists it, and it is not there.`, "Get it back from Git.");
  }
  return {
    origin: { id: `${when}`, source: path, checksums: [checksumOf(file.text)] },
    title: tag.replaceAll(/^\d+_|_/g, " ").trim(),
    stamp: stampOf(new Date(when)),
    kind: "versioned",
    up: { path: file.path, text: withBreaks(file.text) },
    outsideTransaction: false,
    notes: [],
  };
}

/** Drizzle runs only what is newer than the newest row: what stands behind with an older time never ran there. */
function passedOver(entries: readonly Entry[]): Problem[] {
  let newest: Entry | undefined;
  const problems: Problem[] = [];
  for (const entry of entries) {
    if (newest === undefined || entry.when > newest.when) newest = entry;
    else problems.push(laterButOlder(entry, newest));
  }
  return problems;
}

const laterButOlder = ({ tag }: Entry, before: Entry): Problem => ({
  code: "adopt-passed-over",
  severity: "warning",
  message:
    `${tag}.sql is not newer than ${before.tag}.sql by the times in ${JOURNAL}: ` +
    "Drizzle has passed it over wherever that one ran before.",
  remedy: "Where its row is missing it is pending after adopting: look whether its change is wanted.",
  file: `${tag}.sql`,
});

const unlisted = ({ paths }: ForeignFolder, entries: readonly Entry[]): readonly Problem[] => {
  const listed = new Set(entries.map(({ tag }) => `${tag}.sql`));
  return paths
    .filter((path) => /^\d[^/]*\.sql$/.test(path) && !listed.has(path))
    .map((path) => ({
      ...badFile(
        { file: path },
        `${JOURNAL} does not list it, so that Drizzle does not run it.`,
        "Remove it.",
      ),
      severity: "warning",
    }));
};
