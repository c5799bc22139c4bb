// The journey of `check`: migrations, infrastructure, pipelines and commits in one go, and one verdict on all of them.

import type { Failure } from "../core/failure.ts";
import type { CheckedPart, CheckOutcome, LintOutcome } from "../core/outcome.ts";
import { checkPipelinesOf } from "./ci-check.ts";
import { checkCommitsOf } from "./commits-check.ts";
import { checkInfrastructureOf } from "./infra-check.ts";
import { told, type Journey, type Known } from "./journey.ts";
import { lintFolder } from "./lint.ts";
import { verdictOn } from "./verdict.ts";

export interface CheckRequest {
  /** A branch: of migrations only what differs from it is spoken of, and of commits those that it does not have. */
  readonly base?: string;
}

/** Looks at everything that the project has. Hazards and errors make it a failure; what is not there is skipped. */
export function checkProject(journey: Journey, request: CheckRequest): Promise<CheckOutcome> {
  return told<CheckOutcome>(NOTHING_YET, async (known) => {
    const parts: CheckedPart[] = [];
    for (const look of LOOKS) {
      const { part, failure, ...found } = await look(journey, request);
      known.findings = [...known.findings, ...found.findings];
      known.problems = [...known.problems, ...found.problems];
      known.files += part.count;
      if (failure !== undefined) throw failure;
      parts.push(part);
      known.parts = parts;
    }
    const failure = verdictOn(known, commentOf(known));
    if (failure !== undefined) throw failure;
  });
}

const NOTHING_YET: CheckOutcome = { command: "check", about: "all", findings: [], files: 0, problems: [] };

/** How an allowance begins where the hazards are. */
const commentOf = ({ findings }: Known<CheckOutcome>): "--" | "#" =>
  findings.every((finding) => finding.class !== "hazard" || finding.file?.endsWith(".sql") === true)
    ? "--"
    : "#";

interface Looked extends Pick<CheckOutcome, "findings" | "problems"> {
  readonly part: CheckedPart;
  /** What kept it from being looked at, and is nothing that it finds. */
  readonly failure?: Failure;
}

type Look = (journey: Journey, request: CheckRequest) => Promise<Looked>;

const LOOKS: readonly Look[] = [
  async (journey, { base }) => {
    const { directory, shownAs } = journey.settings.folder;
    if ((await journey.world.files.kindOf(directory)) !== "directory") {
      return skipped("migrations", `there is no folder ${shownAs}`);
    }
    const outcome = await lintFolder(journey, { hasTarget: false, ...(base === undefined ? {} : { base }) });
    return lookedAt("migrations", outcome, outcome.migrations);
  },
  async (journey) => {
    const outcome = await checkInfrastructureOf(journey, {
      directory: journey.settings.project,
      folder: "infra",
    });
    return lookedAt("infrastructure", outcome, outcome.files);
  },
  async (journey) => {
    const outcome = await checkPipelinesOf(journey, journey.settings.project);
    return lookedAt("pipelines", outcome, outcome.files);
  },
  async (journey, { base }) => {
    const result = await checkCommitsOf(journey, base);
    if (result.kind === "skipped") return skipped("commits", result.reason);
    const { findings, commits } = result;
    return { findings, problems: [], part: { name: "commits", count: commits } };
  },
];

function lookedAt(name: CheckedPart["name"], outcome: LintOutcome | CheckOutcome, count: number): Looked {
  const { findings, problems, failure } = outcome;
  if (failure?.code === "not-found") return skipped(name, "there is none");
  const isFound = failure?.code === "hazards-found" || failure?.code === "problems-found";
  const others = failure === undefined || isFound ? {} : { failure };
  return { findings, problems, part: { name, count }, ...others };
}

const skipped = (name: CheckedPart["name"], reason: string): Looked => ({
  findings: [],
  problems: [],
  part: { name, count: 0, skipped: reason },
});
