// A parameter group that lets clients connect without TLS.

import type { PolicyRule, Report } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import { valueIn, type Setting, type Thing } from "../../thing.ts";

const NAME = "rds.force_ssl";
/** From this major version on, RDS forces TLS unless it is told not to. */
const FORCED_SINCE = 15;

export const rule: PolicyRule<Infra> = {
  name: "database-force-ssl",
  class: "hazard",
  severity: "error",
  about: "a parameter group that lets clients connect without TLS",
  check: ({ things }) => things.flatMap((thing) => reportOn(thing) ?? []),
};

/** Of a family that is not known, only what is written is judged. */
const POSTGRES = /^(?:aurora-)?postgres(?:ql)?(\d+)/;
const IS_GROUP = /(?:^aws_(?:db|rds_cluster)_parameter_group|::DB(?:Cluster)?ParameterGroup)$/;

function reportOn(thing: Thing): Report | undefined {
  if (!IS_GROUP.test(thing.type)) return undefined;
  const family = valueIn(thing, thing.type.startsWith("aws_") ? "family" : "Family");
  const [, major] = typeof family === "string" ? (POSTGRES.exec(family) ?? []) : [];
  if (typeof family === "string" && major === undefined) return undefined;
  const found = forced(thing);
  if (found === undefined ? Number(major ?? FORCED_SINCE) >= FORCED_SINCE : isUnknownOrOn(found))
    return undefined;
  return {
    spot: found?.spot ?? thing.spot,
    message: `${thing.name} lets clients connect without TLS: passwords and rows go over the network as they are.`,
    instead: `Set ${NAME} to 1.`,
  };
}

/** The parameter, in either language; undefined where it is not written. */
function forced(thing: Thing): Setting | undefined {
  const block = thing.inside("parameter").find((part) => valueIn(part, "name") === NAME);
  return block === undefined ? thing.settings("Parameters", NAME)[0] : block.settings("value")[0];
}

const isUnknownOrOn = ({ value }: Setting): boolean =>
  value === undefined || value === 1 || value === "1" || value === true;
