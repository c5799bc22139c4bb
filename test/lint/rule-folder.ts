// Reads the folder of a rule: its examples, each one migration, with marks where something is to be found.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { LintMigration } from "../../src/lint/lint.ts";
import { asVersion } from "../../src/core/version.ts";
import { describeScript } from "../../src/sql/changes/changes.ts";

export const RULES_FOLDER: string = join(import.meta.dirname, "..", "..", "src", "lint", "rules");

/** One example: a migration that comes after the one of `schema.sql`. */
export interface RuleCase {
  readonly title: string;
  /** The up, without marks. */
  readonly text: string;
  /** The down, where the example has one. */
  readonly down?: string;
  /** UTF-16 indexes of the up, and behind it of the down, at which something is to be found. */
  readonly marks: readonly number[];
  readonly marksInDown: readonly number[];
  /** Major version of the server, where it is for one. */
  readonly server?: number;
  /** True where PostgreSQL refuses it. */
  readonly fails: boolean;
  /** The migration's name, where it matters. */
  readonly name: string;
}

export interface RuleFolder {
  readonly rule: string;
  readonly readme: string;
  /** What is there before. */
  readonly schema: string;
  readonly bad: readonly RuleCase[];
  readonly good: readonly RuleCase[];
  /** By the title of the bad one; empty where the rule has no fix. */
  readonly fixed: ReadonlyMap<string, string>;
}

/** Reads a rule's folder. */
export function readRuleFolder(rule: string): RuleFolder {
  const read = (file: string): string => {
    const path = join(RULES_FOLDER, rule, file);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  };
  return {
    rule,
    readme: read("README.md"),
    schema: read("schema.sql"),
    bad: casesOf(read("bad.sql")),
    good: casesOf(read("good.sql")),
    fixed: new Map(casesOf(read("fixed.sql")).map(({ title, text }) => [title, text])),
  };
}

const CASE = /^-- case: (?<title>[^[\n]*?)(?: \[(?<options>[^\]\n]*)\])?$/gm;
const DOWN = /^-- down:\n/m;

/** The examples of a file: each begins with a line `-- case: title [options]`. */
function casesOf(text: string): readonly RuleCase[] {
  const heads = [...text.matchAll(CASE)];
  return heads.map((head, index) => {
    const from = head.index + head[0].length + 1;
    const whole = text.slice(from, heads[index + 1]?.index ?? text.length).trimEnd();
    const [upText = "", downText] = whole.split(DOWN);
    const up = withoutMarks(`${upText.trimEnd()}\n`);
    const down = downText === undefined ? undefined : withoutMarks(`${downText.trimEnd()}\n`);
    const options = new Map((head.groups?.["options"] ?? "").split(", ").map(optionOf));
    const server = options.get("server");
    return {
      title: head.groups?.["title"] ?? "",
      text: up.text,
      ...(down === undefined ? {} : { down: down.text }),
      marks: up.marks,
      marksInDown: down?.marks ?? [],
      ...(server === undefined ? {} : { server: Number(server) }),
      fails: options.has("fails"),
      name: options.get("name") ?? "example",
    };
  });
}

function optionOf(option: string): readonly [string, string] {
  const [name = "", value = ""] = option.split(" ");
  return [name, value];
}

const MARK = /\/\*!\*\/ ?/;

/** Takes the marks out, and tells where they stood in what is left. */
function withoutMarks(marked: string): { readonly text: string; readonly marks: readonly number[] } {
  const parts = marked.split(MARK);
  const marks: number[] = [];
  let length = 0;
  for (const part of parts.slice(0, -1)) {
    length += part.length;
    marks.push(length);
  }
  return { text: parts.join(""), marks };
}

/** The migration that makes what is there before. */
export const schemaMigration = ({ schema }: RuleFolder): LintMigration => ({
  version: asVersion("20240101_090000"),
  name: "schema",
  outsideTransaction: false,
  up: describeScript({ path: "20240101_090000_schema.sql", text: schema }, { direction: "up" }),
});

/** An example as a migration. */
export const caseMigration = ({
  name,
  text,
  down,
}: Pick<RuleCase, "name" | "text" | "down">): LintMigration => ({
  version: asVersion("20240201_090000"),
  name,
  outsideTransaction: false,
  up: describeScript({ path: `20240201_090000_${name}.sql`, text }, { direction: "up" }),
  ...(down === undefined
    ? {}
    : {
        down: describeScript({ path: `20240201_090000_${name}_down.sql`, text: down }, { direction: "down" }),
      }),
});
