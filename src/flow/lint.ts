// The journey of `lint`: the files are read, the rules look at them unless the last run has, and hazards fail it.

import type { LintOutcome } from "../core/outcome.ts";
import { told, type Journey } from "./journey.ts";
import { lintMemory } from "./lint-memory.ts";
import type { LintRequest } from "./lint-request.ts";
import { readFolder } from "./parsed.ts";
import { withUnsaved } from "./unsaved.ts";
import { verdictOn } from "./verdict.ts";

/** Looks at the migrations of the folder. Hazards, and errors in the files, make it a failure. */
export function lintFolder(asked: Journey, request: LintRequest): Promise<LintOutcome> {
  return told<LintOutcome>(NOTHING_YET, async (known) => {
    const journey = request.unsaved === undefined ? asked : await withUnsaved(asked, request.unsaved);
    const folder = await readFolder(journey, "unread");
    known.problems = folder.problems;
    const memory = await lintMemory(journey, folder, request);
    const remembered = await memory?.recall();
    if (remembered === undefined) {
      // The parser and the rules take longer to load than everything else that a run needs where nothing has changed.
      const { lookAt } = await import("./lint-look.ts");
      await lookAt(journey, known, { folder, request });
      await memory?.keep(known);
    } else Object.assign(known, remembered);
    const failure = verdictOn(known, "--");
    if (failure !== undefined) throw failure;
  });
}

const NOTHING_YET: LintOutcome = { command: "lint", findings: [], migrations: 0, problems: [] };
