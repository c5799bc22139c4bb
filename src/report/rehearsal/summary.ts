// What a rehearsal comes to: how each migration stands, and the one sentence about all of them.

import type { Failure } from "../../core/failure.ts";
import type { Finding } from "../../core/finding.ts";
import type { ObservedScan, RehearsedMigration, RehearseOutcome, Stall } from "../../core/rehearsal.ts";
import { counted } from "../style.ts";
import { holdsOf, type Hold } from "./blocks.ts";
import { showTime } from "./figures.ts";
import { wayBackOf, type Word } from "./round-trip-words.ts";

/** One migration with what reports say of it. `bad`: it failed. `warn`: it has a hazard or no sound way back. */
export interface Summed {
  readonly migration: RehearsedMigration;
  readonly tone: "good" | "warn" | "bad";
  readonly holds: readonly Hold[];
  /** The longest of each over all tables. */
  readonly readStall?: Stall;
  readonly writeStall?: Stall;
  readonly scans: readonly ObservedScan[];
  readonly rewrites: readonly string[];
  readonly walBytes: number;
  readonly wayBack: Word;
}

/** Each migration summed up, in the order in which they ran. */
export function summedUp({ rehearsal }: RehearseOutcome): readonly Summed[] {
  const { migrations = [], findings = [], estimates = [] } = rehearsal ?? {};
  const hazards = new Set(findings.filter((each) => each.class === "hazard").map(({ version }) => version));
  return migrations.map((migration) => {
    const { statements } = migration;
    const wayBack = wayBackOf(migration.roundTrip);
    const [readStall] = migration.stalls
      .filter((each) => each.readMs > 0)
      .toSorted((a, b) => b.readMs - a.readMs);
    const [writeStall] = migration.stalls
      .filter((each) => each.writeMs > 0)
      .toSorted((a, b) => b.writeMs - a.writeMs);
    const isWrong = wayBack.tone === "bad" || hazards.has(migration.version);
    return {
      migration,
      tone: migration.failure ? "bad" : isWrong ? "warn" : "good",
      holds: holdsOf(migration, estimates),
      ...(readStall && { readStall }),
      ...(writeStall && { writeStall }),
      scans: statements.flatMap(({ scanned }) => scanned).filter(({ existed }) => existed),
      rewrites: [...new Set(statements.flatMap(({ rewritten }) => rewritten))],
      walBytes: statements.reduce((sum, statement) => sum + statement.walBytes, 0),
      wayBack,
    };
  });
}

/** The failure that ended it. That hazards were found is none: the findings say so themselves. */
export const brokenOff = ({ failure }: RehearseOutcome): Failure | undefined =>
  failure?.code === "hazards-found" ? undefined : failure;

/** The whole rehearsal in one sentence or two, for people who read nothing else. */
export function verdictOf(outcome: RehearseOutcome): Word {
  const { rehearsal } = outcome;
  const failure = brokenOff(outcome);
  const all = summedUp(outcome);
  if (rehearsal === undefined || all.length === 0) {
    return failure
      ? { tone: "bad", text: "Nothing was rehearsed." }
      : { tone: "good", text: "Nothing is pending: there was nothing to rehearse." };
  }
  const failed = all.find(({ migration }) => migration.failure !== undefined);
  if (failed) {
    const { version, name } = failed.migration;
    const before = all.length === 1 ? "" : ` ${counted(all.length - 1, "migration")} before it ran.`;
    return { tone: "bad", text: `${version} ${name} fails.${before}` };
  }
  if (failure)
    return { tone: "bad", text: `The rehearsal broke off after ${counted(all.length, "migration")}.` };
  const [one] = all.length === 1 ? all : [];
  const ran = one ? "The migration ran" : `${all.length === 2 ? "Both" : `All ${all.length}`} migrations ran`;
  const wrong = wrongWords(all, rehearsal.findings);
  if (wrong !== undefined) return { tone: "warn", text: `${ran}, but ${wrong}.` };
  return { tone: "good", text: `${ran}${undoneWords(all)}. ${longestHold(all)}` };
}

/** Hazards say by themselves what is wrong with a way back. */
function wrongWords(all: readonly Summed[], findings: readonly Finding[]): string | undefined {
  const hazards = findings.filter((finding) => finding.class === "hazard").length;
  const wrong = all.filter(({ tone }) => tone !== "good").length;
  if (hazards > 0) {
    const where = all.length === 1 || wrong === 0 ? "" : ` in ${wrong} of them`;
    return `${counted(hazards, "hazard")} ${hazards === 1 ? "was" : "were"} seen${where}`;
  }
  if (wrong > 0) return `${all.length === 1 ? "it" : `${wrong} of them`} cannot be undone cleanly`;
  return undefined;
}

function undoneWords(all: readonly Summed[]): string {
  const undone = all.filter(({ wayBack }) => wayBack.tone === "good").length;
  if (undone === 0) return "";
  return undone === all.length ? " and can be undone" : `, and ${undone} of them can be undone`;
}

function longestHold(all: readonly Summed[]): string {
  const [longest] = all.flatMap(({ holds }) => holds).toSorted((a, b) => b.ms - a.ms);
  if (longest === undefined) return "No reader or writer of what was there had to wait.";
  return `The longest lock that others feel is ${showTime(longest.ms)} on ${longest.relation}.`;
}
