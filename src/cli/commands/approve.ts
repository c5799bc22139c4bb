// `lockkeeper approve`: agrees to the plan of somebody else's deploy.

import { approve } from "../../flow/deploy/approve.ts";
import type { Command } from "../command.ts";
import { ENVIRONMENT, environmentFirst } from "./environment.ts";
import { confirmationOf, phaseIn, upRequest } from "./requests.ts";

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Agrees to what a deploy would run, byte for byte. The approval is written into the log of the target, signed " +
      "with the role that you are connected as: the deploy itself must run as another one.",
    arguments: [ENVIRONMENT],
    options: ["plan", "reason", "to", "steps", "phase", "allowOutOfOrder", "yes", "wait"],
    examples: [
      "lockkeeper approve production --plan 3f2a9c41d07b",
      'lockkeeper approve production --reason "looked at the rehearsal with the team"',
    ],
    settle: environmentFirst,
    run: (journey, { given }) =>
      approve(journey, {
        ...upRequest(given, journey.settings),
        ...phaseIn(given),
        ...confirmationOf(given),
        ...(typeof given.plan === "string" ? { plan: given.plan } : {}),
        ...(typeof given.reason === "string" ? { reason: given.reason } : {}),
      }),
  },
};
