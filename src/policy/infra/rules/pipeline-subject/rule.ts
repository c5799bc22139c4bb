// A role that jobs of any repository or branch can take on.

import type { PolicyRule, Report } from "../../../rule.ts";
import { membersOf, textsIn, trustsIn, type Statement } from "../../statement.ts";
import type { Infra } from "../../subject.ts";

const ISSUER = "token.actions.githubusercontent.com";

export const rule: PolicyRule<Infra> = {
  name: "pipeline-subject",
  class: "hazard",
  severity: "error",
  about: "a role that GitHub jobs of any repository or branch can take on",
  check: ({ things }) =>
    trustsIn(things)
      .filter((statement) => isForGithub(statement) && !isPinned(statement))
      .map(reportOn),
};

const reportOn = ({ spot, name }: Statement): Report => ({
  spot,
  message: `Jobs that ${name} was not meant for can take it on: its condition on the subject is missing or fits too many.`,
  instead: `Pin it: StringEquals "${ISSUER}:sub" = "repo:OWNER/NAME:environment:production"`,
});

function isForGithub({ members }: Statement): boolean {
  const issuers = textsIn(membersOf(members["Principal"])?.["Federated"]);
  const asks = conditionsOf(members).some(([key]) => key.startsWith(ISSUER));
  return (
    textsIn(members["Action"]).includes("sts:AssumeRoleWithWebIdentity") &&
    (asks || issuers.some((one) => one.includes(ISSUER)))
  );
}

/** Pairs of key and value below `StringEquals`, `StringLike` and the like. */
const conditionsOf = (
  members: Statement["members"],
): readonly (readonly [string, Statement["members"][string]])[] =>
  Object.values(membersOf(members["Condition"]) ?? {}).flatMap((test) =>
    Object.entries(membersOf(test) ?? {}),
  );

/** A subject that names a repository, and within it an environment, a branch or a tag. */
function isPinned({ members }: Statement): boolean {
  if (members["Condition"] === undefined && Object.hasOwn(members, "Condition")) return true;
  const subjects = conditionsOf(members).filter(([key]) => key === `${ISSUER}:sub`);
  return (
    subjects.length > 0 &&
    subjects.every(([, value]) =>
      textsIn(value).every((text) =>
        /^repo:[^*:/]+\/[^*:]+:(?:environment:[^*]+|ref:.+|pull_request)$/.test(text),
      ),
    )
  );
}
