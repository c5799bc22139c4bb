// `lockkeeper check`: everything that a pull request has to pass, in one go.

import { checkProject } from "../../flow/check.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Looks at everything that the project has: migrations (as lint), infra/ (as infra check), and pipelines, " +
      "scripts, secrets and the commits of the branch (as ci check). What is not there is skipped, and said to be. " +
      "What was found is kept, and found again only where something has changed. Runs none of it.",
    options: ["base", "noCache", "postgres", "lintRules", "smallTableRows", "output"],
    examples: ["lockkeeper check", "lockkeeper check --base origin/main --output github"],
    run: (journey, { given: { base, noCache } }) =>
      checkProject(journey, {
        ...(typeof base === "string" ? { base } : {}),
        ...(noCache === undefined ? {} : { anew: true }),
      }),
  },
};
