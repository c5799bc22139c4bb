// A parameter group that lets clients connect without TLS.

import type { PolicyRule, Report } from "../../../rule.ts";
import { parameterOf, postgresGroupsIn, type Group } from "../../parameter-group.ts";
import type { Infra } from "../../subject.ts";
import type { Setting } from "../../thing.ts";

const NAME = "rds.force_ssl";
/** From this major version on, RDS forces TLS unless it is told not to. */
const FORCED_SINCE = 15;

export const rule: PolicyRule<Infra> = {
  name: "database-force-ssl",
  class: "hazard",
  severity: "error",
  about: "a parameter group that lets clients connect without TLS",
  check: ({ things }) => postgresGroupsIn(things).flatMap((group) => reportOn(group) ?? []),
};

/** Of a family that is not known, only what is written is judged. */
function reportOn({ thing, major = FORCED_SINCE }: Group): Report | undefined {
  const found = parameterOf(thing, NAME);
  if (found === undefined ? major >= FORCED_SINCE : isUnknownOrOn(found)) return undefined;
  return {
    spot: found?.spot ?? thing.spot,
    message: `${thing.name} lets clients connect without TLS: passwords and rows go over the network as they are.`,
    instead: `Set ${NAME} to 1.`,
  };
}

const isUnknownOrOn = ({ value }: Setting): boolean =>
  value === undefined || value === 1 || value === "1" || value === true;
