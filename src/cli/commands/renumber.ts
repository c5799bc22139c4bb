// `lockkeeper renumber`: moves out-of-order migrations to the end.

import { renumber } from "../../flow/renumber.ts";
import type { Command } from "../command.ts";
import { confirmationOf } from "./requests.ts";

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Renames pending migrations that are older than what is applied, so that they come last. Asks first.",
    options: ["yes"],
    examples: ["lockkeeper renumber", "lockkeeper renumber --yes"],
    run: (journey, { given }) => renumber(journey, confirmationOf(given)),
  },
};
