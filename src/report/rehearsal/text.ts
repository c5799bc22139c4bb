// A rehearsal as text for a terminal: what is bad first, then a line for each migration, then the verdict.

import type { RehearseOutcome, RoundTrip } from "../../core/rehearsal.ts";
import { shownVersion } from "../../core/repeatable.ts";
import { counted, type Paint } from "../style.ts";
import { heldWords } from "./blocks.ts";
import { differenceWords } from "./difference-words.ts";
import { showTime } from "./figures.ts";
import { findingGroups, placeOf, type FindingGroup } from "./finding-group.ts";
import { shownInLine } from "./shown.ts";
import { summedUp, verdictOf, type Summed } from "./summary.ts";

/** Of longer runs only those are listed that something is wrong with. */
const MIGRATIONS_SHOWN_MAX = 20;
/** Of each rule. */
const PLACES_SHOWN_MAX = 8;
const DIFFERENCES_SHOWN_MAX = 5;

/** The lines for stdout. A failure that ended the rehearsal is not among them: it goes to stderr. */
export function rehearseLines(outcome: RehearseOutcome, paint: Paint): readonly string[] {
  const { rehearsal, files } = outcome;
  if (rehearsal === undefined) return outcome.failure ? [] : ["Nothing is pending."];
  const all = summedUp(outcome);
  const findings = findingGroups(rehearsal.findings).flatMap((group) => findingLines(group, paint));
  const { tone, text } = verdictOf(outcome);
  return [
    ...findings,
    ...(findings.length > 0 ? [""] : []),
    ...migrationLines(all, paint),
    paint(tone === "quiet" ? "dim" : tone, shownInLine(text)),
    ...files.map((file) => paint("dim", `Written: ${shownInLine(file)}`)),
  ];
}

function findingLines({ rule, instead, findings, ...group }: FindingGroup, paint: Paint): readonly string[] {
  const mark = group.class === "hazard" ? paint("bad", "✗") : paint("warn", "!");
  const hidden = findings.length - PLACES_SHOWN_MAX;
  return [
    ...findings.slice(0, PLACES_SHOWN_MAX).map((finding) => {
      const place = placeOf(finding);
      const text = shownInLine(place === "" ? finding.message : `${place}: ${finding.message}`);
      return `${mark} ${text} ${paint("dim", `[${shownInLine(rule)}]`)}`;
    }),
    ...(hidden > 0 ? [paint("dim", `  … and ${hidden} more of these (--json lists all)`)] : []),
    `  ${paint("strong", "instead:")} ${shownInLine(instead)}`,
  ];
}

function migrationLines(all: readonly Summed[], paint: Paint): readonly string[] {
  const listed = all.length <= MIGRATIONS_SHOWN_MAX ? all : all.filter(({ tone }) => tone !== "good");
  const cut = listed.slice(0, MIGRATIONS_SHOWN_MAX);
  const rest = all.length - cut.length;
  const width = Math.max(0, ...cut.map((summed) => labelOf(summed).length));
  return [
    ...cut.flatMap((summed) => linesOf(summed, width, paint)),
    ...(rest > 0 ? [paint("dim", `  … and ${counted(rest, "more migration")} (--json lists all)`)] : []),
  ];
}

/** One line where all is well, and one more for each thing worth knowing where it is not. */
function linesOf(summed: Summed, width: number, paint: Paint): readonly string[] {
  const { migration, tone } = summed;
  const time = paint("dim", showTime(migration.durationMs).padStart(8));
  const line = `  ${paint(tone, MARKS[tone])} ${labelOf(summed).padEnd(width)}  ${time}`;
  const notes = notesOf(summed);
  if (tone !== "good")
    return [line, ...[...notes, ...differenceLines(migration.roundTrip)].map((note) => `      ${note}`)];
  return [notes.length === 0 ? line : `${line}  ${notes.join("; ")}`];
}

const MARKS = { good: "✓", warn: "!", bad: "✗" } as const;

const labelOf = ({ migration: { version, name } }: Summed): string =>
  `${shownInLine(shownVersion(version))}  ${shownInLine(name)}`;

/** What is worth knowing of it. That the down does what it should is not. */
function notesOf(summed: Summed): readonly string[] {
  const { holds, rewrites, scans, wayBack, migration } = summed;
  const [longest] = holds;
  return [
    ...(longest === undefined ? [] : [heldWords(longest)]),
    ...namesNote("rewrites", rewrites),
    ...namesNote("reads all of", [...new Set(scans.map(({ relation }) => relation))]),
    ...stallNote(summed),
    ...(migration.failure || wayBack.tone === "good" ? [] : [wayBack.text]),
  ].map(shownInLine);
}

/** Only where something is wrong: otherwise a lock's time says enough. */
function stallNote({ tone, readStall, writeStall }: Summed): readonly string[] {
  if (tone === "good") return [];
  const parts = [
    ...(readStall ? [`readers for ${showTime(readStall.readMs)}`] : []),
    ...(writeStall ? [`writers for ${showTime(writeStall.writeMs)}`] : []),
  ];
  return parts.length === 0 ? [] : [`stood still: ${parts.join(", ")}`];
}

/** What the down leaves different. */
function differenceLines({ differences }: RoundTrip): readonly string[] {
  const hidden = differences.length - DIFFERENCES_SHOWN_MAX;
  return [
    ...differences.slice(0, DIFFERENCES_SHOWN_MAX).map((difference) => `  ${differenceWords(difference)}`),
    ...(hidden > 0 ? [`  and ${hidden} more`] : []),
  ];
}

function namesNote(verb: string, names: readonly string[]): readonly string[] {
  const [first, ...others] = names;
  if (first === undefined) return [];
  return [`${verb} ${first}${others.length === 0 ? "" : ` and ${others.length} more`}`];
}
