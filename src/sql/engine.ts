// The parser itself: PostgreSQL's own, as WebAssembly. Loads it, runs it, and replaces it after it has trapped.

import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";

import { asParserModule, rawStatementOf } from "./tree.ts";
import type { ParserModule, RawStatement } from "./tree.ts";

/** What came of parsing one text. */
export type ParseOutcome =
  | { readonly kind: "parsed"; readonly statements: readonly RawStatement[] }
  /** `codePoint` counts characters of the text from 0. */
  | { readonly kind: "error"; readonly message: string; readonly codePoint: number }
  /** The parser ran out of stack or memory. */
  | { readonly kind: "trap" }
  | { readonly kind: "unavailable" };

/** Node never lets go of an instance, and each one reserves 10 GB of addresses. */
const LOADS_MAX = 20;
const PARSER = "libpg-query/wasm/index.cjs";
/** JavaScript stack overflows that one instance may go on after, until `loadParser` replaces it. */
const TRAPS_MAX = 5;

let current: ParserModule | undefined;
let traps = 0;
let loading: Promise<void> | undefined;
let loads = 0;

/**
 * Loads the parser, once; costs nothing when it is ready. To be awaited before each file where there are many: a
 * file that makes the parser run out of stack wears its instance out, and this call replaces it.
 */
export async function loadParser(): Promise<void> {
  if ((current === undefined || traps > 0) && loads < LOADS_MAX) loading ??= load();
  await loading;
}

async function load(): Promise<void> {
  if (loads === 0) stopRecompiling();
  // Node keeps one module for each path: once it has forgotten this one, the next gets a WebAssembly instance of its
  // own. Its newer form would bring Node's loader of such modules along, which takes 10 ms of a short run.
  const require = createRequire(import.meta.url);
  const path = require.resolve(PARSER);
  delete require.cache[path];
  loads += 1;
  const loaded = asParserModule(require(path));
  await loaded.loadModule();
  current = loaded;
  traps = 0;
  loading = undefined;
}

/**
 * V8 compiles hot functions again in the background, and PostgreSQL's grammar is one huge function: that takes
 * 520 MB and up to a second, more than any file gives back. Both flags are needed.
 */
function stopRecompiling(): void {
  setFlagsFromString("--no-wasm-tier-up");
  setFlagsFromString("--no-wasm-dynamic-tiering");
}

/** Parses a text without NUL. `loadParser` must have been awaited; never throws. */
export function parseText(text: string): ParseOutcome {
  if (current === undefined) return { kind: "unavailable" };
  if (text === "") return { kind: "parsed", statements: [] };
  const parser = current;
  try {
    const raw = parser.parseSync(text).stmts ?? [];
    return { kind: "parsed", statements: raw.flatMap((statement) => rawStatementOf(statement) ?? []) };
  } catch (error) {
    if (parser.hasSqlDetails(error)) {
      const { message, cursorPosition } = error.sqlDetails ?? { message: error.message, cursorPosition: 0 };
      return { kind: "error", message, codePoint: cursorPosition };
    }
    noteTrap(error);
    return { kind: "trap" };
  }
}

/**
 * A trap leaves the instance's own stack where it was. After some forty of them a parse can go on for ever, so an
 * instance is given up long before that, and at once where the trap was the end of its memory.
 */
function noteTrap(error: unknown): void {
  traps += 1;
  if (!(error instanceof RangeError) || traps >= TRAPS_MAX) current = undefined;
}

/**
 * The tree of the body of a DO or CREATE FUNCTION statement in PL/pgSQL; undefined where the body cannot be read.
 * What it calls cannot be seen.
 */
export function parseRoutine(statement: string): object | undefined {
  if (current === undefined) return undefined;
  try {
    return current.parsePlPgSQLSync(statement);
  } catch (error) {
    // What PostgreSQL itself reports comes as a plain Error; traps have names of their own.
    if (!(error instanceof Error) || error.name !== "Error") noteTrap(error);
    return undefined;
  }
}
