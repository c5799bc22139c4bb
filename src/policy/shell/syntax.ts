// Asks the parser of mvdan/sh, as WebAssembly, what keeps scripts from being read by a shell.

import { createRequire } from "node:module";

import type { Spot } from "../rule.ts";

/** A script: a file, or a piece of a definition. */
export interface ShellText {
  readonly text: string;
  /** Where a UTF-16 index of it stands. */
  readonly spotAt: (index: number) => Spot;
}

/** What a shell cannot read, and where. */
export interface ShellMistake {
  readonly spot: Spot;
  readonly message: string;
}

/** Reads the module of the parser. It is asked for only where there is a script. */
export type ReadShellParser = (path: string) => Promise<Uint8Array>;

const PARSER = "sh-syntax/main.wasm";

/** Words and nothing else, none of which begins or ends anything: half of the steps of a pipeline. */
const PLAIN = /^[\w ./:=@%+,\n-]*$/;
const RESERVED = /\b(?:if|then|else|elif|fi|do|done|case|esac|while|until|for|function|select|time|coproc)\b/;
const canBeWrong = ({ text }: ShellText): boolean => !PLAIN.test(text) || RESERVED.test(text);

/** The first mistake of each script. All are read as bash: what sh lacks is told by shellcheck. */
export async function shellMistakesOf(
  given: readonly ShellText[],
  readParser: ReadShellParser,
): Promise<readonly ShellMistake[]> {
  const scripts = given.filter(canBeWrong);
  if (scripts.length === 0) return [];
  const { getProcessor } = await import("sh-syntax");
  const bytes = await readParser(createRequire(import.meta.url).resolve(PARSER));
  const parser = await WebAssembly.compile(new Uint8Array(bytes));
  // Its memory is not given back: each script gets a new one, of the module that is compiled once.
  const parse = getProcessor((imports) => WebAssembly.instantiate(parser, imports));
  const mistakes: ShellMistake[] = [];
  for (const { text, spotAt } of scripts) {
    try {
      await parse(text, { filepath: "" });
    } catch (error) {
      const said = mistakeIn(error);
      if (said === undefined) throw error;
      const index = new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, said.bytes)).length;
      mistakes.push({ spot: spotAt(index), message: said.message });
    }
  }
  return mistakes;
}

interface Said {
  readonly message: string;
  /** How many bytes of UTF-8 stand before it. */
  readonly bytes: number;
}

/** What the parser throws, where it is about the script. */
function mistakeIn(error: unknown): Said | undefined {
  if (!(error instanceof Error) || !("Pos" in error)) return undefined;
  const { Pos: pos, message } = error;
  const isPlace = typeof pos === "object" && pos !== null && "Offset" in pos;
  return isPlace && typeof pos.Offset === "number" ? { message, bytes: pos.Offset } : undefined;
}
