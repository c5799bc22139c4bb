// `lockkeeper infra`: whether the definitions of infrastructure hold together, and are safe.

import { dirname, isAbsolute, relative, resolve } from "node:path";

import type { Given } from "../../config/config.ts";
import { Failure } from "../../core/failure.ts";
import type { CheckOutcome } from "../../core/outcome.ts";
import { checkInfrastructureOf, type InfraRequest } from "../../flow/infra-check.ts";
import { judgeInfrastructure, type JudgeRequest } from "../../flow/infra-judge.ts";
import type { Journey } from "../../flow/journey.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "group",
  actions: {
    check: {
      about:
        "Reads Terraform and CloudFormation, and tells what does not hold together: syntax, names, arguments and " +
        "their types, the values of each environment, and what would leave a database open or without a backup. " +
        "Needs no network and no other program, and runs nothing, unless --with-terraform asks for it.",
      arguments: [
        {
          name: "DIR",
          about: "folder to look at; infra/ of the project where it is left out",
          optional: true,
        },
      ],
      options: ["withTerraform", "infraRules", "noCache", "output"],
      examples: [
        "lockkeeper infra check",
        "lockkeeper infra check --with-terraform",
        "lockkeeper infra check ../shop/terraform --output github",
      ],
      run: (journey, { args: [directory], given: { withTerraform, noCache } }) =>
        checkInfrastructureOf(journey, {
          ...requestOf(journey, directory),
          withTerraform: withTerraform === true,
          ...(noCache === undefined ? {} : { anew: true }),
        }),
    },
    judge: {
      about:
        "Reads what is planned, as `terraform show -json` writes it or as two versions of a template of CloudFormation, " +
        "and tells which data would be lost and which protection would be taken away: encryption, retention, deletion " +
        "protection, walls against the internet. A loss of data is refused unless a waiver names the resource and the " +
        "hash of the plan. Runs nothing.",
      arguments: [
        { name: "PLAN", about: "the plan as JSON, or the older version of a template" },
        { name: "NEWER", about: "the newer version of the template", optional: true },
      ],
      options: ["waive", "plan", "reason", "markdown", "html", "output"],
      examples: [
        "lockkeeper infra judge plan.json",
        "lockkeeper infra judge plan.json --markdown comment.md --html plan.html",
        "lockkeeper infra judge deployed.yaml infra/cloudformation/database.yaml",
        'lockkeeper infra judge plan.json --waive aws_db_instance.old --plan HASH --reason "moved to the cluster"',
      ],
      run: async (journey, { args, given }) => {
        const { processes } = journey.world;
        const files = args.map((path) => ({ path, file: resolve(processes.cwd, path) }));
        const waiver = waiverIn(given);
        const outcome = await judgeInfrastructure(journey, { files, ...(waiver ? { waiver } : {}) });
        await writeReports(journey, given, outcome);
        return outcome;
      },
    },
  },
};

/** Within the project, files are told by their paths in it, as `git` has them. */
function requestOf({ settings, world }: Journey, given: string | undefined): InfraRequest {
  if (given === undefined) return { directory: settings.project, folder: "infra" };
  const directory = resolve(world.processes.cwd, given);
  const folder = relative(settings.project, directory).replaceAll("\\", "/");
  const isInside = !folder.startsWith("..") && !isAbsolute(folder);
  return isInside ? { directory: settings.project, folder: folder || "." } : { directory, folder: "." };
}

/** `--waive ADDRESS,ADDRESS --plan HASH --reason "…"`: all three or none. */
function waiverIn({ waive, plan, reason }: Given): JudgeRequest["waiver"] {
  const given = [waive, plan, reason].filter((value) => value !== undefined);
  if (given.length === 0) return undefined;
  if (
    typeof waive === "string" &&
    typeof plan === "string" &&
    typeof reason === "string" &&
    reason.trim() !== ""
  ) {
    return { addresses: addressesIn(waive), plan, reason };
  }
  throw new Failure("wrong-use", "A waiver needs --waive, --plan and --reason.", {
    hint: '--waive ADDRESS --plan HASH --reason "why it is meant", as the findings name them',
  });
}

/** Commas part addresses, but not within the brackets of a key: `aws_db_instance.main["a,b"]`. */
const addressesIn = (text: string): readonly string[] =>
  (text.match(/(?:\["(?:[^"\\]|\\.)*"\]|[^,])+/g) ?? []).map((address) => address.trim());

/** The same once more for a pull request, and as a page. */
async function writeReports(
  journey: Journey,
  { markdown, html }: Pick<Given, "markdown" | "html">,
  outcome: CheckOutcome,
): Promise<void> {
  if (typeof markdown === "string") {
    const { renderAs } = await import("../../report/report.ts");
    await write(journey, markdown, (await renderAs("markdown", outcome, { colour: false })).out);
  }
  if (typeof html === "string") {
    const { findingsPage } = await import("../../report/findings/html.ts");
    await write(journey, html, findingsPage(outcome, "Planned infrastructure"));
  }
}

async function write({ world }: Journey, typed: string, text: string): Promise<void> {
  const path = resolve(world.processes.cwd, typed);
  await world.files.makeDirectory(dirname(path));
  await world.files.write(path, text);
}
