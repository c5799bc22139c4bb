// A security group that lets everything out to everywhere.

import type { PolicyRule, Report, Spot } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import { trafficIn } from "../../traffic.ts";

export const rule: PolicyRule<Infra> = {
  name: "network-egress",
  class: "advice",
  severity: "warning",
  about: "a security group that lets everything out to everywhere",
  check(infra) {
    const open = trafficIn(infra, "out").filter(({ isAll, isToEverybody }) => isAll && isToEverybody);
    // CloudFormation opens the way out of a group unless it is told otherwise; Terraform closes it.
    const untold = infra.things.filter(
      (thing) =>
        thing.type === "AWS::EC2::SecurityGroup" && thing.settings("SecurityGroupEgress").length === 0,
    );
    return [
      ...open.map(({ part, name }) => reportOn(part.spot, name)),
      ...untold.map(({ spot, name }) => reportOn(spot, name)),
    ];
  },
};

const reportOn = (spot: Spot, name: string): Report => ({
  spot,
  message: `${name} lets everything out to everywhere, and with it whatever somebody got hold of.`,
  instead: "Name what it calls: a security group, a prefix list, or 127.0.0.1/32 for nobody.",
});
