// Judges pipelines as the command does, with the parser of shells that it has.

import { readFile } from "node:fs/promises";

import { checkPipelines, type PolicyFile } from "../../src/policy/policy.ts";

/** Everything that the rules find, and in how many definitions. */
export const judgePipelines = (files: readonly PolicyFile[]): ReturnType<typeof checkPipelines> =>
  checkPipelines(files, (path) => readFile(path));
