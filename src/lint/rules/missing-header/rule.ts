// A file that does not say at its top what it is for and what the application has to do.

import type { FileContext, Rule } from "../../rule.ts";

/** What a header says, and the word that begins its line. */
const PARTS = ["Intent", "Application"] as const;

export const rule: Rule = {
  name: "missing-header",
  class: "advice",
  severity: "note",
  about: "a file without the lines Intent and Application at its top",
  files: ["up", "down"],
  *file(context) {
    // A repeatable says what is there, and not what changes.
    const parts = context.migration.repeatable ? PARTS.slice(0, 1) : PARTS;
    const missing = parts.filter((part) => !says(context, part));
    if (missing.length === 0 || context.script.source.trim() === "") return;
    yield {
      at: 0,
      message: `The head of the file does not say ${missing.join(" and ")}.`,
      instead: missing
        .map((part) =>
          part === "Intent"
            ? "Begin it with `-- Intent: …`, what the change is for."
            : "Say with `-- Application: …` what the application has to do before or after.",
        )
        .join(" "),
    };
  },
};

/** Only the comments before the first statement are its head. */
function says({ script }: FileContext, part: string): boolean {
  const end = script.statements[0]?.span.start ?? script.source.length;
  return script.comments.some(
    ({ text, span }) => span.start < end && new RegExp(String.raw`^\s*${part}\s*:\s*\S`, "i").test(text),
  );
}
