// The committed files of graphile-migrate: their heads, their hashes, and the chain that these make.

import { hash } from "node:crypto";

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import { badFile, filesNamed } from "../../reading.ts";
import type { ForeignFolder } from "../../tool.ts";

const FILE = /^committed\/(?<number>\d+)(?:-(?<name>[-_a-zA-Z0-9]*))?\.sql$/;
const HEAD = /^--! (?<key>[A-Z][a-zA-Z0-9_]*)(?::(?<value>.*))?$/;
/** What is replaced when it runs: `:DATABASE_OWNER` and the names of the settings. Not `::TEXT`. */
const PLACEHOLDER = /(?<![:\w]):[A-Z][0-9A-Z_]+\b/;

/** The files in their order. One that does not follow from the one before is a problem. */
export async function readCommitted(folder: ForeignFolder): Promise<ForeignProject> {
  let previous: string | undefined;
  const order = (a: string, b: string): number => Number(numberIn(a)) - Number(numberIn(b));
  return filesNamed(folder, { named: FILE, order }, (path, file) => {
    const head = headOf(file.text);
    const wrong = brokenHead(file, head, previous);
    previous = head.values.get("Hash");
    return wrong ?? migrationFrom(path, file, head);
  });
}

const numberIn = (path: string): string => FILE.exec(path)?.groups?.["number"] ?? "";

interface Head {
  readonly values: ReadonlyMap<string, string>;
  readonly lines: number;
  readonly body: string;
}

function headOf(text: string): Head {
  const lines = text.split("\n");
  const values = new Map<string, string>();
  let count = 0;
  for (; count < lines.length; count += 1) {
    const { key, value = "" } = HEAD.exec((lines[count] ?? "").replace(/\r$/, ""))?.groups ?? {};
    if (key === undefined) break;
    values.set(key, value.trim());
  }
  return { values, lines: count, body: lines.slice(count).join("\n").trim() };
}

/** The hash that the tool computes: over the hash before and the body. */
const hashOf = (body: string, previous: string): string =>
  `sha1:${hash("sha1", `${`${previous}\n${body}`.trim()}\n`, "hex")}`;

function brokenHead(
  file: SourceFile,
  { values, lines, body }: Head,
  last: string | undefined,
): Problem | undefined {
  const [own, before] = [values.get("Hash"), values.get("Previous")];
  if (own === undefined || before === undefined) {
    return badFile({ file: file.path }, "its head has no `--! Previous:` or no `--! Hash:`.", FROM_GIT);
  }
  if (before !== (last ?? "-")) {
    return badFile(
      { file: file.path },
      `it follows ${before}, and the file before it is ${last ?? "none"}.`,
      "Bring the files into one line with `graphile-migrate uncommit` and `commit`.",
    );
  }
  const made = hashOf(body, before === "-" ? "" : before);
  if (made !== own && !values.has("AllowInvalidHash")) {
    return badFile(
      { file: file.path },
      `it was edited: its hash is ${made}, its head says ${own}.`,
      FROM_GIT,
    );
  }
  const at = body.split("\n").findIndex((line) => PLACEHOLDER.test(line));
  if (at === -1) return undefined;
  const [name = ""] = PLACEHOLDER.exec(body) ?? [];
  return badFile(
    { file: file.path, line: firstLineOf(file.text, lines) + at },
    `graphile-migrate may put another text in the place of \`${name}\`.`,
    "Write out what it stands for, with `--! AllowInvalidHash` in the head.",
  );
}

const FROM_GIT = "Get it back from Git as it was committed.";

/** The line on which the body begins, from 1. */
function firstLineOf(text: string, lines: number): number {
  const blank = text
    .split("\n")
    .slice(lines)
    .findIndex((line) => line.trim() !== "");
  return lines + Math.max(0, blank) + 1;
}

function migrationFrom(path: string, file: SourceFile, { values, body }: Head): ForeignMigration {
  const { name, number = "" } = FILE.exec(path)?.groups ?? {};
  return {
    origin: { id: values.get("Hash") ?? "", source: path, checksums: [] },
    title: values.get("Message") ?? name?.replaceAll(/[-_]/g, " ") ?? `change ${number}`,
    kind: "versioned",
    up: { path: file.path, text: body },
    outsideTransaction: /^--!\s*no-transaction\b/.test(body),
    notes: [],
  };
}
