// `lockkeeper init`: sets a repository up.

import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { Failure } from "../../core/failure.ts";
import { CI_KINDS, init, type CiKind } from "../../flow/init.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Writes migrations/, infra/, ci/ and scripts/, lockkeeper.yaml and the pipelines into a repository. What is " +
      "there already is left as it is.",
    arguments: [{ name: "DIR", about: "the repository; where you are when it is left out", optional: true }],
    options: ["ci"],
    examples: ["lockkeeper init", "lockkeeper init --ci gitlab ../shop"],
    run: (journey, { args: [directory = "."], given }) => {
      const ci = ciKind(given.ci);
      return init(journey, {
        directory: resolve(journey.world.processes.cwd, directory),
        source: packageRoot(),
        ...(ci === undefined ? {} : { ci }),
      });
    },
  },
};

function ciKind(word: string | true | undefined): CiKind | undefined {
  if (word === undefined) return undefined;
  const kind = CI_KINDS.find((known) => known === word);
  if (kind !== undefined) return kind;
  throw new Failure("wrong-use", `--ci: there is no kind \`${String(word)}\`.`, {
    hint: `There are: ${CI_KINDS.join(", ")}.`,
  });
}

/** The folder of this package, wherever the build has put this file. */
function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "templates/lockkeeper.yaml")) && dirname(folder) !== folder)
    folder = dirname(folder);
  return folder;
}
