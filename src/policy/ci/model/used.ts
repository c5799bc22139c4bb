// Actions and workflows of others that a definition uses, and how each is named.

import type { Spot } from "../../rule.ts";
import { allMaps, entryOf, spotOf, valueAt } from "../../yaml/look.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import { localPath } from "./local-uses.ts";

/** Something of others. `text` is how it stands there, `version` what follows the `@`. */
export interface Named {
  readonly spot: Spot;
  readonly name: string;
  readonly version: string;
  readonly text: string;
}

/** True for what can never be something else: a full commit, or the digest of an image. */
export const isPinned = (version: string): boolean => /^[0-9a-f]{40}$|^sha256:[0-9a-f]{64}$/.test(version);

/** All that the jobs of a workflow or the steps of an action use. Images have a rule of their own. */
export function namedActions(root: YamlNode | undefined): readonly Named[] {
  const maps = [...allMaps(valueAt(root, "jobs")), ...allMaps(valueAt(root, "runs"))];
  return maps.flatMap((map) => {
    const uses = entryOf(map, "uses")?.value;
    if (uses?.kind !== "scalar" || uses.text.startsWith("docker:") || localPath(uses.text) !== undefined)
      return [];
    const [name = "", version = ""] = uses.text.split("@");
    return [{ spot: spotOf(uses), name, version, text: uses.text }];
  });
}
