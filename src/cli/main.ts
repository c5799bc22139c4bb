// The command's entrance: its words are read first, and what runs them is only loaded when it is needed.

import { readFileSync } from "node:fs";
import { EXIT_CODES, asFailure } from "../core/failure.ts";
import { COMMANDS } from "./commands.ts";
import { parseCommandLine } from "./parse.ts";

/** What is taken for the width of a terminal where there is none. */
const COLUMNS = 80;

process.stdout.on("error", leaveQuietly);
// The bundle is in the older module system, which starts faster and cannot wait at the top.
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

async function main(argv: readonly string[]): Promise<number> {
  const version = toolVersion();
  const manner = {
    version,
    format: argv.includes("--json") ? "json" : "text",
    verbose: argv.includes("--verbose") || argv.includes("-v"),
  } as const;
  try {
    const columns = process.stdout.columns || COLUMNS;
    const parsed = await parseCommandLine(argv, { commands: COMMANDS, version, columns });
    if (parsed.kind === "run") {
      const { run } = await import("./run.ts");
      return await run(parsed, manner);
    }
    process.stdout.write(parsed.text);
    return EXIT_CODES.done;
  } catch (error) {
    const { fail } = await import("./run.ts");
    return fail(asFailure(error), manner);
  }
}

function toolVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const manifest: unknown = JSON.parse(text);
  const version =
    typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : "";
  return String(version);
}

/** Whoever read our output has gone, as `head` does: nothing is left to say. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(EXIT_CODES.done);
  throw error;
}
