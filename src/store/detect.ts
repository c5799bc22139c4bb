// Picks the format of a folder: the one that is asked for, or the one that knows its files.

import type { Problem } from "../core/problem.ts";
import { contentOf } from "./content.ts";
import type { Format, Recognised } from "./formats/format.ts";
import { FORMATS } from "./formats/formats.ts";
import { isReadable, isSql, type Place } from "./place.ts";

export type Choice =
  | { readonly kind: "chosen"; readonly format: Format; readonly recognised: readonly Recognised[] }
  | { readonly kind: "undecided"; readonly problem: Problem };

interface Candidate {
  readonly format: Format;
  readonly recognised: readonly Recognised[];
}

const formatList = (): string => FORMATS.map(({ name, about }) => `  ${name}: ${about}`).join("\n");

const CHOOSE = `Say which one it is with \`--format NAME\`. The formats:\n`;

/** The format of that name; undefined where there is none. */
export const formatNamed = (name: string): Format | undefined =>
  FORMATS.find((format) => format.name === name);

/** `--format` with a name that is none. */
export const noSuchFormat = (name: string): Problem => ({
  code: "unknown-format",
  severity: "error",
  message: `There is no file format \`${name}\`.`,
  remedy: `Choose one with \`--format NAME\`. The formats:\n${formatList()}`,
});

/**
 * The format for these paths. Files that other formats name alike (`weak`) decide only where no file is clear; then
 * what stands in the first of them does. A folder without any SQL takes the first format of the list.
 */
export async function chooseFormat(paths: readonly string[], place: Place): Promise<Choice> {
  const readable = paths.filter(isReadable).length;
  const candidates: Candidate[] = [];
  for (const format of FORMATS) {
    const recognised = format.recognise(paths);
    const knowsAll = recognised.length === readable && recognised.every(({ weak }) => weak !== true);
    // No name is clear to two formats, so that nothing is left for the others.
    if (knowsAll && readable > 0) return { kind: "chosen", format, recognised };
    candidates.push({ format, recognised });
  }
  const clear = candidates.filter(({ recognised }) => recognised.some(({ weak }) => weak !== true));
  const possible =
    clear.length > 0
      ? clear
      : await byContent(
          place,
          candidates.filter(({ recognised }) => recognised.length > 0),
        );
  const [first, ...others] = possible;
  if (first !== undefined && others.length === 0) return { kind: "chosen", ...first };
  if (first !== undefined) return { kind: "undecided", problem: mixed(possible, place.shownAs) };
  const stray = paths.find(isSql);
  if (stray === undefined) return { kind: "chosen", format: FORMATS[0], recognised: [] };
  return { kind: "undecided", problem: unknown(stray, place.shownAs) };
}

/** Those whose mark stands in the first file that has one; the ones without a mark where none does. */
async function byContent(place: Place, candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
  if (candidates.length < 2) return candidates;
  const paths = new Set(candidates.flatMap(({ recognised }) => recognised.map(({ path }) => path)));
  for (const path of [...paths].slice(0, OPENED_MAX)) {
    const text = await textAt(place, path);
    const marked = candidates.filter(({ format }) => format.mark?.test(text) === true);
    if (marked.length > 0) return marked;
  }
  return candidates.filter(({ format }) => format.mark === undefined);
}

/** How many files are opened to see whose they are. */
const OPENED_MAX = 3;

/** Empty for what cannot be read; whoever loads it says why. */
async function textAt(place: Place, path: string): Promise<string> {
  try {
    const content = contentOf(await place.files.read(`${place.root}/${path}`), path);
    return content.kind === "text" ? content.text : "";
  } catch {
    return "";
  }
}

function mixed(candidates: readonly Candidate[], shownAs: string): Problem {
  const counts = candidates.map(({ format, recognised }) => {
    return `${recognised.length} of ${format.name} (such as ${recognised[0]?.path ?? ""})`;
  });
  return {
    code: "mixed-formats",
    severity: "error",
    message: `${shownAs} holds files of more than one format: ${counts.join(", ")}.`,
    remedy: `Move the files of the other format to a folder of their own. ${CHOOSE}${formatList()}`,
    file: shownAs,
  };
}

const unknown = (stray: string, shownAs: string): Problem => ({
  code: "unknown-format",
  severity: "error",
  message: `${shownAs} holds SQL files, such as ${stray}, but none is named as a known format names them.`,
  remedy: `${CHOOSE}${formatList()}`,
  file: shownAs,
});
