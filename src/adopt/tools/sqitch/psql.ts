// What psql puts into a script before the server sees it: other files, and the values of variables.

import { posix } from "node:path";

import { quoteName } from "../../../core/name.ts";
import type { SourceFile } from "../../../core/migration.ts";

/** Reads a file by its path below the folder in which Sqitch is called. */
export type ReadFile = (path: string) => Promise<SourceFile | undefined>;

/** Commands of psql that only change what it prints, and how it goes on after an error. */
const QUIET =
  /^\\(?:set\s+(?:ON_ERROR_STOP|QUIET|VERBOSITY|ECHO)\b|echo\b|qecho\b|warn\b|timing\b|pset\b|[atx]\b)/gm;
const INCLUDE = /^\\(?<how>i|include|ir|include_relative)\s+'?(?<path>[\w./@ -]+?)'?;?[ \t]*$/gm;
/** How deep files may be in files: one that holds itself ends there. */
const DEPTH_MAX = 10;

/**
 * The script as the server sees it. A command that is not understood is left as it stands, and so is a variable that
 * the script does not set: whoever reads the SQL finds it there.
 */
export async function expanded(path: string, text: string, read: ReadFile): Promise<string> {
  const whole = await withFiles(path, text, { read, depth: 0 });
  return await withValues(whole.replaceAll(QUIET, "-- psql: $&"), read);
}

interface Including {
  readonly read: ReadFile;
  readonly depth: number;
}

async function withFiles(path: string, text: string, { read, depth }: Including): Promise<string> {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: line, index, groups = {} } of text.matchAll(INCLUDE)) {
    const { how, path: named = "" } = groups;
    const isRelative = how === "ir" || how === "include_relative";
    const other = isRelative ? posix.join(posix.dirname(path), named) : named;
    const found = depth < DEPTH_MAX ? await readInside(other, read) : undefined;
    const put =
      found === undefined ? line : await withFiles(other, found.text.trimEnd(), { read, depth: depth + 1 });
    parts.push(text.slice(from, index), put);
    from = index + line.length;
  }
  return [...parts, text.slice(from)].join("");
}

/** A file of the project; what a script takes from elsewhere is not ours to read, and may be a secret. */
async function readInside(path: string, read: ReadFile): Promise<SourceFile | undefined> {
  const plain = posix.normalize(path);
  return /^(?:\/|\.\.(?:\/|$))/.test(plain) ? undefined : await read(plain);
}

const SET =
  /^\\set\s+(?<name>\w+)\s+(?:'(?<quoted>(?:[^'\\\n]|'')*)'|(?<bare>[\w.-]+)|`cat\s+(?<file>[\w./-]+)`)[ \t]*$/gm;

/** Text in quotes, in comments and behind `::` is none of psql's business; the rest may name a variable. */
const USE =
  /[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(?<tag>[A-Za-z_]\w*)?\$[\s\S]*?\$\k<tag>\$|--.*|\/\*[\s\S]*?\*\/|::|:(?:'(?<literal>\w+)'|"(?<quoted>\w+)"|(?<plain>\w+))/g;

async function withValues(text: string, read: ReadFile): Promise<string> {
  const values = new Map<string, string>();
  for (const { groups = {} } of text.matchAll(SET)) {
    const { name = "", quoted, bare, file } = groups;
    const content = file === undefined ? undefined : (await readInside(file, read))?.text;
    // Of what a program prints, psql takes the last line end away.
    const value = quoted?.replaceAll("''", "'") ?? bare ?? content?.replace(/\n$/, "");
    // One that is set twice would have to be followed through the script.
    if (value === undefined || values.has(name)) return text;
    values.set(name, value);
  }
  if (values.size === 0) return text;
  const parts: string[] = [];
  let from = 0;
  const plain = text.replaceAll(SET, "-- psql: $&");
  for (const { 0: whole, index, groups = {} } of plain.matchAll(USE)) {
    parts.push(plain.slice(from, index), valueFor(groups, values) ?? whole);
    from = index + whole.length;
  }
  return [...parts, plain.slice(from)].join("");
}

/** What stands for a use of a variable; undefined for quoted text, and for what is not set. */
function valueFor(
  { literal, quoted, plain }: Readonly<Record<string, string | undefined>>,
  values: ReadonlyMap<string, string>,
): string | undefined {
  const value = values.get(literal ?? quoted ?? plain ?? "");
  if (value === undefined) return undefined;
  if (literal !== undefined) return `'${value.replaceAll("'", "''")}'`;
  return quoted === undefined ? value : quoteName(value);
}
