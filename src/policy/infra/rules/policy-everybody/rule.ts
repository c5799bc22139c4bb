// A bucket, key, secret, topic or queue that lets everybody in.

import type { PolicyRule } from "../../../rule.ts";
import { membersOf, openingsIn, textsIn, type Statement } from "../../statement.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = {
  name: "policy-everybody",
  class: "hazard",
  severity: "error",
  about: "a bucket, key, secret, topic or queue that lets everybody in",
  check: ({ things }) =>
    openingsIn(things)
      .filter(isForEverybody)
      .map(({ spot, name }) => ({
        spot,
        message: `The policy of ${name} lets everybody in, whatever account of AWS they are of.`,
        instead: "Name accounts, roles or services, or add a condition that says who is meant.",
      })),
};

function isForEverybody({ members }: Statement): boolean {
  const principal = members["Principal"];
  const named = membersOf(principal)?.["AWS"] ?? principal;
  return !Object.hasOwn(members, "Condition") && textsIn(named).includes("*");
}
