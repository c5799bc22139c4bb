// Files as `graphile-migrate commit` writes them, each with the hash of the one before.

import { hash } from "node:crypto";

import type { Files } from "./adopting.ts";

/** The folder `db` with these, in this order. */
export function committedFiles(all: readonly { readonly name: string; readonly body: string }[]): Files {
  const files: Record<string, string> = {};
  let previous = "";
  for (const [index, { name, body }] of all.entries()) {
    const own = `sha1:${hash("sha1", `${`${previous}\n${body}`.trim()}\n`, "hex")}`;
    const head = `--! Previous: ${previous === "" ? "-" : previous}\n--! Hash: ${own}\n`;
    files[`db/committed/${`${index + 1}`.padStart(6, "0")}-${name}.sql`] = `${head}\n${body}\n`;
    previous = own;
  }
  return files;
}
