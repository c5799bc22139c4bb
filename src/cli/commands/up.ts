// `lockkeeper up`: applies what is pending.

import { migrate } from "../../flow/migrate.ts";
import type { Command } from "../command.ts";
import { RUN_OPTIONS, upRequest } from "./requests.ts";

export const command: Command = {
  kind: "action",
  action: {
    about: "Applies pending migrations in the order of their versions, each with its journal row.",
    options: ["to", "steps", "allowOutOfOrder", ...RUN_OPTIONS],
    examples: ["lockkeeper up", "lockkeeper up --to 20251122_120000 --database-url postgres://deploy@db/app"],
    run: (journey, { given }) => migrate(journey, upRequest(given, journey.settings)),
  },
};
