// The options that say what is taken over from another tool.

import type { Option, OptionName } from "./option.ts";

type Adopting = Extract<
  OptionName,
  "sourceDir" | "convert" | "historyTable" | "contexts" | "labels" | "toolCommand"
>;

/** Their part of the one table. */
export const ADOPT_OPTIONS: Readonly<Record<Adopting, Omit<Option, "name">>> = {
  sourceDir: {
    kind: "path",
    value: "DIR",
    help: "folder of the other tool's project (default: the folder of lockkeeper.yaml)",
  },
  convert: { kind: "flag", help: "write the other tool's migrations as files of our own" },
  historyTable: {
    kind: "text",
    value: "NAME",
    help: "table or schema.table in which the other tool keeps its history (default: its usual one)",
  },
  contexts: {
    kind: "text",
    value: "NAMES",
    help: "contexts that the database was made with, as Liquibase is told them: only what runs there is taken over",
  },
  labels: {
    kind: "text",
    value: "FILTER",
    help: "the same for labels: the label filter that Liquibase is given",
  },
  toolCommand: {
    kind: "text",
    value: "WORDS",
    help: 'how the other tool is called here, where only it can read its files: ".venv/bin/alembic"',
    env: ["LOCKKEEPER_TOOL_COMMAND"],
  },
};
