// `lockkeeper lint`: what in the files would stall, lose or break something.

import { resolve } from "node:path";

import type { Given } from "../../config/config.ts";
import { Failure } from "../../core/failure.ts";
import type { Journey } from "../../flow/journey.ts";
import type { LintRequest } from "../../flow/lint-request.ts";
import { lintFolder } from "../../flow/lint.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Reads the migrations, follows the schema that they make, and tells which statements would make readers or " +
      "writers wait, lose data or break the application, and what to write instead. Runs nothing but fixes, on a " +
      "scratch database, to prove them.",
    options: [
      "postgres",
      "base",
      "stdin",
      "rehearsal",
      "noCache",
      "lintRules",
      "smallTableRows",
      "fix",
      "dryRun",
      "scratchUrl",
      "scratchSetup",
      "output",
    ],
    examples: [
      "lockkeeper lint",
      "lockkeeper lint --base origin/main --output github",
      "lockkeeper lint --fix --dry-run",
      "lockkeeper lint --fix --env production",
      "lockkeeper lint --postgres 15 --json",
    ],
    run: async (journey, { given }) => lintFolder(journey, await requestOf(journey, given)),
  },
};

async function requestOf({ world }: Journey, given: Given): Promise<LintRequest> {
  const { fix, dryRun, base, stdin, rehearsal, noCache } = given;
  refuseOddPairs(given);
  return {
    // A database that merely stands in the environment is not asked: lint works without one.
    hasTarget: given.env !== undefined || given.databaseUrl !== undefined,
    ...(fix === undefined ? {} : { fix: dryRun === undefined ? "write" : "show" }),
    ...(typeof base === "string" ? { base } : {}),
    ...(typeof stdin === "string" ? { unsaved: { path: stdin, text: await textOfStdin() } } : {}),
    ...(noCache === undefined ? {} : { anew: true }),
    ...(typeof rehearsal === "string" ? { recordFile: resolve(world.processes.cwd, rehearsal) } : {}),
  };
}

async function textOfStdin(): Promise<string> {
  const { text } = await import("node:stream/consumers");
  return text(process.stdin);
}

function refuseOddPairs({ fix, dryRun, stdin, rehearsal }: Given): void {
  if (dryRun !== undefined && fix === undefined) {
    throw new Failure("wrong-use", "--dry-run without --fix: there is nothing that would be written.", {
      hint: "lockkeeper lint --fix --dry-run",
    });
  }
  if (fix !== undefined && stdin !== undefined) {
    throw new Failure("wrong-use", "--fix and --stdin: a file that is not saved cannot be fixed on disk.", {
      hint: "Save it, and leave --stdin out.",
    });
  }
  if (fix !== undefined && rehearsal !== undefined) {
    throw new Failure("wrong-use", "--fix and --rehearsal: a fix is proven by running it, not by a record.", {
      hint: "Give one of them.",
    });
  }
}
