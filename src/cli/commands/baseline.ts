// `lockkeeper baseline`: counts migrations as applied on a database that has their schema already.

import { asVersion } from "../../core/version.ts";
import { baseline } from "../../flow/baseline.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "action",
  action: {
    about: "Records every pending migration up to and including VERSION as applied, without running it.",
    arguments: [{ name: "version", about: "the last migration that the database has already" }],
    options: ["wait"],
    examples: ["lockkeeper baseline 20251122_120000"],
    run: (journey, { args }) => baseline(journey, asVersion(args[0] ?? "")),
  },
};
