// The essence of a file: a hash of its tokens, equal for every edit of comments and white space only.

import { createHash, hash } from "node:crypto";
import type { Hash } from "node:crypto";

/** Collects tokens; `digest` may be called once, at the end. */
export interface EssenceHash {
  add(token: string): void;
  digest(): string;
}

const ALGORITHM = "sha256";
const ALGORITHM_VERSION = "1";
const BUFFER_UNITS = 65_536;

/**
 * Starts an essence. Tokens are hashed with a NUL after each, and with CRLF read as LF, as in the checksum of a
 * file: files with one checksum have one essence.
 */
export function startEssence(): EssenceHash {
  // Most files fit into the buffer, and one call for a whole text costs a third of a hash that can grow.
  let grown: Hash | undefined;
  let buffer = "";
  const add = (token: string): void => {
    buffer += token.includes("\r") ? token.replaceAll("\r\n", "\n") : token;
    buffer += "\0";
    if (buffer.length < BUFFER_UNITS) return;
    grown = (grown ?? createHash(ALGORITHM)).update(buffer);
    buffer = "";
  };
  const digest = (): string => {
    const hex = grown === undefined ? hash(ALGORITHM, buffer, "hex") : grown.update(buffer).digest("hex");
    return `${ALGORITHM_VERSION}:${hex}`;
  };
  return { add, digest };
}
