// Characters that PostgreSQL cannot store in any text: found before its parser sees them.

import type { Finding } from "./problems.ts";

/** The text as the parser may have it, of the same length in UTF-16 and in bytes, and what was wrong with it. */
export function readableText(text: string): { readonly text: string; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const nul = text.indexOf("\0");
  if (nul !== -1) {
    findings.push({
      code: "unreadable-character",
      message: "The file holds a NUL character, which PostgreSQL cannot read.",
      remedy: "Remove it. A file in UTF-16 is full of them: save it as UTF-8.",
      index: nul,
    });
  }
  const wellFormed = text.toWellFormed();
  if (wellFormed !== text) {
    findings.push({
      code: "unreadable-character",
      message: "The file holds half of a surrogate pair, which is no character.",
      remedy: "Remove it, and save the file as UTF-8.",
      index: firstDifference(text, wellFormed),
    });
  }
  return { text: nul === -1 ? wellFormed : wellFormed.replaceAll("\0", " "), findings };
}

function firstDifference(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return at;
}
