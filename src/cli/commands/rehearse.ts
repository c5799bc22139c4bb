// `lockkeeper rehearse`: what `up` would run, for real on a scratch server.

import { dirname, join, relative, resolve } from "node:path";

import { givenCount, type Given, type OptionName } from "../../config/config.ts";
import { Failure } from "../../core/failure.ts";
import type { RehearseOutcome, ScratchSource } from "../../core/rehearsal.ts";
import { nearestWord } from "../../core/nearest-word.ts";
import type { Journey } from "../../flow/journey.ts";
import { rehearse } from "../../flow/rehearse.ts";
import type { Command } from "../command.ts";
import { upRequest } from "./requests.ts";

const SOURCES: readonly ScratchSource[] = ["replay", "target", "backup"];

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Runs what is pending on a scratch database, tells what each statement locked, read and rewrote, how long " +
      "readers and writers stood still, and whether the downs undo it. The target is only read.",
    options: [
      "to",
      "steps",
      "allowOutOfOrder",
      "from",
      "backup",
      "fill",
      "scratchUrl",
      "scratchSetup",
      "record",
      "html",
      "markdown",
      "role",
      "lockTimeout",
      "concurrentLockTimeout",
      "statementTimeout",
    ],
    examples: [
      "lockkeeper rehearse",
      "lockkeeper rehearse --fill 100000 --html report.html",
      "lockkeeper rehearse --env staging --from target --markdown comment.md",
    ],
    run: async (journey, { given }) => {
      const source = sourceOf(given);
      const backup = pathOf(journey, given, "backup");
      const outcome = await rehearse(journey, {
        ...upRequest(given, journey.settings),
        source,
        ...(backup === undefined ? {} : { backup }),
        fillRows: givenCount(given, "fill") ?? 0,
        recordFile: pathOf(journey, given, "record") ?? ownFile(journey, "rehearsal.json"),
      });
      const files = [...outcome.files, ...(await writePages(journey, given, outcome))];
      return { ...outcome, files: files.map((file) => shownFrom(journey, file)) };
    },
  },
};

function sourceOf({ from = "replay", backup }: Given): ScratchSource {
  const source = SOURCES.find((known) => known === from);
  if (source === undefined) {
    throw new Failure("wrong-use", `--from: there is no source ${String(from)}.`, {
      hint: `Did you mean ${nearestWord(String(from), SOURCES) ?? SOURCES.join(", ")}?`,
    });
  }
  if ((source === "backup") !== (backup !== undefined)) {
    throw new Failure("wrong-use", "--from backup and --backup PATH belong together.", {
      hint: "lockkeeper rehearse --from backup --backup PATH",
    });
  }
  return source;
}

const pathOf = ({ world }: Journey, given: Given, name: OptionName): string | undefined => {
  const value = given[name];
  return typeof value === "string" ? resolve(world.processes.cwd, value) : undefined;
};

const ownFile = ({ settings }: Journey, name: string): string => join(settings.project, ".lockkeeper", name);

/** The path as people are shown it: from where they are, unless that is far away. */
function shownFrom({ world }: Journey, path: string): string {
  const near = relative(world.processes.cwd, path);
  return near.startsWith("..") ? path : near;
}

/** Writes the page, and the Markdown where it was asked for. Gives their paths. */
async function writePages(
  journey: Journey,
  given: Given,
  outcome: RehearseOutcome,
): Promise<readonly string[]> {
  if (outcome.rehearsal === undefined) return [];
  const { rehearsalPage } = await import("../../report/rehearsal/html.ts");
  const html = pathOf(journey, given, "html") ?? ownFile(journey, "rehearsal.html");
  await writeFile(journey, html, rehearsalPage(outcome));
  const markdown = pathOf(journey, given, "markdown");
  if (markdown === undefined) return [html];
  const { rehearsalMarkdown } = await import("../../report/rehearsal/markdown.ts");
  await writeFile(journey, markdown, rehearsalMarkdown(outcome));
  return [html, markdown];
}

async function writeFile({ world }: Journey, path: string, content: string): Promise<void> {
  await world.files.makeDirectory(dirname(path));
  await world.files.write(path, content);
}
