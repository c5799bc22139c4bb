// `lockkeeper deploy`: gates, backup, migrations, verify scripts and health in one go.

import { dirname, resolve } from "node:path";

import type { Given, OptionName } from "../../config/config.ts";
import { Failure } from "../../core/failure.ts";
import { GATES, type GateName } from "../../core/gate.ts";
import { nearestWord } from "../../core/nearest-word.ts";
import type { DeployOutcome } from "../../core/outcome.ts";
import { deploy } from "../../flow/deploy/deploy.ts";
import type { Journey } from "../../flow/journey.ts";
import type { Command } from "../command.ts";
import { ENVIRONMENT, environmentFirst } from "./environment.ts";
import { BACKUP_OPTIONS, phaseIn, RUN_OPTIONS, upRequest } from "./requests.ts";

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Deploys to an environment: asks its gates, takes and proves a backup, applies what is pending, runs the " +
      "verify scripts, looks at the health, and keeps a record of all of it in the target. Stops at the first " +
      "thing that is not right, and says how to go on or back.",
    arguments: [ENVIRONMENT],
    options: [
      ...["dryRun", "receipt", "rehearsal", "staging", "applied", "waive", "reason", "confirm"],
      ...["html", "markdown", "to", "steps", "phase", "allowOutOfOrder"],
      ...BACKUP_OPTIONS,
      ...RUN_OPTIONS,
    ] as readonly OptionName[],
    examples: [
      "lockkeeper deploy staging",
      "lockkeeper deploy staging --applied staging.json",
      "lockkeeper deploy production --dry-run",
      "lockkeeper deploy production --receipt receipt.json --html deploy.html",
      'lockkeeper deploy production --waive window --reason "the fix for last night\'s outage"',
    ],
    settle: environmentFirst,
    run: async (journey, { given }) => {
      const recordFile = pathOf(journey, given, "rehearsal");
      const stagingFile = pathOf(journey, given, "staging");
      const appliedFile = pathOf(journey, given, "applied");
      const receiptFile = pathOf(journey, given, "receipt");
      const outcome = await deploy(journey, {
        ...upRequest(given, journey.settings),
        ...phaseIn(given),
        dryRun: given.dryRun === true,
        waivers: waiversIn(given),
        ...(recordFile === undefined ? {} : { recordFile }),
        ...(receiptFile === undefined ? {} : { receiptFile }),
        ...(stagingFile === undefined ? {} : { stagingFile }),
        ...(appliedFile === undefined ? {} : { appliedFile }),
        ...(given.confirm === environmentName(journey) ? { confirm: String(given.confirm) } : {}),
      });
      return { ...outcome, files: await writeReports(journey, given, outcome) };
    },
  },
};

const environmentName = ({ settings }: Journey): string | undefined => settings.target.environment?.name;

function pathOf({ world }: Journey, given: Given, name: OptionName): string | undefined {
  const value = given[name];
  return typeof value === "string" ? resolve(world.processes.cwd, value) : undefined;
}

/** `--waive window,approval --reason "…"`: one reason for all that are named. */
function waiversIn({ waive, reason }: Given): ReadonlyMap<GateName, string> {
  if (typeof waive !== "string") return new Map();
  if (typeof reason !== "string" || reason.trim() === "") {
    throw new Failure("wrong-use", "--waive needs --reason: it is kept in the log of the target.", {
      hint: `--waive ${waive} --reason "why it is right this time"`,
    });
  }
  return new Map(waive.split(",").map((word) => [gateNamed(word.trim()), reason]));
}

function gateNamed(word: string): GateName {
  const gate = GATES.find((known) => known === word);
  if (gate !== undefined) return gate;
  const near = nearestWord(word, GATES);
  throw new Failure("wrong-use", `--waive: there is no gate \`${word}\`.`, {
    hint: near ? `Did you mean ${near}?` : `There are: ${GATES.join(", ")}.`,
  });
}

/** Writes the pages that were asked for. Gives their paths as they were typed. */
async function writeReports(
  journey: Journey,
  given: Given,
  outcome: DeployOutcome,
): Promise<readonly string[]> {
  const written: string[] = [];
  const write = async (name: "html" | "markdown", make: () => Promise<string>): Promise<void> => {
    const path = pathOf(journey, given, name);
    if (path === undefined) return;
    await journey.world.files.makeDirectory(dirname(path));
    await journey.world.files.write(path, await make());
    written.push(String(given[name]));
  };
  await write("html", async () => (await import("../../report/deploy/html.ts")).deployPage(outcome));
  await write("markdown", async () =>
    (await import("../../report/deploy/markdown.ts")).deployMarkdown(outcome),
  );
  return written;
}
