// `lockkeeper drift`: what differs between a database and what its migrations make.

import { findDrift } from "../../flow/drift.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Replays what is applied on a scratch database and compares its schema with the target's, which is only read. " +
      "Exits with 1 when they differ.",
    options: ["scratchUrl", "scratchSetup", "role"],
    examples: ["lockkeeper drift --env production", "lockkeeper drift --json"],
    run: (journey) => findDrift(journey),
  },
};
