// `lockkeeper lint`: what in the files would stall, lose or break something.

import { lintFolder } from "../../flow/lint.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Reads the migrations, follows the schema that they make, and tells which statements would make readers or " +
      "writers wait, lose data or break the application, and what to write instead. Runs nothing.",
    options: ["postgres"],
    examples: ["lockkeeper lint", "lockkeeper lint --postgres 15", "lockkeeper lint --json"],
    run: (journey) => lintFolder(journey),
  },
};
