// What pg_dump writes as a migration: without what it sets for the whole session, which would outlast the file.

import type { SourceFile } from "../core/migration.ts";
import type { Problem } from "../core/problem.ts";
import type { Statement } from "../core/statement.ts";
import { loadParser, parseScript } from "../sql/sql.ts";
import { badFile } from "./reading.ts";

export interface Dump {
  readonly text: string;
  /** What is left, in order. */
  readonly statements: readonly string[];
  readonly problems: readonly Problem[];
}

/** Of psql's: they guard it against a dump that was tampered with. */
const RESTRICT = /^\\(?:un)?restrict\b.*\n?/gm;

/**
 * Set for loading rows, for the client or for its patience: the statement and lock timeouts are off in a dump, and
 * ours must hold. What an extension's comment says, the extension has brought itself, and only its owner may say it.
 */
const LEFT_OUT =
  /^(?:set (?:statement_timeout|lock_timeout|idle_in_transaction_session_timeout|transaction_timeout|client_encoding|client_min_messages|standard_conforming_strings|row_security|default_with_oids)\b|comment on extension\b)/i;
const SET = /^set (?!local\b|session\b|constraints\b)/i;
const SEARCH_PATH = /^(select pg_catalog\.set_config\('search_path', *'[^']*', *)false\)$/i;
const PUBLIC = /^create schema public$/i;
const ODD = /^set (?:client_encoding *= *'(?!utf-?8')|standard_conforming_strings *= *off)/i;
const ROWS =
  /^(?:copy .* from stdin\b|select pg_catalog\.setval\(|insert into (?!(?:\w+\.)?"?schema_migrations"?))/is;

/** Reads a plain dump of a schema. What cannot be taken over as it is, is a problem. */
export async function readDump(file: SourceFile): Promise<Dump> {
  const source = file.text;
  await loadParser();
  const { statements, problems } = parseScript(file, { direction: "up" });
  const found = problems
    .filter(({ severity }) => severity === "error")
    .map(({ message, remedy, line }) => badFile(placeOf(file, line), message, remedy));
  const parts: string[] = [];
  const kept: string[] = [];
  let from = 0;
  for (const statement of statements) {
    const put = putFor(statement.text);
    found.push(...doubtsOf(file, statement));
    parts.push(source.slice(from, statement.span.start), put);
    from = put === "" ? endWithMark(source, statement.span.end) : statement.span.end;
    if (put !== "") kept.push(put);
  }
  parts.push(source.slice(from));
  const text = parts.join("").replaceAll(RESTRICT, "");
  return { text, statements: kept, problems: found };
}

const placeOf = (
  { path }: SourceFile,
  line: number | undefined,
): { readonly file: string; readonly line?: number } =>
  line === undefined ? { file: path } : { file: path, line };

/** Behind the semicolon and the line of a statement that is left out. */
const endWithMark = (text: string, end: number): number =>
  end + (/^\s*;[ \t]*\n?/.exec(text.slice(end))?.[0].length ?? 0);

/** The statement as it may stand in a migration; empty where it may not. */
function putFor(text: string): string {
  if (LEFT_OUT.test(text)) return "";
  if (PUBLIC.test(text)) return "CREATE SCHEMA IF NOT EXISTS public";
  return text.replace(SET, "SET LOCAL ").replace(SEARCH_PATH, "$1true)");
}

function doubtsOf(file: SourceFile, { text, line }: Statement): readonly Problem[] {
  if (ODD.test(text)) {
    return [
      badFile(
        placeOf(file, line),
        `it is written for other settings than ours: ${text}.`,
        "Dump with --encoding=UTF8, from a database that has standard_conforming_strings on.",
      ),
    ];
  }
  if (!ROWS.test(text)) return [];
  return [
    badFile(placeOf(file, line), "it holds rows.", "Dump the schema alone, with pg_dump --schema-only."),
  ];
}
