// The digest of a schema: the same exactly if nothing in it is told differently.

import { createHash } from "node:crypto";

import type { Snapshot } from "../core/catalog.ts";

/** SHA-256, in hex. */
export const digestOf = (objects: Snapshot["objects"]): string =>
  createHash("sha256")
    .update(JSON.stringify([...objects.values()]))
    .digest("hex");
