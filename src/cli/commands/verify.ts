// `lockkeeper verify`: runs the verify scripts of what is applied.

import { verify } from "../../flow/verify.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "action",
  action: {
    about: "Runs the verify script of every applied migration, read-only. Exits with 1 when one fails.",
    options: [],
    examples: ["lockkeeper verify", "lockkeeper verify --env production"],
    run: (journey) => verify(journey),
  },
};
