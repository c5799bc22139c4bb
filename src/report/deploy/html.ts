// A deploy as one HTML file: gates, stages, backup and health, and below them the rehearsal that the gates relied on.

import { SHORT_HASH } from "../../core/deploy.ts";
import { showDuration } from "../../core/duration.ts";
import type { DeployOutcome } from "../../core/outcome.ts";
import { element, type Content } from "../rehearsal/page/element.ts";
import { failureBox } from "../rehearsal/page/failure-box.ts";
import { mark } from "../rehearsal/page/mark.ts";
import { table } from "../rehearsal/page/table.ts";
import { rehearsalSections, wholePage } from "../rehearsal/html.ts";
import type { Tone } from "../rehearsal/round-trip-words.ts";
import { deployVerdict, GATE_TONES, gateSaid, STAGE_TONES, stageSaid } from "./verdict.ts";

/** The whole page. Everything that comes from files or databases is escaped, and secrets are covered. */
export function deployPage(outcome: DeployOutcome): string {
  const { rehearsal, target } = outcome;
  const rehearsed =
    rehearsal === undefined
      ? []
      : rehearsalSections({
          ...{ command: "rehearse", problems: [], files: [], rehearsal },
          ...(target === undefined ? {} : { target }),
        });
  return wholePage(`Deploy: ${deployVerdict(outcome).text}`, [
    top(outcome),
    outcome.failure !== undefined && wrong(outcome),
    rows(
      "gates",
      "Gates",
      outcome.gates.map((gate) => [gate.gate, GATE_TONES[gate.state], gateSaid(gate)]),
    ),
    rows(
      "stages",
      "Stages",
      outcome.stages.map((stage) => [stage.stage, STAGE_TONES[stage.state], stageSaid(stage)]),
    ),
    migrations(outcome),
    backup(outcome),
    health(outcome),
    rehearsed.length > 0 && element("h2", "", "The rehearsal"),
    ...rehearsed,
  ]);
}

function top(outcome: DeployOutcome): Content {
  const { tone, text } = deployVerdict(outcome);
  const { target, plan, dryRun, unfinished } = outcome;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Target", target],
    ["Plan", plan?.slice(0, SHORT_HASH)],
    ["Kind", dryRun ? "dry run" : undefined],
    ["After", unfinished && `a deploy that got as far as ${unfinished.last}`],
  ];
  return element(
    "header",
    tone,
    element("p", "product", "Lockkeeper deploy"),
    element("h1", "", mark(tone), element("span", "", text)),
    element(
      "dl",
      "particulars",
      ...facts.flatMap(([name, value]) =>
        value === undefined ? [] : [element("div", "", element("dt", "", name), element("dd", "", value))],
      ),
    ),
  );
}

const wrong = ({ failure, ways }: DeployOutcome): Content =>
  failure !== undefined &&
  element(
    "section",
    "wrong",
    element("h2", "", "What went wrong"),
    failureBox(failure),
    ways.length > 0 && element("div", "box", ...ways.map((way) => element("p", "instead", way))),
  );

const rows = (name: string, title: string, all: readonly (readonly [string, Tone, string])[]): Content =>
  all.length > 0 &&
  element(
    "section",
    "answers",
    element("h2", "", title),
    table(
      "answers",
      ["", name === "gates" ? "Gate" : "Stage", "What it says"],
      all.map(([word, tone, says]) => [mark(tone), element("b", "", word), says]),
    ),
  );

const migrations = ({ migrations: planned, applied }: DeployOutcome): Content =>
  planned.length > 0 &&
  element(
    "section",
    "planned",
    element("h2", "", "Files"),
    table(
      "files",
      ["File", "Took", "Checksum"],
      planned.map(({ version, file, checksum, irreversible }) => {
        const done = applied.find((entry) => entry.version === version);
        return [
          element("code", "", irreversible ? `${file} (cannot be undone)` : file),
          done === undefined ? "not applied" : showDuration(done.durationMs),
          element("code", "hash", checksum),
        ];
      }),
    ),
  );

function backup({ backup: copy }: DeployOutcome): Content {
  if (copy === undefined) return false;
  const { proof } = copy;
  const facts: readonly (readonly [string, string])[] = [
    ["Backup", `${copy.id} (${copy.kind} of ${copy.database})`],
    ["Finished", copy.finishedAt],
    ["Proven", proof === undefined ? "no" : `${proof.rows} rows in ${proof.tables} tables compared`],
    ["Time to recover", proof === undefined ? "not measured" : showDuration(proof.restoreMs)],
  ];
  return element(
    "section",
    "copy",
    element("h2", "", "Backup"),
    element(
      "dl",
      "facts",
      ...facts.flatMap(([name, value]) => [element("dt", "", name), element("dd", "", value)]),
    ),
  );
}

function health({ checks }: DeployOutcome): Content {
  const ailments = checks.flatMap((report) =>
    report.ailments.map((ailment) => ({ ...ailment, check: report.check })),
  );
  return (
    ailments.length > 0 &&
    element(
      "section",
      "health",
      element("h2", "", "Health"),
      ...ailments.map(({ check, severity, message, remedy }) =>
        element(
          "div",
          `box ${severity === "error" ? "bad" : "warn"}`,
          element("p", "rule", element("b", "", check)),
          element("p", "message", message),
          element("p", "instead", remedy),
        ),
      ),
    )
  );
}
