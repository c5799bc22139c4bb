// Round trips and what they left different, in Markdown.

import type { Difference } from "../../../core/catalog.ts";
import { counted } from "../../style.ts";
import { differenceWords } from "../difference-words.ts";
import { roundTripWords } from "../round-trip-words.ts";
import type { Summed } from "../summary.ts";
import { failureLines } from "./failure.ts";
import { folded, NOTHING, type Block } from "./fit.ts";
import { markOf } from "./mark.ts";
import { code, plain } from "./text.ts";

/** Of longer runs only those have a row that something is wrong with. */
const ROWS_SHOWN_MAX = 25;

/** A row for each migration. */
export function roundTripBlock(all: readonly Summed[]): Block {
  const listed = all.length <= ROWS_SHOWN_MAX ? all : all.filter(({ wayBack }) => wayBack.tone === "bad");
  const hidden = all.length - listed.length;
  const rest = hidden === 0 ? [] : [`${counted(hidden, "migration")} with nothing wrong in this.`];
  if (listed.length === 0) return { ...NOTHING, head: ["### Round trip", "", ...rest] };
  return {
    head: [
      "### Round trip",
      "",
      ...rest,
      ...(hidden === 0 ? [] : [""]),
      "| migration | down | up again | up twice |",
      "| --- | --- | --- | --- |",
    ],
    rows: listed.map(({ migration }) => {
      const words = roundTripWords(migration.roundTrip);
      const cells = words.map(([, { tone, text }]) => `${markOf(tone)} ${text}`);
      return `| ${[plain(`${migration.version} ${migration.name}`), ...cells].join(" | ")} |`;
    }),
    tail: [],
  };
}

/** What the down left different, and why a part of the round trip failed; folded. */
export function differenceBlocks({ migration: { version, roundTrip } }: Summed): readonly Block[] {
  const { differences, failures } = roundTrip;
  const told = failures.filter(({ part }) => part !== "rerun");
  return [
    ...(differences.length === 0
      ? []
      : [folded(`${version}: what its down leaves different`, differences.map(differenceItem))]),
    ...told.map(({ part, failure }) =>
      folded(
        `${version}: why ${part === "down" ? "its down" : "the up after its down"} fails`,
        failureLines(failure),
      ),
    ),
  ];
}

/** What the up changed in the schema; folded. */
export function changeBlock({ migration: { version, name, changes } }: Summed): Block {
  if (changes.length === 0) return NOTHING;
  const title = `${version} ${name}: ${counted(changes.length, "change")} of the schema`;
  return folded(title, changes.map(differenceItem));
}

const differenceItem = (difference: Difference): string => `- ${code(differenceWords(difference))}`;
