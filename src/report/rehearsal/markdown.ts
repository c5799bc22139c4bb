// A rehearsal as Markdown for a pull request: short above, everything else folded.

import type { RehearseOutcome, Rehearsal } from "../../core/rehearsal.ts";
import { counted } from "../style.ts";
import { listed, showCount, showServer, showTime } from "./figures.ts";
import { failureLines, findingBlocks, problemBlock } from "./markdown/failure.ts";
import { fitted, whole, type Block } from "./markdown/fit.ts";
import { markOf } from "./markdown/mark.ts";
import { changeBlock, differenceBlocks, roundTripBlock } from "./markdown/round-trip.ts";
import { statementBlocks } from "./markdown/statements.ts";
import { code, plain } from "./markdown/text.ts";
import { brokenOff, summedUp, verdictOf } from "./summary.ts";

/** GitHub takes 65,536 characters; others take as many or more. */
const LENGTH_MAX = 65_000;

/** Ends in a line end and fits into one comment; what had to be left out is counted. */
export function rehearsalMarkdown(outcome: RehearseOutcome): string {
  const { rehearsal, target } = outcome;
  const { tone, text } = verdictOf(outcome);
  const all = summedUp(outcome);
  const top = [`## ${markOf(tone)} Rehearsal: ${plain(text)}`];
  const failure = brokenOff(outcome);
  const blocks = [
    whole([...top, ...(rehearsal ? ["", aboutLine(rehearsal, target)] : [])]),
    ...(failure ? [whole(failureLines(failure))] : []),
    problemBlock(outcome.problems),
    ...(rehearsal
      ? [...findingBlocks(rehearsal.findings), ...statementBlocks(all), roundTripBlock(all)]
      : []),
    ...all.flatMap(differenceBlocks),
    ...(rehearsal ? [bindingBlock(rehearsal)] : []),
    ...all.map(changeBlock),
  ];
  return fitted(
    blocks.filter(({ head, rows }) => head.length + rows.length > 0),
    LENGTH_MAX,
  );
}

function aboutLine(
  { server, fillRows, durationMs, migrations }: Rehearsal,
  target: string | undefined,
): string {
  return [
    counted(migrations.length, "migration"),
    `PostgreSQL ${showServer(server.version)}`,
    ...(fillRows === 0 ? [] : [`${showCount(fillRows)} rows made up in each table`]),
    showTime(durationMs),
    ...(target === undefined ? [] : [code(target)]),
  ].join(" · ");
}

function bindingBlock({ binding, tool, server, role }: Rehearsal): Block {
  const facts = [
    `Binding ${code(binding)}`,
    `Lockkeeper ${plain(tool)}`,
    `PostgreSQL ${showServer(server.version)} (${server.kind}), schema from ${server.source}`,
    ...(role === undefined ? [] : [`role ${code(role)}`]),
  ];
  return whole([listed(facts)]);
}
