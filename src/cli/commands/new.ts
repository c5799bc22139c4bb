// `lockkeeper new`: writes the files of a new migration, or a repeatable.

import { writeNew, writeNewRepeatable } from "../../flow/write-new.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Writes a migration and its down, with a header that asks for the intent and the application side; " +
      "or a file for what is applied again whenever it changes, such as a view.",
    arguments: [{ name: "title", about: "what changes, in a few words", rest: true }],
    options: ["repeatable"],
    examples: ['lockkeeper new "add users table"', "lockkeeper new --repeatable views/orders_of_today"],
    run: (journey, { args, given }) =>
      given.repeatable === undefined
        ? writeNew(journey, args.join(" "))
        : writeNewRepeatable(journey, args.join(" ")),
  },
};
