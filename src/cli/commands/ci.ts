// `lockkeeper ci`: whether pipelines keep the order of a safe deploy.

import { resolve } from "node:path";

import { checkPipelinesOf } from "../../flow/ci-check.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "group",
  actions: {
    check: {
      about:
        "Reads the pipelines of a folder, for GitHub Actions and GitLab, and proves that no change reaches production " +
        "without a backup, a staging migration and their receipts, with no more rights than needed. Also looks at the " +
        "scripts that they call (with shellcheck where it is installed), for secrets in any file that git has, and at " +
        "the messages of the branch's commits. Runs none of it.",
      arguments: [
        { name: "DIR", about: "folder to look at; the project where it is left out", optional: true },
      ],
      options: ["base", "noCache", "output"],
      examples: ["lockkeeper ci check", "lockkeeper ci check ../shop --output github"],
      run: (journey, { args: [directory], given: { base, noCache } }) => {
        const { processes } = journey.world;
        const folder = directory === undefined ? journey.settings.project : resolve(processes.cwd, directory);
        return checkPipelinesOf(journey, {
          directory: folder,
          ...(typeof base === "string" ? { base } : {}),
          ...(noCache === undefined ? {} : { anew: true }),
        });
      },
    },
  },
};
