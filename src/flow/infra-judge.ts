// The journey of `infra judge`: what is planned for the infrastructure is read, and judged before it is done.

import { Failure } from "../core/failure.ts";
import type { CheckOutcome } from "../core/outcome.ts";
import type { Planned, PlanVerdict, PolicyFile, Waiver } from "../policy/policy.ts";
import { told, type Journey } from "./journey.ts";

export interface JudgeRequest {
  /** A plan as JSON, or two versions of a template; as they were typed, and where they are. */
  readonly files: readonly { readonly path: string; readonly file: string }[];
  readonly waiver?: Waiver;
}

/** Judges a plan. Data that would be lost is refused unless a waiver names it; other hazards make it a failure. */
export function judgeInfrastructure({ world }: Journey, request: JudgeRequest): Promise<CheckOutcome> {
  return told<CheckOutcome>(NOTHING_YET, async (known) => {
    const { judgePlanned } = await import("../policy/policy.ts");
    const read: PolicyFile[] = [];
    for (const { path, file } of request.files) {
      if ((await world.files.kindOf(file)) !== "file") throw notThere(path);
      read.push({ path, text: new TextDecoder().decode(await world.files.read(file)) });
    }
    const verdict = await judgePlanned(plannedIn(read), request.waiver);
    if (typeof verdict === "string") throw unreadable(verdict, read);
    known.findings = verdict.findings;
    known.planned = verdict.planned;
    known.files = read.length;
    const failure = failureOf(verdict, request);
    if (failure !== undefined) throw failure;
  });
}

const NOTHING_YET: CheckOutcome = { command: "check", about: "plan", findings: [], files: 0, problems: [] };

function plannedIn([first, second]: readonly PolicyFile[]): Planned {
  if (first === undefined) throw new Failure("wrong-use", "infra judge needs a plan.", { hint: HOW });
  return second === undefined
    ? { kind: "plan", plan: first }
    : { kind: "templates", before: first, after: second };
}

const HOW =
  "terraform show -json tfplan > plan.json, then: lockkeeper infra judge plan.json. " +
  "Of CloudFormation two versions are compared: lockkeeper infra judge OLD.yaml NEW.yaml";

const notThere = (path: string): Failure =>
  new Failure("not-found", `There is no file ${path}.`, { hint: HOW });

/** What is said of templates names the file by itself. */
const unreadable = (why: string, [first, second]: readonly PolicyFile[]): Failure =>
  new Failure("bad-files", second === undefined && first ? `${first.path}: ${why}` : why, { hint: HOW });

/** The heaviest of what speaks against a plan: a waiver that does not fit, lost data, any other hazard. */
function failureOf(
  { findings, planned: { hash }, losses, idle }: PlanVerdict,
  { files, waiver }: JudgeRequest,
): Failure | undefined {
  const typed = files.map(({ path }) => path).join(" ");
  if (waiver !== undefined && waiver.plan !== hash) {
    return new Failure("state-destroyed", `The waiver is for another plan than this one, ${hash}.`, {
      hint: "Look at what this plan does. Where that is meant, give its hash with --plan.",
    });
  }
  if (idle.length > 0) {
    return new Failure(
      "wrong-use",
      `--waive: nothing is found about ${idle.join(", ")} that could be waived.`,
      {
        hint: "Name addresses as they stand in the findings.",
      },
    );
  }
  const [loss] = losses;
  if (loss !== undefined) {
    return new Failure("state-destroyed", `This plan would destroy the data of ${losses.join(", ")}.`, {
      hint: `Where that is meant: lockkeeper infra judge ${typed} --waive '${losses.join(",")}' --plan ${hash} --reason TEXT`,
    });
  }
  const hazards = findings.filter((finding) => finding.class === "hazard").length;
  if (hazards === 0) return undefined;
  const count = hazards === 1 ? "There is a hazard." : `There are ${hazards} hazards.`;
  return new Failure("hazards-found", count, {
    hint: `Each says above what to do instead. One that is meant: --waive ADDRESS --plan ${hash} --reason TEXT`,
  });
}
