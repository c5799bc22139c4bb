// `lockkeeper down`: undoes what was applied last.

import { undo } from "../../flow/undo.ts";
import type { Command } from "../command.ts";
import { RUN_OPTIONS, confirmationOf, rangeOf } from "./requests.ts";

export const command: Command = {
  kind: "action",
  action: {
    about: "Undoes the last migration, the last N, or all after a version. Asks first.",
    options: ["to", "steps", "yes", "confirm", ...RUN_OPTIONS],
    examples: [
      "lockkeeper down",
      "lockkeeper down --steps 3 --yes",
      "lockkeeper down --env production --confirm production",
    ],
    run: (journey, { given }) => undo(journey, { ...rangeOf(given), ...confirmationOf(given) }),
  },
};
