// The journey of `approve`: a person agrees to exactly the plan that they looked at, under their own role.

import { SHORT_HASH } from "../../core/deploy.ts";
import { Failure } from "../../core/failure.ts";
import type { NoteOutcome } from "../../core/outcome.ts";
import { readHistory } from "../../journal/journal.ts";
import type { UpRequest } from "../../plan/plan.ts";
import { refuseUnconfirmed, type Confirmation } from "../confirm.ts";
import { told, type Journey } from "../journey.ts";
import { noteOf } from "../note.ts";
import { openTarget, shownTarget } from "../target.ts";
import { note, prepareDiary } from "./diary.ts";
import { environmentOf, planDeploy, type DeployPlan } from "./plan.ts";

export interface ApproveRequest extends UpRequest, Confirmation {
  /** The hash that was looked at, or its beginning. */
  readonly plan?: string;
  readonly reason?: string;
}

/** Writes the approval into the log of the target, which signs it with the role that is connected. */
export function approve(journey: Journey, request: ApproveRequest): Promise<NoteOutcome> {
  return told(noteOf(shownTarget(journey)), async (known) => {
    const { name } = environmentOf(journey);
    const plan = await planNow(journey, request, known);
    if (plan.migrations.length === 0) return;
    refuseOtherPlan(plan, request.plan);
    const short = plan.hash.slice(0, SHORT_HASH);
    await refuseUnconfirmed(journey, questionFor(plan, name), {
      ...request,
      yes: request.yes || request.plan !== undefined,
    });
    await prepareDiary(journey);
    const evidence = request.reason === undefined ? {} : { reason: request.reason };
    await note(journey, plan.hash, [{ event: "approved", evidence }]);
    known.word = "applied";
    known.lines = [
      `The plan ${short} for ${name} is approved: ${plan.migrations.map(({ file }) => file).join(", ")}`,
    ];
    known.facts = {
      plan: plan.hash,
      migrations: plan.migrations.map(({ version, name: each }) => ({ version, name: each })),
    };
  });
}

async function planNow(
  journey: Journey,
  request: ApproveRequest,
  known: { problems: NoteOutcome["problems"] },
): Promise<DeployPlan> {
  await using session = await openTarget(journey);
  const noted = { problems: known.problems, pending: [] };
  try {
    return await planDeploy(journey, { history: await readHistory(session), request, noted });
  } finally {
    known.problems = noted.problems;
  }
}

/** So short a beginning of a hash could be that of many. */
const HASH_LENGTH_MIN = 8;

function refuseOtherPlan({ hash }: DeployPlan, looked: string | undefined): void {
  if (looked === undefined) return;
  if (!/^[0-9a-f]+$/.test(looked) || looked.length < HASH_LENGTH_MIN) {
    throw new Failure("wrong-use", `--plan: \`${looked}\` is not the hash of a plan.`, {
      hint: "lockkeeper deploy ENV --dry-run shows it.",
    });
  }
  if (hash.startsWith(looked)) return;
  throw new Failure(
    "history-moved",
    `The plan is ${hash.slice(0, SHORT_HASH)} now, and no longer ${looked}.`,
    {
      hint: "Look at it again: lockkeeper deploy ENV --dry-run",
    },
  );
}

const questionFor = ({ migrations, hash }: DeployPlan, environment: string): string =>
  `Approve the plan ${hash.slice(0, SHORT_HASH)} for ${environment}?\n` +
  migrations
    .map(({ file, irreversible }) => `  ${file}${irreversible ? " (cannot be undone)" : ""}`)
    .join("\n");
