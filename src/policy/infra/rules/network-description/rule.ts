// A rule for addresses that does not say whose they are.

import type { PolicyRule } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import { valueIn } from "../../thing.ts";
import { trafficIn } from "../../traffic.ts";

export const rule: PolicyRule<Infra> = {
  name: "network-description",
  class: "advice",
  severity: "note",
  about: "a rule for addresses that does not say whose they are",
  check: (infra) =>
    trafficIn(infra, "in").flatMap(({ part, name, hasAddresses }) =>
      hasAddresses && valueIn(part, "description") === null && valueIn(part, "Description") === null
        ? [
            {
              spot: part.spot,
              message: `A rule of ${name} lets addresses in and does not say whose they are: nobody will dare to remove it.`,
              instead: "Describe who it is for.",
            },
          ]
        : [],
    ),
};
