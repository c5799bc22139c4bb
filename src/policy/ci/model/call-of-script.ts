// From a script in a definition to calls with their places in the file.

import { placeInScalar } from "../../yaml/look.ts";
import type { YamlScalar } from "../../yaml/tree.ts";
import { callsIn, type Surroundings } from "./calls.ts";
import type { Call } from "./job.ts";

/** What a script of a definition does. `certain` is false for a step that may be left out or may fail. */
export function callsAt(script: YamlScalar, around: Surroundings, certain: boolean): readonly Call[] {
  return callsIn(script.text, around).map(({ at, masked, conditional, ...deed }) => ({
    ...deed,
    spot: { file: script.file, at: placeInScalar(script, at, wordEnd(script.text, at)) },
    certain: certain && !masked && !conditional,
    masked,
  }));
}

/** The rest of the line names the place better than a word that stands there often. */
function wordEnd(text: string, from: number): number {
  const end = text.slice(from).search(/[\n]/);
  return end === -1 ? text.length : from + end;
}
