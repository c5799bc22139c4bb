// `lockkeeper doctor`: what is wrong with a database before it is changed.

import { examine } from "../../flow/doctor.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Looks for what would get in the way of a change: old transactions, a running dump, a vacuum against wraparound, " +
      "standbys that lag, an archive that fails, invalid indexes, missing rights. Nothing is changed. " +
      "Exits with 1 where no change should be made.",
    options: [],
    examples: ["lockkeeper doctor --env production", "lockkeeper doctor --json"],
    run: (journey) => examine(journey),
  },
};
