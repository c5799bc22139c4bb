// `lockkeeper export`: the way back to another tool.

import { relative, resolve } from "node:path";

import { exportTo } from "../../flow/adopt/export.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Writes the migrations as files of another tool, and history.sql, which makes that tool's table and fills it with " +
      "what our journal says is applied, with checksums by the tool's own rule. Nothing is written to the database: the " +
      "team runs history.sql when it is ready. From then on the other tool finds nothing to do and goes on.",
    arguments: [
      { name: "TOOL", about: "dbmate, flyway, golang-migrate, goose or liquibase" },
      { name: "DIR", about: "a new folder for its files" },
    ],
    options: ["role"],
    examples: [
      "lockkeeper export flyway db/flyway",
      "lockkeeper export dbmate db/migrations --env production",
    ],
    run: (journey, { args: [tool = "", directory = ""] }) => {
      const { cwd } = journey.world.processes;
      const folder = resolve(cwd, directory);
      return exportTo(journey, { tool, directory: folder, shownAs: relative(cwd, folder) || "." });
    },
  },
};
