// What both layouts of Drizzle share: the checksum of a file, and where it is cut into statements.

import { hash } from "node:crypto";

const BREAK = /--> statement-breakpoint/g;

/** The hash that stands in the table. Drizzle never compares it; we do. */
export const checksumOf = (text: string): string => hash("sha256", text, "hex");

/** The text with a semicolon where Drizzle cuts it and none stands. The mark itself goes. */
export function withBreaks(text: string): string {
  if (text.search(BREAK) === -1) return text;
  return text
    .split(BREAK)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => (part.endsWith(";") ? part : `${part}\n;`))
    .join("\n");
}
