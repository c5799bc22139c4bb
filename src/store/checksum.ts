// The checksum of a migration, the same on every machine whatever its line ends.

import { hash } from "node:crypto";

import type { Checksum } from "../core/migration.ts";
import { asChecksum } from "../core/migration.ts";

const ALGORITHM_VERSION = "1";

/** `1:` and the SHA-256 of the text as UTF-8, without BOM, with CRLF read as LF. A lone CR stays. */
export function checksumOf(text: string): Checksum {
  const withoutBom = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const normal = withoutBom.includes("\r") ? withoutBom.replaceAll("\r\n", "\n") : withoutBom;
  return asChecksum(`${ALGORITHM_VERSION}:${hash("sha256", normal, "hex")}`);
}
