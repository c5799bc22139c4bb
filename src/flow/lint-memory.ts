// What the last `lint` found, kept for the next one where nothing has changed that its answer depends on.

import { createHash } from "node:crypto";
import { join } from "node:path";

import type { MigrationFolder } from "../core/migration.ts";
import type { LintOutcome } from "../core/outcome.ts";
import type { Settings } from "../core/settings.ts";
import type { Journey } from "./journey.ts";
import { digestOf, digestOfCode, keep, keptPath, readIfThere, recall } from "./kept-answer.ts";
import type { LintRequest } from "./lint-request.ts";

/** What rules and a record make of the files. */
type Seen = Pick<LintOutcome, "findings" | "migrations" | "repeatables" | "problems" | "dismissed">;

export interface LintMemory {
  /** What the last run found; undefined where it looked at anything else, or its file is damaged. */
  recall(): Promise<Seen | undefined>;
  keep(seen: Seen): Promise<void>;
}

/**
 * The memory of a run, which holds one answer. A run that also asks git, an editor, a server or the team's own rules
 * has none: what those say, and what rules import, is not known before they are asked.
 */
export async function lintMemory(
  journey: Journey,
  folder: MigrationFolder,
  request: LintRequest,
): Promise<LintMemory | undefined> {
  const { anew, hasTarget, fix, base, unsaved } = request;
  const { lintRules } = journey.settings;
  const asksOthers = [fix, base, unsaved, lintRules].some((other) => other !== undefined);
  if (anew === true || hasTarget || asksOthers) return undefined;
  const keeping = {
    files: journey.world.files,
    path: keptPath(journey.settings, "lint"),
    key: await keyOf(journey, folder, request),
  };
  return {
    recall: () => recall<Seen>(keeping),
    keep: ({ findings, migrations, repeatables, problems, dismissed }) =>
      keep(keeping, { findings, migrations, repeatables, problems, dismissed }),
  };
}

/** Where the project's own record of a rehearsal is. */
export const recordPathOf = ({ project }: Pick<Settings, "project">): string =>
  join(project, ".lockkeeper", "rehearsal.json");

/** A digest of everything that an answer depends on. No text of a migration holds a NUL. */
async function keyOf(
  { world: { files, processes }, settings }: Journey,
  { format, migrations, repeatables, problems }: MigrationFolder,
  { recordFile }: LintRequest,
): Promise<string> {
  const key = createHash("sha256");
  const { project, postgres, smallTableRows, tool } = settings;
  const record = recordFile ?? recordPathOf(settings);
  const named = recordFile !== undefined;
  const settled = {
    project,
    cwd: processes.cwd,
    postgres,
    smallTableRows,
    tool,
    format,
    problems,
    record,
    named,
  };
  key.update(JSON.stringify(settled));
  key.update(await digestOfCode(files));
  key.update(digestOf((await readIfThere(files, record)) ?? ""));
  for (const { version, name, outsideTransaction, up, down, verify } of migrations) {
    const texts = [up, down, verify].flatMap((file) => [file?.path ?? "", file?.text ?? ""]);
    key.update(["", version, name, outsideTransaction, ...texts].join("\0"));
  }
  for (const { name, file } of repeatables)
    key.update(["", "repeatable", name, file.path, file.text].join("\0"));
  return key.digest("hex");
}
