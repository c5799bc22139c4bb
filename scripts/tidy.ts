// Checks what no other tool knows: the room table, file names, first lines, and that the pages tell the truth.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

/** One thing that is out of order. `file` is relative to the root; `line` counts from 1. */
export interface Untidiness {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** A row of the room table. `contracts` are the files that others may import besides the door; `*` is all. */
interface Room {
  readonly name: string;
  readonly line: number;
  readonly mayImport: readonly string[];
  readonly contracts: readonly string[];
}

interface Source {
  readonly file: string;
  readonly text: string;
}

interface Import {
  readonly specifier: string;
  readonly line: number;
}

const ROOMS_PAGE = "ARCHITECTURE.md";
const PAGES = [ROOMS_PAGE, "README.md", "CONTRIBUTING.md", "STYLE.md"];
const CODE_FOLDERS = ["src", "scripts", "test"];
const BUCKETS = new Set(["utils", "util", "helpers", "helper", "common", "misc", "types", "interfaces"]);
const OUTSIDE_ROOMS = new Set(["world", "cli"]);
const PURE_BUILTINS = new Set([
  ...["assert", "buffer", "crypto", "events", "module", "path", "stream", "string_decoder"],
  ...["url", "util", "v8", "zlib"],
]);
/** Packages that one room alone may see. */
const OWNED_PACKAGES: ReadonlyMap<string, string> = new Map([
  ["pg", "database"],
  ["pg-copy-streams", "database"],
  ["pg-protocol", "database"],
  ["libpg-query", "sql"],
  ["@actions/expressions", "policy"],
  ["@actions/languageservice", "policy"],
  ["@marcbachmann/cel-js", "policy"],
  ["sh-syntax", "policy"],
  ["@aws-sdk/client-rds", "backup"],
]);

/**
 * Everything that is out of order in the tree at `root`, in the order of the rules below. Loads the
 * tree's own `src/core/failure.ts` to compare its codes with the documents.
 */
export async function tidy(root: string): Promise<readonly Untidiness[]> {
  const rooms = readRooms(root);
  const sources = CODE_FOLDERS.flatMap((folder) => readSources(root, folder));
  const roomSources = sources.filter(({ file }) => file.startsWith("src/") && !file.endsWith(".test.ts"));
  return [
    ...checkRooms(root, rooms),
    ...roomSources.flatMap((source) => checkImports(source, rooms)),
    ...sources.flatMap(checkNames),
    ...sources.flatMap(checkFirstLine),
    ...sources.flatMap(checkDisabledRules),
    ...PAGES.flatMap((page) => checkPaths(root, page)),
    ...(await checkDocuments(root)),
  ];
}

/** The rows of the table under `## Rooms`: room, what it does, what it may import, its contracts. */
function readRooms(root: string): readonly Room[] {
  const lines = readText(join(root, ROOMS_PAGE)).split("\n");
  const start = lines.indexOf("## Rooms") + 1;
  if (start === 0) return [];
  const end = lines.findIndex((line, index) => index >= start && line.startsWith("## "));
  return lines.slice(start, end === -1 ? lines.length : end).flatMap((line, index) => {
    const [first = "", , third = "", fourth = ""] = line.split("|").slice(1);
    const name = /^\s*`([^`]+)`/.exec(first)?.[1];
    if (name === undefined) return [];
    return [{ name, line: start + index + 1, mayImport: wordsOf(third), contracts: wordsOf(fourth) }];
  });
}

/** `core`, `formats/format.ts` and `*` out of a cell; a dash gives nothing. */
function wordsOf(cell: string): readonly string[] {
  return cell.match(/[a-z][a-z0-9/.-]*|\*/g) ?? [];
}

function readSources(root: string, folder: string): readonly Source[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
    .toSorted()
    .map((file) => ({ file, text: readText(join(root, file)) }));
}

/** Every folder of src/ has a row, and every row speaks of rooms that have one too. */
function checkRooms(root: string, rooms: readonly Room[]): readonly Untidiness[] {
  if (rooms.length === 0) return [at(ROOMS_PAGE, 1, "has no room table under `## Rooms`")];
  const known = new Set(rooms.map((room) => room.name));
  const folders = readdirSync(join(root, "src")).filter((name) =>
    statSync(join(root, "src", name)).isDirectory(),
  );
  const unlisted = folders
    .filter((name) => !known.has(name))
    .map((name) => at(ROOMS_PAGE, 1, `the room table lacks the room \`${name}\` (src/${name}/)`));
  const unknown = rooms.flatMap((room) =>
    room.mayImport
      .filter((name) => !known.has(name))
      .map((name) => at(ROOMS_PAGE, room.line, `\`${room.name}\` may import \`${name}\`, which is no room`)),
  );
  return [...unlisted, ...unknown];
}

function checkImports(source: Source, rooms: readonly Room[]): readonly Untidiness[] {
  const room = rooms.find(({ name }) => name === roomOf(source.file));
  // Files directly in src/ are the library's face; unlisted rooms are reported already.
  if (room === undefined) return [];
  return importsOf(source.text).flatMap(({ specifier, line }) => {
    const message = specifier.startsWith(".")
      ? refuseFile(room, join(dirname(source.file), specifier), rooms)
      : refusePackage(room, specifier);
    return message === undefined ? [] : [at(source.file, line, message)];
  });
}

/** Why a room may not import a file, or undefined where it may. */
function refuseFile(room: Room, target: string, rooms: readonly Room[]): string | undefined {
  const other = roomOf(target);
  if (other === room.name) return undefined;
  if (other === undefined) return `\`${room.name}\` imports ${target}, which is in no room`;
  if (!room.mayImport.includes(other)) {
    return `\`${room.name}\` may not import \`${other}\`; the table in ${ROOMS_PAGE} says what it may`;
  }
  const contracts = rooms.find(({ name }) => name === other)?.contracts ?? [];
  const doors = [`${other}.ts`, ...contracts].map((file) => `src/${other}/${file}`);
  if (contracts.includes("*") || doors.includes(target)) return undefined;
  return `${target} is behind the door of \`${other}\`; import ${doors.join(" or ")}`;
}

/** Why a room may not import a package or a built-in module, or undefined where it may. */
function refusePackage(room: Room, specifier: string): string | undefined {
  if (isBuiltin(specifier)) {
    const name = specifier.replace(/^node:/, "").split("/")[0] ?? "";
    if (OUTSIDE_ROOMS.has(room.name) || PURE_BUILTINS.has(name)) return undefined;
    return `\`${room.name}\` imports ${specifier}; only \`world\` and \`cli\` touch the outside`;
  }
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  const owner = OWNED_PACKAGES.get(name);
  if (owner === undefined || owner === room.name) return undefined;
  return `\`${room.name}\` imports ${name}; only \`${owner}\` sees that package`;
}

/** The room a path lies in: `sql` for `src/sql/span.ts`, undefined for `src/index.ts` and outside of src. */
function roomOf(file: string): string | undefined {
  return /^src\/([^/]+)\/./.exec(file)?.[1];
}

function importsOf(text: string): readonly Import[] {
  const pattern =
    /^\s*(?:import|export)\b[^"';]*?\bfrom\s+"([^"]+)"|^\s*import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm;
  return [...text.matchAll(pattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? "";
    return { specifier, line: lineAt(text, match.index + match[0].lastIndexOf(specifier)) };
  });
}

/** A name says what a file holds; a bucket says nothing. */
function checkNames({ file }: Source): readonly Untidiness[] {
  const names = [...dirname(file).split("/"), basename(file).replace(/(\.test)?\.ts$/, "")];
  return names
    .filter((name) => BUCKETS.has(name))
    .map((name) => at(file, 1, `\`${name}\` says nothing about what is in it; name the file by its noun`));
}

function checkFirstLine({ file, text }: Source): readonly Untidiness[] {
  if (/^\/\/ \S.*\.\r?\n/.test(text)) return [];
  return [at(file, 1, "line 1 must be a `//` comment: one sentence that says what the file is for")];
}

function checkDisabledRules({ file, text }: Source): readonly Untidiness[] {
  return [...text.matchAll(/^.*(?:\/\/|\/\*)\s*(?:ox|es)lint-disable.*$/gm)]
    .filter(([line]) => !/ -- \S/.test(line))
    .map((match) => at(file, lineAt(text, match.index), "a rule is switched off without ` -- reason`"));
}

/** Paths in backticks that start with one of our folders, and relative links, must lead somewhere. */
function checkPaths(root: string, page: string): readonly Untidiness[] {
  if (!existsSync(join(root, page))) return [];
  const text = readText(join(root, page));
  const mentions = /`((?:src|docs|scripts|test|migrations)\/[\w./-]*)`|\]\((?![a-z]+:|#)([^)#\s]+)[^)]*\)/g;
  return [...text.matchAll(mentions)].flatMap((match) => {
    const path = match[1] ?? match[2] ?? "";
    if (existsSync(join(root, path))) return [];
    return [at(page, lineAt(text, match.index), `names ${path}, which does not exist`)];
  });
}

/** The glossary exists, and the formats page names every failure code and every exit code. */
async function checkDocuments(root: string): Promise<readonly Untidiness[]> {
  const missing = ["docs/words.md", "docs/formats.md"].filter((page) => !existsSync(join(root, page)));
  if (missing.length > 0) return missing.map((page) => at(page, 1, "is missing"));
  const page = readText(join(root, "docs/formats.md"));
  const { codes, exits } = await readFailures(root);
  return [
    ...codes
      .filter((code) => !page.includes(`\`${code}\``))
      .map((code) => at("docs/formats.md", 1, `does not name the failure code \`${code}\``)),
    ...exits
      .filter((exit) => !new RegExp(`^\\|\\s*\`?${exit}\`?\\s*\\|`, "m").test(page))
      .map((exit) => at("docs/formats.md", 1, `has no table row for the exit code ${exit}`)),
  ];
}

async function readFailures(root: string): Promise<{ codes: readonly string[]; exits: readonly string[] }> {
  const file = pathToFileURL(join(root, "src/core/failure.ts")).href;
  const { FAILURE_EXITS = {}, EXIT_CODES = {} } = (await import(file)) as Readonly<Record<string, object>>;
  return { codes: Object.keys(FAILURE_EXITS), exits: Object.values(EXIT_CODES).map(String) };
}

const at = (file: string, line: number, message: string): Untidiness => ({ file, line, message });

const lineAt = (text: string, index: number): number => text.slice(0, index).split("\n").length;

const readText = (path: string): string => (existsSync(path) ? readFileSync(path, "utf8") : "");

if (import.meta.main) {
  const root = join(import.meta.dirname, "..");
  const found = await tidy(root);
  for (const { file, line, message } of found) {
    console.error(`${relative(process.cwd(), join(root, file))}:${line}: ${message}`);
  }
  process.exitCode = found.length === 0 ? 0 : 1;
}
