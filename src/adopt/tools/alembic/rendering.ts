// Has Alembic itself write its revisions as SQL: only it can run Python.

import type { Problem } from "../../../core/problem.ts";
import type { RunResult } from "../../../core/world.ts";
import { badFile } from "../../reading.ts";
import type { ForeignFolder } from "../../tool.ts";
import { cutOffline, lastHeading, type Part } from "./offline.ts";

/** What was written by hand where Alembic works, and lies beside `alembic.ini`. */
export const GIVEN = { up: "alembic-upgrade.sql", down: "alembic-downgrade.sql" } as const;

const upgradeFrom = (start: string): readonly string[] => ["upgrade", `${start}:heads`, "--sql"];
const UPGRADE = upgradeFrom("base").join(" ");

/** The ways up, in the order in which Alembic runs them; `given` where they come from a file. */
export interface Ups {
  readonly parts: readonly Part[];
  readonly given: boolean;
  readonly problems: readonly Problem[];
}

/** How many revisions that cannot be written are told at once. */
const UP_RUNS_MAX = 20;

/** Has everything written, or tells each revision that cannot be: behind one that stops it, Alembic begins anew. */
export async function renderUps(folder: ForeignFolder): Promise<Ups> {
  const given = await folder.read(GIVEN.up);
  if (given) return { parts: await cutOffline(given.text), given: true, problems: [] };
  const stopped = new Map<string, Problem>();
  for (let start = "base"; stopped.size < UP_RUNS_MAX;) {
    const ran = await folder.run("alembic", upgradeFrom(start));
    if (ran.code === 0 && stopped.size === 0) {
      return { parts: await cutOffline(ran.stdout), given: false, problems: [] };
    }
    // On a failure stdout holds the beginning of a script: not a line of it is believed.
    const revision = lastHeading(ran.stdout) ?? "";
    if (ran.code === 0 || stopped.has(revision)) break;
    stopped.set(revision, notRendered(folder, ran));
    if (revision === "") break;
    start = revision;
  }
  return { parts: [], given: false, problems: [...stopped.values()] };
}

const CODE_NO_PROGRAM = 127;
const BY_HAND = `write it where Alembic works, with \`alembic ${UPGRADE} > ${GIVEN.up}\`, beside alembic.ini`;

function notRendered({ paths }: ForeignFolder, { code, stdout, stderr }: RunResult): Problem {
  if (code === CODE_NO_PROGRAM) {
    return badFile(
      { file: "alembic.ini" },
      "Alembic has to write its revisions as SQL, and there is no program `alembic` here.",
      `Name it, for example with --tool-command .venv/bin/alembic; or ${BY_HAND}.`,
    );
  }
  const said = stderr.trimEnd().split("\n").at(-1)?.trim() ?? "";
  const revision = lastHeading(stdout);
  if (revision === undefined) {
    return badFile(
      placeIn(stderr, paths),
      `\`alembic ${UPGRADE}\` failed: ${said}`,
      `Type it in that folder until it works, perhaps with another --tool-command; or ${BY_HAND}.`,
    );
  }
  return badFile(
    placeIn(stderr, paths),
    `Alembic cannot write the revision ${revision} as SQL: ${said}`,
    "What it asks the database has no answer offline. Begin that part with `if not context.is_offline_mode():`, " +
      "or write it as SQL with `op.execute`; then adopt again.",
  );
}

/** The last place in the project's own files that Python's traceback went through; the one in env.py comes before. */
function placeIn(
  stderr: string,
  paths: readonly string[],
): { readonly file: string; readonly line?: number } {
  const places = [...stderr.matchAll(/^\s*File "(?<whole>[^"]+)", line (?<line>\d+)/gm)];
  for (const { groups: { whole = "", line = "" } = {} } of places.toReversed()) {
    const file = paths.find((path) => whole === path || whole.endsWith(`/${path}`));
    if (file !== undefined) return { file, line: Number(line) };
  }
  return { file: "alembic.ini" };
}

/** How often Alembic is asked again behind a revision that has no way back. */
const DOWN_RUNS_MAX = 60;

/**
 * The ways down, by revision. `order` has all revisions as they were run. A way back that cannot be written is
 * passed over, and Alembic begins anew before it.
 */
export async function renderDowns(
  folder: ForeignFolder,
  order: readonly string[],
): Promise<ReadonlyMap<string, Part>> {
  const given = await folder.read(GIVEN.down);
  const downs = new Map<string, Part>();
  const take = async (text: string): Promise<void> => {
    for (const part of await cutOffline(text)) downs.set(part.id, part);
  };
  if (given) await take(given.text);
  if (given || (await folder.read(GIVEN.up))) return downs;
  const without = new Set<string>();
  for (let run = 0; run < DOWN_RUNS_MAX; run += 1) {
    const next = order.findLast((id) => !downs.has(id) && !without.has(id));
    if (next === undefined) break;
    const { code, stdout } = await folder.run("alembic", ["downgrade", `${next}:base`, "--sql"]);
    await take(stdout);
    if (code !== 0) without.add(lastHeading(stdout) ?? next);
    if (!downs.has(next)) without.add(next);
  }
  return downs;
}
