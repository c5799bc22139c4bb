// A deploy as Markdown, for the summary of a pipeline's run or a pull request.

import { SHORT_HASH } from "../../core/deploy.ts";
import { showDuration } from "../../core/duration.ts";
import type { DeployOutcome } from "../../core/outcome.ts";
import { failureLines } from "../rehearsal/markdown/failure.ts";
import { fitted, NOTHING, whole, type Block } from "../rehearsal/markdown/fit.ts";
import { markOf } from "../rehearsal/markdown/mark.ts";
import { code, plain } from "../rehearsal/markdown/text.ts";
import { deployVerdict, GATE_TONES, gateSaid, STAGE_TONES, stageSaid } from "./verdict.ts";

const LENGTH_MAX = 65_000;

/** Ends in a line end and fits into one comment. */
export function deployMarkdown(outcome: DeployOutcome): string {
  const { tone, text } = deployVerdict(outcome);
  const { plan, target, failure, ways } = outcome;
  const about = [
    ...(plan === undefined ? [] : [`Plan ${code(plan.slice(0, SHORT_HASH))}`]),
    ...(target === undefined ? [] : [code(target)]),
  ];
  const blocks = [
    whole([
      `## ${markOf(tone)} Deploy: ${plain(text)}`,
      ...(about.length === 0 ? [] : ["", about.join(" · ")]),
    ]),
    ...(failure === undefined ? [] : [whole(failureLines(failure))]),
    ...(ways.length === 0 ? [] : [whole(ways.map((way) => `- ${plain(way)}`))]),
    listOf(
      "Gates",
      outcome.gates.map((gate) => [GATE_TONES[gate.state], gate.gate, gateSaid(gate)]),
    ),
    listOf(
      "Stages",
      outcome.stages.map((stage) => [STAGE_TONES[stage.state], stage.stage, stageSaid(stage)]),
    ),
    files(outcome),
  ];
  return fitted(
    blocks.filter(({ head, rows }) => head.length + rows.length > 0),
    LENGTH_MAX,
  );
}

const listOf = (
  title: string,
  all: readonly (readonly [Parameters<typeof markOf>[0], string, string])[],
): Block =>
  all.length === 0
    ? NOTHING
    : {
        ...NOTHING,
        head: [`### ${title}`, ""],
        rows: all.map(([tone, word, says]) => `- ${markOf(tone)} **${word}**: ${plain(says)}`),
      };

const files = ({ migrations, applied }: DeployOutcome): Block =>
  migrations.length === 0
    ? NOTHING
    : {
        ...NOTHING,
        head: ["### Files", ""],
        rows: migrations.map(({ version, file, irreversible }) => {
          const done = applied.find((entry) => entry.version === version);
          const took = done === undefined ? "not applied" : showDuration(done.durationMs);
          return `- ${code(file)}: ${took}${irreversible ? ", cannot be undone" : ""}`;
        }),
      };
