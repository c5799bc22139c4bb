// Rules of security groups, in all the ways in which they can be written.

import type { Infra } from "./subject.ts";
import type { Value } from "./terraform/value.ts";
import { valueIn, type Part, type Thing } from "./thing.ts";

export type Way = "in" | "out";

/** One rule: which addresses, over which ports. */
export interface Traffic {
  readonly part: Part;
  /** The name of the group or rule. */
  readonly name: string;
  /** Whether it is for addresses, and not for a neighbour. */
  readonly hasAddresses: boolean;
  readonly isToEverybody: boolean;
  /** Every protocol and port. */
  readonly isAll: boolean;
  readonly from: Value;
  readonly to: Value;
}

const ADDRESSES = ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6", "CidrIp", "CidrIpv6"];
const EVERYBODY = new Set(["0.0.0.0/0", "::/0"]);

/** The rules of one way that let something in, or out. */
export const trafficIn = ({ things }: Infra, way: Way): readonly Traffic[] =>
  things.flatMap((thing) => partsOf(thing, way).map((part) => trafficOf(part, thing.name)));

function partsOf(thing: Thing, way: Way): readonly Part[] {
  switch (thing.type) {
    case "aws_security_group":
      return thing.inside(way === "in" ? "ingress" : "egress");
    case "AWS::EC2::SecurityGroup":
      return thing.inside(way === "in" ? "SecurityGroupIngress" : "SecurityGroupEgress");
    case "aws_security_group_rule":
      return valueIn(thing, "type") === (way === "in" ? "ingress" : "egress") ? [thing] : [];
    case "aws_vpc_security_group_ingress_rule":
    case "AWS::EC2::SecurityGroupIngress":
      return way === "in" ? [thing] : [];
    case "aws_vpc_security_group_egress_rule":
    case "AWS::EC2::SecurityGroupEgress":
      return way === "out" ? [thing] : [];
    default:
      return [];
  }
}

function trafficOf(part: Part, name: string): Traffic {
  const first = (...names: readonly string[]): Value =>
    names.map((one) => valueIn(part, one)).find((value) => value !== null) ?? null;
  const addresses = ADDRESSES.flatMap((one) => valueIn(part, one) ?? []);
  const protocol = first("ip_protocol", "protocol", "IpProtocol");
  return {
    part,
    name,
    hasAddresses: ADDRESSES.some((one) => valueIn(part, one) !== null),
    isToEverybody: addresses.some((address) => typeof address === "string" && EVERYBODY.has(address)),
    isAll: protocol === "-1" || protocol === -1 || protocol === "all",
    from: first("from_port", "FromPort"),
    to: first("to_port", "ToPort"),
  };
}
