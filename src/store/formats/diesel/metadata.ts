// Reads Diesel's metadata.toml, which says whether a migration runs in a transaction.

import { parse, TomlError } from "smol-toml";

import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Settings } from "../format.ts";

const KEY = "run_in_transaction";
const REMEDY = `Write \`${KEY} = false\` or \`${KEY} = true\`, or remove the file.`;

/** The settings in the file; without a file, and where it is broken, the migration runs in a transaction. */
export function readMetadata(file: SourceFile | undefined): Settings {
  if (file === undefined) return { outsideTransaction: false, problems: [] };
  const table = parsed(file);
  if ("problem" in table) return { outsideTransaction: false, problems: [table.problem] };
  const value = table.values[KEY];
  const problems = Object.keys(table.values).flatMap((key) => (key === KEY ? [] : [unknownKey(file, key)]));
  if (value === undefined || typeof value === "boolean") {
    return { outsideTransaction: value === false, problems };
  }
  const message = `\`${KEY}\` in ${file.path} is neither true nor false.`;
  return {
    outsideTransaction: false,
    problems: [...problems, bad(file, { message, line: lineOf(file, KEY) })],
  };
}

type Parsed = { readonly values: Readonly<Record<string, unknown>> } | { readonly problem: Problem };

function parsed(file: SourceFile): Parsed {
  try {
    return { values: parse(file.text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ""] = error.message.replace(/^Invalid TOML document: /, "").split("\n");
    const message = `${file.path} is not valid TOML: ${reason}`;
    return { problem: bad(file, { message, line: error.line }) };
  }
}

const bad = (file: SourceFile, found: Pick<Problem, "message"> & { readonly line: number }): Problem => ({
  code: "bad-settings",
  severity: "error",
  remedy: REMEDY,
  file: file.path,
  ...found,
});

const unknownKey = (file: SourceFile, key: string): Problem => ({
  code: "bad-settings",
  severity: "warning",
  message: `${file.path} has a key that is not known and has no effect: \`${key}\`.`,
  remedy: `Remove it. The only key is \`${KEY}\`.`,
  file: file.path,
  line: lineOf(file, key),
});

/** The line that sets the key or opens its table, from 1; the parser does not keep the places of keys. */
function lineOf(file: SourceFile, key: string): number {
  const at = file.text.split("\n").findIndex((line) => line.replaceAll(/^[\s["']+/g, "").startsWith(key));
  return Math.max(at, 0) + 1;
}
