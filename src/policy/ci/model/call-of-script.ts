// From a script in a definition to calls with their places in the file.

import { lineEnd, placeInScalar } from "../../yaml/look.ts";
import type { YamlScalar } from "../../yaml/tree.ts";
import { callsIn, type Surroundings } from "./calls.ts";
import type { Call } from "./job.ts";

/** What a script of a definition does. `certain` is false for a step that may be left out or may fail. */
export function callsAt(script: YamlScalar, around: Surroundings, certain: boolean): readonly Call[] {
  return callsIn(script.text, around).map(({ at, masked, conditional, ...deed }) => ({
    ...deed,
    spot: { file: script.file, at: placeInScalar(script, at, lineEnd(script.text, at)) },
    certain: certain && !masked && !conditional,
    masked,
  }));
}
