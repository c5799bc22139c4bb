// `lockkeeper plan`: what `up` or `down` would run.

import { preview } from "../../flow/preview.ts";
import type { Command } from "../command.ts";
import { rangeOf, upRequest } from "./requests.ts";

export const command: Command = {
  kind: "action",
  action: {
    about: "Shows the SQL in order, with what commits together and the limits that each step runs under.",
    options: [
      "to",
      "steps",
      "down",
      "allowOutOfOrder",
      "lockTimeout",
      "concurrentLockTimeout",
      "statementTimeout",
    ],
    examples: ["lockkeeper plan", "lockkeeper plan --down --steps 2", "lockkeeper plan --json"],
    run: (journey, { given }) =>
      preview(
        journey,
        given.down === true
          ? { direction: "down", ...rangeOf(given) }
          : { direction: "up", ...upRequest(given, journey.settings) },
      ),
  },
};
