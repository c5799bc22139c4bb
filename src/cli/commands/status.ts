// `lockkeeper status`: files and journal side by side.

import { showStatus } from "../../flow/status.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "action",
  action: {
    about: "Shows what is applied, what is pending, and every problem. Exits with 1 when there is one.",
    options: ["allowOutOfOrder"],
    examples: ["lockkeeper status", "lockkeeper status --env staging --json"],
    run: (journey) => showStatus(journey),
  },
};
