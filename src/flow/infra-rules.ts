// The rules of a team about infrastructure: files of YAML in a folder of theirs, which are data and never run.

import { relative } from "node:path";

import { Failure } from "../core/failure.ts";
import type { PolicyFile } from "../policy/policy.ts";
import type { Journey } from "./journey.ts";
import { readFilesOf } from "./project-files.ts";
import type { ReadFiles } from "./remembered.ts";

/** A team has a handful; this many files are some other folder. */
const RULE_FILES_MAX = 500;

/** The files of the rules in the folder that the settings name. Throws Failure `bad-configuration` where there is none. */
export async function teamRuleFiles(
  { world, settings }: Journey,
  files: ReadFiles,
): Promise<readonly PolicyFile[]> {
  const { infraRules: folder } = settings;
  if (folder === undefined) return [];
  const shown = relative(world.processes.cwd, folder) || ".";
  if ((await files.kindOf(folder)) !== "directory") {
    throw brokenRule({ file: shown, message: "There is no such folder of rules." });
  }
  const names = (await files.list(folder)).map(({ name }) => name).filter((name) => /\.ya?ml$/.test(name));
  if (names.length > RULE_FILES_MAX) {
    throw brokenRule({ file: shown, message: `It holds more than ${RULE_FILES_MAX} files of rules.` });
  }
  const read = await readFilesOf({ files, directory: folder }, names);
  return read.map(({ path, text }) => ({ path: `${shown.replaceAll("\\", "/")}/${path}`, text }));
}

interface Fault {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
  readonly excerpt?: string;
}

/** What is wrong with a rule, as the failure that it is. */
export function brokenRule({ file, line, message, excerpt = "" }: Fault): Failure {
  const place = line === undefined ? file : `${file}:${line}`;
  return new Failure("bad-configuration", [`${place}: ${message}`, excerpt].filter(Boolean).join("\n"), {
    hint: "docs/guide/infrastructure.md shows a rule. The folder is that of --infra-rules, or `infra-rules` in lockkeeper.yaml.",
    file,
    ...(line === undefined ? {} : { line }),
  });
}
