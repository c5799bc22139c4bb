// `lockkeeper repair`: adds what a person found out or put right to the journal.

import { Failure } from "../../core/failure.ts";
import { asVersion } from "../../core/version.ts";
import { repair, type Repair } from "../../flow/repair.ts";
import type { Action, Command } from "../command.ts";

const actionFor = (kind: Repair, about: string, example: string): Action => ({
  about,
  arguments: [{ name: "version", about: "the migration" }],
  options: ["reason", "wait"],
  examples: [example],
  run: (journey, { args, given }) => {
    if (typeof given.reason !== "string" || given.reason.trim() === "") {
      throw new Failure("wrong-use", `repair ${kind} needs a reason.`, {
        hint: `Say why, for whoever reads the journal: ${example}`,
      });
    }
    return repair(journey, { repair: kind, version: asVersion(args[0] ?? ""), reason: given.reason });
  },
});

export const command: Command = {
  kind: "group",
  actions: {
    "accept-edit": actionFor(
      "accept-edit",
      "Takes the file as it is now for what was applied.",
      'lockkeeper repair accept-edit 20251122_120000 --reason "typo in a comment"',
    ),
    "mark-applied": actionFor(
      "mark-applied",
      "Counts a migration as applied: its change was made by hand.",
      'lockkeeper repair mark-applied 20251122_120000 --reason "run by hand during the incident"',
    ),
    "mark-undone": actionFor(
      "mark-undone",
      "Counts a migration as not applied: its change was taken back by hand.",
      'lockkeeper repair mark-undone 20251122_120000 --reason "dropped by hand"',
    ),
  },
};
