// The digest of a schema: the same exactly if nothing in it is told differently.

import { createHash } from "node:crypto";

import type { CatalogObject, Snapshot } from "../core/catalog.ts";

/** Most objects of a snapshot were in the one before, and are told in the same words. */
const told = new WeakMap<CatalogObject, string>();

/** SHA-256, in hex, of all objects as one JSON array. */
export const digestOf = (objects: Snapshot["objects"]): string =>
  createHash("sha256")
    .update(`[${[...objects.values()].map(inWords).join(",")}]`)
    .digest("hex");

function inWords(object: CatalogObject): string {
  const known = told.get(object);
  if (known !== undefined) return known;
  const words = JSON.stringify(object);
  told.set(object, words);
  return words;
}
