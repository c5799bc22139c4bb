// The security group that everything lands in which names none, where it lets something through.

import type { PolicyRule } from "../../../rule.ts";
import { without } from "../../beside.ts";
import type { Infra } from "../../subject.ts";

const INSTEAD = "Declare aws_default_security_group for the network, without any rule in it.";

export const rule: PolicyRule<Infra> = {
  name: "network-default-group",
  class: "advice",
  severity: "warning",
  about: "a network whose default security group lets something through",
  check: (infra) => [
    ...without(infra, { terraform: ["aws_vpc", "aws_default_security_group"] }).map(({ name, spot }) => ({
      spot,
      message: `The default security group of ${name} stays as AWS makes it: all that lands in it reaches each other.`,
      instead: INSTEAD,
    })),
    ...infra.things.flatMap((thing) =>
      thing.type === "aws_default_security_group" && hasRules(thing)
        ? [
            {
              spot: thing.spot,
              message: `${thing.name} lets something through for whatever names no group.`,
              instead: INSTEAD,
            },
          ]
        : [],
    ),
  ],
};

/** Rules in a loop over what is not known may be none. */
const hasRules = (thing: Infra["things"][number]): boolean =>
  ["ingress", "egress"].some((name) => thing.inside(name).length > 0);
