// Fixes as text for a terminal: what each file becomes, what was proven, and what was not and why.

import type { FixedFile, Fixes, TriedFix } from "../../core/outcome.ts";
import { redact } from "../../core/redact.ts";
import { counted, type Paint } from "../style.ts";

/** Of fixes that were not proven for one reason, so many are named. */
const PLACES_SHOWN_MAX = 3;

/** Diffs where nothing was written; then a line for each fix, and those not proven by their reason. */
export function fixLines({ proven, unproven, files }: Fixes, paint: Paint): readonly string[] {
  const byReason = [...Map.groupBy(unproven, ({ reason }) => reason)];
  const written = files.some((file) => file.written);
  return [
    ...files.filter((file) => !file.written).flatMap((file) => diffLines(file, paint)),
    ...proven.map(
      (fix) => `${paint("good", "✓")} ${placeOf(fix)}: ${fix.title} ${paint("dim", `[${fix.rule}]`)}`,
    ),
    ...byReason.flatMap(([reason, own]) => unprovenLines(reason, own, paint)),
    sumOf(proven.length, files.length, written),
  ];
}

const diffLines = ({ diff }: FixedFile, paint: Paint): readonly string[] =>
  diff.split("\n").map((line) => {
    if (line.startsWith("+")) return paint("good", line);
    return line.startsWith("-") ? paint("bad", line) : line;
  });

const placeOf = ({ file, line }: TriedFix): string => `${file}:${line}`;

function unprovenLines(reason: string, own: readonly TriedFix[], paint: Paint): readonly string[] {
  const more = own.length - PLACES_SHOWN_MAX;
  return [
    ...own
      .slice(0, PLACES_SHOWN_MAX)
      .map((fix) => `${paint("warn", "!")} ${placeOf(fix)}: not fixed ${paint("dim", `[${fix.rule}]`)}`),
    ...(more > 0 ? [paint("dim", `· ${more} more (--json lists all)`)] : []),
    `  ${paint("strong", "because:")} ${redact(reason)}`,
  ];
}

function sumOf(count: number, files: number, written: boolean): string {
  if (count === 0) return "No fix was proven; nothing was written.";
  const what = count === 1 ? "1 fix" : `${count} fixes`;
  const done = written ? "written" : "would be written";
  return `${what}, proven on a scratch database, ${done} in ${counted(files, "file")}.`;
}
