// `lockkeeper infra`: whether the definitions of infrastructure hold together, and are safe.

import { isAbsolute, relative, resolve } from "node:path";

import { checkInfrastructureOf, type InfraRequest } from "../../flow/infra-check.ts";
import type { Journey } from "../../flow/journey.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "group",
  actions: {
    check: {
      about:
        "Reads Terraform and CloudFormation, and tells what does not hold together: syntax, names, arguments and " +
        "their types, the values of each environment, and what would leave a database open or without a backup. " +
        "Needs no network and no other program. Runs nothing.",
      arguments: [
        {
          name: "DIR",
          about: "folder to look at; infra/ of the project where it is left out",
          optional: true,
        },
      ],
      options: ["output"],
      examples: ["lockkeeper infra check", "lockkeeper infra check ../shop/terraform --output github"],
      run: (journey, { args: [directory] }) => checkInfrastructureOf(journey, requestOf(journey, directory)),
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
