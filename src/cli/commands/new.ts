// `lockkeeper new`: writes the files of a new migration.

import { writeNew } from "../../flow/write-new.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Writes a migration and its down, with a header that asks for the intent and the application side.",
    arguments: [{ name: "title", about: "what changes, in a few words", rest: true }],
    options: [],
    examples: ['lockkeeper new "add users table"'],
    run: (journey, { args }) => writeNew(journey, args.join(" ")),
  },
};
