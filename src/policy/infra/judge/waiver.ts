// A waiver: what lets the findings about one resource pass, in one plan and in no other.

import type { Finding } from "../../../core/finding.ts";
import type { Judgement } from "./judge.ts";

export interface Waiver {
  readonly addresses: readonly string[];
  /** The hash of the plan that it was given for. */
  readonly plan: string;
  readonly reason: string;
}

export interface Waived {
  readonly findings: readonly Finding[];
  /** The addresses whose data would be lost, and that no waiver names. */
  readonly losses: readonly string[];
}

/** What is left of some findings where a waiver lets those about its addresses pass; they become notes. */
export function waived(judgements: readonly Judgement[], waiver?: Waiver): Waived {
  const isWaived = ({ address, finding }: Judgement): boolean =>
    finding.class === "hazard" && waiver?.addresses.includes(address) === true;
  return {
    findings: judgements.map((each) =>
      isWaived(each) ? noteOf(each.finding, waiver?.reason ?? "") : each.finding,
    ),
    losses: [
      ...new Set(judgements.filter((each) => each.isLoss && !isWaived(each)).map(({ address }) => address)),
    ],
  };
}

const noteOf = (finding: Finding, reason: string): Finding => ({
  ...finding,
  class: "advice",
  severity: "note",
  message: `${finding.message} It is waived: ${reason}`,
});
