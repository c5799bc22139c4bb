// The page of the drill: what was typed and what came back, as Markdown.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";

import { withPlaceholders } from "../cli/placeholders.ts";
import type { Said, Yard } from "./yard.ts";

const UPDATE = process.env["UPDATE_GOLDENS"] === "1";

export interface Page {
  tell(...lines: readonly string[]): void;
  /** Runs a command and keeps it with what it said. */
  type(line: string, env?: Readonly<Record<string, string>>): Promise<Said>;
  /** Compares with the file, but for times and places; writes it where goldens are renewed. */
  compare(file: string): void;
}

export function openPage(yard: Yard): Page {
  const lines: string[] = [];
  return {
    tell: (...more) => void lines.push(...more.flatMap((line) => [line, ""])),
    type: async (line, env) => {
      const said = await yard.run(wordsOf(line), env);
      const shown = clean(`${said.out}${said.err}`, yard).trimEnd();
      lines.push(
        "```",
        `$ lockkeeper ${line}`,
        ...(shown === "" ? [] : [shown]),
        `exit ${said.exit}`,
        "```",
        "",
      );
      return said;
    },
    compare: (file) => {
      const page = `${lines.join("\n").trimEnd()}\n`;
      if (UPDATE) writeFileSync(file, page);
      assert.equal(timeless(page), timeless(readFileSync(file, "utf8")), "UPDATE_GOLDENS=1 renews it");
    },
  };
}

const wordsOf = (line: string): readonly string[] =>
  (line.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).map((word) => word.replaceAll('"', ""));

/** Without what only says where and when this run was. */
function clean(text: string, { project, staging, production }: Yard): string {
  const host = (url: string): string => new URL(url).host;
  return text
    .replaceAll(/^… .*\n/gm, "")
    .replaceAll(`${project}/`, "")
    .replaceAll(host(staging), "staging:5432")
    .replaceAll(host(production), "production:5432");
}

const NEVER = new URL("postgres://nobody:0/no-such-database");

const timeless = (page: string): string =>
  withPlaceholders(page, { project: "/nowhere", url: NEVER, toolVersion: "none" })
    .replaceAll(/\d+(?:\.\d)? m?s\b|\d+ min \d+ s|\d+ h\b(?: \d+ min)?/g, "TIME")
    .replaceAll(/\b[0-9a-f]{12}\b/g, "HASH")
    .replaceAll(/\b\d+ statements?\b/g, "MANY statements")
    .replaceAll(/\b[\d.]+ [KM]iB\b/g, "SIZE")
    .replaceAll(/PostgreSQL \d+/g, "PostgreSQL MAJOR");
