// The door of the room: the tools that are adopted from, and what their files and tables come to.

import { nearestWord } from "../core/nearest-word.ts";
import type { Evidence, LookedAt, Tool } from "./tool.ts";
import { TOOLS } from "./tools/tools.ts";

export { convert, type Converted } from "./convert.ts";
export { EXPORTERS } from "./export/exporters.ts";
export type { Exportable, Exporter, Exporting } from "./export/exporter.ts";
export { commonFolder } from "./folders.ts";
export { historyFile } from "./export/history-file.ts";
export { numbersFor } from "./export/numbers.ts";
export { findTable, isOfTool, tableNamed } from "./history-table.ts";
export { matchHistory } from "./matching.ts";
export { ORIGINS_FILE, readOrigins, writeOrigins, type Origins } from "./origins.ts";
export { holdTable } from "./table-lock.ts";
export type { Choice, Evidence, ForeignFolder, FoundTable, HeldLock, HistoryTable, Tool } from "./tool.ts";
export { TOOLS } from "./tools/tools.ts";

/** A tool that a folder looks like, and why. */
export interface Recognised extends Evidence {
  readonly tool: Tool;
}

/** Every tool whose project is in the folder or below it. */
export async function recogniseTools(folder: LookedAt): Promise<readonly Recognised[]> {
  const found = await Promise.all(
    TOOLS.map(async (tool) => (await tool.recognise(folder)).map((evidence) => ({ ...evidence, tool }))),
  );
  return found.flat();
}

/** The tool of that name, however it is written; or the name that was perhaps meant. */
export function toolNamed(typed: string): Tool | { readonly near?: string } {
  const name = typed.toLowerCase();
  const tool = TOOLS.find((each) => each.name === name || each.title.toLowerCase() === name);
  const near = nearestWord(
    name,
    TOOLS.map((each) => each.name),
  );
  return tool ?? (near === undefined ? {} : { near });
}
