// A network whose connections nobody could look up later.

import type { PolicyRule } from "../../../rule.ts";
import { without } from "../../beside.ts";
import type { Infra } from "../../subject.ts";

const COMPANY = {
  terraform: ["aws_vpc", "aws_flow_log"],
  cloudFormation: ["AWS::EC2::VPC", "AWS::EC2::FlowLog"],
} as const;

export const rule: PolicyRule<Infra> = {
  name: "network-flow-logs",
  class: "advice",
  severity: "warning",
  about: "a network without a log of its connections",
  check: (infra) =>
    without(infra, COMPANY).map(({ name, spot }) => ({
      spot,
      message: `Nothing writes down who connects to whom in ${name}: after an incident nobody can say what was reached.`,
      instead: "Add a flow log.",
    })),
};
