// A policy that allows everything on everything.

import type { PolicyRule, Report } from "../../../rule.ts";
import { permissionsIn, textsIn, type Statement } from "../../statement.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = {
  name: "iam-everything",
  class: "hazard",
  severity: "error",
  about: "a policy that allows everything on everything",
  check: ({ things }) => permissionsIn(things).filter(allowsAll).map(reportOn),
};

const allowsAll = ({ members }: Statement): boolean =>
  textsIn(members["Action"]).some((action) => action === "*" || action === "*:*") &&
  textsIn(members["Resource"]).includes("*");

const reportOn = ({ spot, name }: Statement): Report => ({
  spot,
  message: `${name} allows everything on everything: whoever gets hold of it has the account.`,
  instead: "Name the actions that it needs, and the resources that it needs them on.",
});
