// `lockkeeper adopt`: takes over the files and the history of another tool.

import { relative, resolve } from "node:path";

import type { Given } from "../../config/config.ts";
import { adopt, type AdoptRequest } from "../../flow/adopt/adopt.ts";
import type { Journey } from "../../flow/journey.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  kind: "action",
  action: {
    about:
      "Takes over a database and its migrations from another tool. What the tool's table says is matched with its files " +
      "by its own rules and checksums, what is applied is replayed on a scratch server and compared with the database, " +
      "and the journal is written with the times of then. Nothing is written while anything is in doubt, and the other " +
      "tool's table stays as it is. Without a name it tells what it finds.",
    arguments: [{ name: "TOOL", about: "the tool that is taken over from", optional: true }],
    options: [
      ...(["sourceDir", "convert", "historyTable", "contexts", "labels"] as const),
      ...(["toolCommand", "dryRun", "reason"] as const),
      ...(["wait", "scratchUrl", "scratchSetup", "role"] as const),
    ],
    examples: [
      "lockkeeper adopt",
      "lockkeeper adopt dbmate --source-dir db --convert --dry-run",
      "lockkeeper adopt flyway --env production",
      "lockkeeper adopt liquibase --contexts production --convert",
    ],
    run: (journey, { args: [tool], given }) => adopt(journey, requestOf(journey, tool, given)),
  },
};

function requestOf(
  { world, settings }: Journey,
  tool: string | undefined,
  { sourceDir, convert, dryRun, historyTable, contexts, labels, toolCommand, reason }: Given,
): AdoptRequest {
  const { cwd } = world.processes;
  const directory = typeof sourceDir === "string" ? resolve(cwd, sourceDir) : settings.project;
  return {
    ...(tool === undefined ? {} : { tool }),
    source: {
      directory,
      shownAs: relative(cwd, directory) || ".",
      ...(typeof toolCommand === "string" ? { command: toolCommand } : {}),
    },
    convert: convert === true,
    dryRun: dryRun === true,
    ...(typeof historyTable === "string" ? { table: historyTable } : {}),
    choice: {
      ...(typeof contexts === "string" ? { contexts } : {}),
      ...(typeof labels === "string" ? { labels } : {}),
    },
    ...(typeof reason === "string" ? { reason } : {}),
  };
}
