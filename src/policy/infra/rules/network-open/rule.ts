// A security group that lets the whole internet in to a database or a shell.

import type { PolicyRule, Report } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import { trafficIn, type Traffic } from "../../traffic.ts";

/** SSH, RDP, PostgreSQL and the usual port of PgBouncer. */
const PORTS = [22, 3389, 5432, 6432];

export const rule: PolicyRule<Infra> = {
  name: "network-open",
  class: "hazard",
  severity: "error",
  about: "a security group that lets the whole internet in to a database or a shell",
  check: (infra) => trafficIn(infra, "in").flatMap((traffic) => reportOn(traffic) ?? []),
};

function reportOn(traffic: Traffic): Report | undefined {
  const port = traffic.isToEverybody ? PORTS.find((one) => covers(traffic, one)) : undefined;
  if (port === undefined) return undefined;
  return {
    spot: traffic.part.spot,
    message: `${traffic.name} lets every address of the internet in to port ${port}.`,
    instead: "Let a security group in, and not addresses; people come through a VPN or Session Manager.",
  };
}

const covers = ({ isAll, from, to }: Traffic, port: number): boolean =>
  isAll || (typeof from === "number" && typeof to === "number" && from <= port && port <= to);
