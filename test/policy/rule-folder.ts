// Reads the folder of a policy: its examples, each one or more files, with marks where something is to be found.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { PolicyFile } from "../../src/policy/policy.ts";

export const CI_RULES_FOLDER: string = join(import.meta.dirname, "../../src/policy/ci/rules");
export const INFRA_RULES_FOLDER: string = join(import.meta.dirname, "../../src/policy/infra/rules");

/** One example. */
export interface PolicyCase {
  readonly title: string;
  /** Without marks. */
  readonly files: readonly PolicyFile[];
  /** Where something is to be found: `path:line:column`. */
  readonly marks: readonly string[];
}

const CASE = /^# case: (?<title>[^[\n]*?)(?: \[(?<kind>\w+)\])?$/gm;
const FILE = /^# file: (?<path>.+)\n/m;
const MARK = /\/\*!\*\/ ?/;
/** Where the first file of an example stands. */
const PATHS: Readonly<Record<string, string>> = { gitlab: ".gitlab-ci.yml" };
const FIRST_FILES: Readonly<Record<string, string>> = {
  yml: ".github/workflows/example.yml",
  tf: "infra/main.tf",
  yaml: "infra/template.yaml",
};

/** The examples of a file: each begins with a line `# case: title`, or `# case: title [gitlab]`. */
export function readCases(folder: string, file: string): readonly PolicyCase[] {
  const path = join(folder, file);
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const heads = [...text.matchAll(CASE)];
  return heads.map((head, index) => {
    const whole = text.slice(head.index + head[0].length + 1, heads[index + 1]?.index);
    const [first = "", ...others] = whole.split(FILE);
    const kind = head.groups?.["kind"] ?? "";
    const place = PATHS[kind] ?? FIRST_FILES[file.slice(file.indexOf(".") + 1)] ?? file;
    const marked: PolicyFile[] = first.trim() === "" ? [] : [{ path: place, text: first }];
    for (let at = 0; at < others.length; at += 2) {
      marked.push({ path: others[at] ?? "", text: others[at + 1] ?? "" });
    }
    return {
      title: head.groups?.["title"] ?? "",
      files: marked.map((each) => ({ path: each.path, text: each.text.split(MARK).join("") })),
      marks: marked.flatMap(marksOf),
    };
  });
}

function marksOf({ path, text }: PolicyFile): readonly string[] {
  const pieces = text.split(MARK);
  return pieces.slice(0, -1).map((_, index) => {
    const before = pieces.slice(0, index + 1).join("");
    const line = before.split("\n").length;
    return `${path}:${line}:${before.length - before.lastIndexOf("\n")}`;
  });
}
