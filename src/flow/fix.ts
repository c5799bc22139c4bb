// Tries the fixes that findings offer, one after the other, and keeps those that are proven. Nothing is written.

import type { Finding, Fix } from "../core/finding.ts";
import type { Fixes, TriedFix } from "../core/outcome.ts";
import { applyEdits, isBetter, NEWEST_SERVER, type LintMigration } from "../lint/lint.ts";
import type { Direction } from "../sql/sql.ts";
import { describe } from "./described.ts";
import { doubtAbout, openProvingGround, type PlayResult, type ProvingGround } from "./fix-proof.ts";
import type { Journey } from "./journey.ts";

/** What is known before anything is fixed, and how to look again. */
export interface Unfixed {
  /** All of them, in their order: a fix is run on the schema that those before it make. */
  readonly migrations: readonly LintMigration[];
  readonly findings: readonly Finding[];
  /** Files that are not edited, with the reason. */
  readonly closed: ReadonlyMap<string, string>;
  readonly lintAgain: (migrations: readonly LintMigration[]) => readonly Finding[];
}

/** The migrations with every proven fix made, and what is found in them then. */
export interface Fixed extends Pick<Fixes, "proven" | "unproven"> {
  readonly migrations: readonly LintMigration[];
  readonly findings: readonly Finding[];
}

/** A fix may make place for another, as one that ends a transaction does; more than these are left for the next run. */
const TRIES_FOR_EACH_MIGRATION_MAX = 200;

/** Throws Failure where no scratch database can be had. Without a fix to try none is asked for. */
export async function tryFixes(journey: Journey, unfixed: Unfixed): Promise<Fixed> {
  const { migrations, findings, closed } = unfixed;
  const state: State = { migrations: [...migrations], findings, proven: [], unproven: [] };
  for (const { tried, file } of offered(findings)) {
    const reason = closed.get(file);
    if (reason !== undefined) state.unproven.push({ ...tried, reason });
  }
  if (!offered(findings).some(({ file }) => !closed.has(file))) return state;
  const version = (journey.settings.postgres ?? NEWEST_SERVER) * 10_000;
  await using ground = await openProvingGround(journey, migrations, version);
  for (const index of migrations.keys()) await fixMigration(index, state, { ...unfixed, ground, journey });
  return state;
}

interface State {
  readonly migrations: LintMigration[];
  findings: readonly Finding[];
  readonly proven: TriedFix[];
  readonly unproven: (TriedFix & { readonly reason: string })[];
}

interface Workshop extends Unfixed {
  readonly ground: ProvingGround;
  readonly journey: Journey;
}

interface Offer {
  readonly finding: Finding;
  readonly fix: Fix;
  readonly file: string;
  readonly tried: TriedFix;
}

const offered = (findings: readonly Finding[]): readonly Offer[] =>
  findings.flatMap((finding) => {
    const { rule, file, line = 1, fix } = finding;
    return fix === undefined || file === undefined
      ? []
      : [{ finding, fix, file, tried: { rule, file, line, title: fix.title } }];
  });

async function fixMigration(index: number, state: State, workshop: Workshop): Promise<void> {
  const { migrations, closed, ground, journey } = workshop;
  const original = migrations[index];
  if (original === undefined) return;
  const refused = new Set<string>();
  let reference: Promise<PlayResult> | undefined;
  for (let tries = 0; tries < TRIES_FOR_EACH_MIGRATION_MAX; tries++) {
    journey.signal.throwIfAborted();
    const own = state.findings.filter(({ version }) => version === original.version);
    const offer = smallest(offered(own).filter((each) => !closed.has(each.file) && !refused.has(idOf(each))));
    if (offer === undefined) return;
    journey.audience.progress(`Proving a fix in ${offer.file}`);
    const attempt = await attemptOn(index, { state, offer }, workshop);
    const doubt =
      "reason" in attempt
        ? attempt.reason
        : doubtAbout(await (reference ??= ground.play(original)), await ground.play(attempt.form));
    if ("reason" in attempt || doubt !== undefined) {
      refused.add(idOf(offer));
      state.unproven.push({ ...offer.tried, reason: doubt ?? "" });
      continue;
    }
    state.migrations[index] = attempt.form;
    state.findings = attempt.findings;
    state.proven.push(offer.tried);
  }
}

/** The least edit first: larger ones put what stands around them into transactions, where others are not possible. */
const smallest = (offers: readonly Offer[]): Offer | undefined =>
  offers.toSorted((a, b) => a.fix.edits.length - b.fix.edits.length)[0];

/** The same finding again, although others have moved it. */
const idOf = ({ finding, file }: Offer): string =>
  JSON.stringify([finding.rule, file, finding.message, finding.excerpt?.replace(/^\s*\d+/, "")]);

type Attempt =
  | { readonly form: LintMigration; readonly findings: readonly Finding[] }
  | { readonly reason: string };

/** Makes the edits, parses the result and looks at it again. */
async function attemptOn(
  index: number,
  { state, offer }: { readonly state: State; readonly offer: Offer },
  { lintAgain }: Workshop,
): Promise<Attempt> {
  const form = state.migrations[index];
  const edited = form === undefined ? undefined : await withEdits(form, offer.fix);
  if (edited === undefined) return { reason: "Its edits do not fit together." };
  const [problem] = [edited.up, edited.down, edited.verify]
    .flatMap((script) => script?.problems ?? [])
    .filter(({ severity }) => severity === "error");
  if (problem !== undefined) return { reason: `Fixed, the file is not right: ${problem.message}` };
  const findings = lintAgain(state.migrations.with(index, edited));
  if (isBetter(offer.finding, state.findings, findings)) return { form: edited, findings };
  return { reason: "Fixed, it still has the finding, or has another one." };
}

const DIRECTIONS: readonly Direction[] = ["up", "down", "verify"];

async function withEdits(form: LintMigration, { edits, newFiles }: Fix): Promise<LintMigration | undefined> {
  if (newFiles.length > 0) return undefined;
  let edited = form;
  for (const direction of DIRECTIONS) {
    const script = form[direction];
    const own = edits.filter(({ file }) => file === script?.file);
    if (script === undefined || own.length === 0) continue;
    const text = applyEdits(script.source, own);
    if (text === undefined) return undefined;
    edited = { ...edited, [direction]: await describe({ path: script.file, text }, direction) };
  }
  return edited === form ? undefined : edited;
}
