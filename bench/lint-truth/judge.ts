// Judges the findings of a linter by what PostgreSQL did, and counts the hazards that it missed.

import type { LockMode } from "../../src/core/lock.ts";
import { blocks, type Observation } from "./observed-hazards.ts";

/** What a finding of the class hazard says, whoever found it. */
export interface Found {
  readonly rule: string;
  readonly version: string;
  /** Number of the statement in its file, from 1. */
  readonly statement: number;
  /** As the linter or the statement calls it; absent where neither tells. */
  readonly relation?: string | undefined;
  /** Absent where no lock is claimed: then it is enough that the relation was there. */
  readonly mode?: LockMode | undefined;
  /** Absent for a lock that is held for an instant. */
  readonly work?: "scan" | "build" | "rewrite" | "write" | undefined;
}

export interface False {
  readonly found: Found;
  readonly reason: string;
}

export interface Judgement {
  /** Findings that could be judged. */
  readonly findings: number;
  readonly false: readonly False[];
  /** Findings of what a record does not show. */
  readonly unjudged: readonly Found[];
  /** Statements that were a hazard. */
  readonly hazards: number;
  readonly missed: readonly Observation[];
}

/** Lays findings beside the statements that they stand on. */
export function judge(found: readonly Found[], observations: readonly Observation[]): Judgement {
  const byPlace = new Map(observations.map((each) => [placeOf(each.version, each.number), each]));
  const judged = found.map((each) => ({
    found: each,
    verdict: verdictOn(each, byPlace.get(placeOf(each.version, each.statement))),
  }));
  const hazards = observations.filter(({ isHazard }) => isHazard);
  return {
    findings: judged.filter(({ verdict }) => verdict !== "unjudged").length,
    false: judged.flatMap(({ found: each, verdict }) =>
      typeof verdict === "object" ? [{ found: each, reason: verdict.reason }] : [],
    ),
    unjudged: judged.flatMap(({ found: each, verdict }) => (verdict === "unjudged" ? [each] : [])),
    hazards: hazards.length,
    missed: hazards.filter((hazard) => !isFound(hazard, found)),
  };
}

const placeOf = (version: string, statement: number): string => `${version} ${statement}`;

type Verdict = "true" | "unjudged" | { readonly reason: string };

function verdictOn({ relation, mode, work }: Found, observation: Observation | undefined): Verdict {
  if (observation === undefined || relation === undefined) return "unjudged";
  const { touched, held, isCertain, names, namesAfter } = observation;
  const known = new Set(touched.keys());
  const name = names.inRecord(relation, known) ?? namesAfter.inRecord(relation, known);
  if (name === undefined) {
    return isCertain ? { reason: `no lock on ${relation} was seen` } : "unjudged";
  }
  if (touched.get(name) !== true) return { reason: `${name} was not there before the migration` };
  if (mode === undefined) return "true";
  const isTable = held.some((lock) => lock.relation === name);
  const isBlocked = held.some((lock) => lock.relation === name && lock.existed && blocks(lock.mode));
  if (isTable && blocks(mode) && !isBlocked) return { reason: `no lock on ${name} that stops writers` };
  if (work === undefined || hasWorked(work, observation)) return "true";
  return { reason: `no ${work} of a table that was there` };
}

/** A build reads its table; a rewrite is more than a scan, and one that was foretold for less is no false alarm. */
function hasWorked(claimed: Found["work"] & string, { work }: Observation): boolean {
  switch (claimed) {
    case "rewrite":
      return work.has("rewrite");
    case "scan":
    case "build":
      return work.has("scan") || work.has("rewrite");
    case "write":
      return work.size > 0;
  }
}

/** On the statement itself, or on the one that took a lock which is still held, where it foretells work under it. */
const isFound = (hazard: Observation, found: readonly Found[]): boolean =>
  found.some((each) => {
    if (each.version !== hazard.version) return false;
    if (each.statement === hazard.number) return true;
    return (
      each.work !== undefined &&
      hazard.held.some(
        ({ takenBy, existed, mode, relation }) =>
          takenBy === each.statement &&
          existed &&
          blocks(mode) &&
          relation === hazard.names.inRecord(each.relation ?? "", new Set([relation])),
      )
    );
  });
