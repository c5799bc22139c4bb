// The SQL of a change as a script: statements that end in semicolons, without the comments that Liquibase drops.

import type { SqlChange } from "./change-set.ts";

/** What Liquibase takes as one piece: comments, texts and names in quotes. It does not know dollar quotes. */
const PIECE = /--[^\r\n]*|\/\*[\s\S]*?\*\/|'[^']*'|"[^"\r\n]+"|`[^`\r\n]+`|\[[^0-9\]][^\]\r\n]*\]/g;
/** What PostgreSQL takes as one piece. */
const QUOTED = /--[^\r\n]*|\/\*[\s\S]*?\*\/|'[^']*'|"[^"]*"|(?<tag>\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?\k<tag>/g;
/** Where nothing is said, these alone on a line end a statement as well. */
const LONE = /^(?:\/|go)[ \t]*$/im;

interface Span {
  readonly from: number;
  readonly to: number;
}

const spansOf = (text: string, pattern: RegExp): readonly (Span & { readonly piece: string })[] =>
  [...text.matchAll(pattern)].map((match) => ({
    ...{ from: match.index, to: match.index + match[0].length, piece: match[0] },
  }));

/** The statements in our way of writing, so that PostgreSQL is sent what Liquibase has sent. */
export function scriptOf(change: SqlChange): string {
  const { sql, splitStatements, stripComments, endDelimiter } = change;
  const text = stripComments ? withoutInnerComments(sql.trim()) : sql.trim();
  if (!splitStatements) return text;
  const delimiter = delimiterOf(endDelimiter, text);
  if (delimiter === undefined) return text;
  return cut(text, delimiter).map(ended).join("\n");
}

/**
 * Liquibase drops comments in bodies of functions too, so that the database does not have them. Those between
 * statements change nothing and stay.
 */
function withoutInnerComments(text: string): string {
  const bodies = spansOf(text, QUOTED).filter(({ piece }) => piece.startsWith("$"));
  if (bodies.length === 0) return text;
  let [made, at] = ["", 0];
  for (const { from, to, piece } of spansOf(text, PIECE)) {
    if (!isComment(piece) || !bodies.some((body) => body.from <= from && from < body.to)) continue;
    made += text.slice(at, from);
    at = to;
  }
  return made + text.slice(at);
}

/** What ends a statement; undefined where semicolons do. */
function delimiterOf(said: string | undefined, text: string): RegExp | undefined {
  if (said === undefined) return LONE.test(text) ? /;|^(?:\/|go)[ \t]*$/gim : undefined;
  if (said === ";") return undefined;
  if (said === "/") return /^\//gm;
  const pattern = said.length === 1 ? said.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`) : said;
  try {
    return new RegExp(pattern, "gi");
  } catch {
    return new RegExp(said.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`), "gi");
  }
}

function cut(text: string, delimiter: RegExp): readonly string[] {
  const inside = spansOf(text, PIECE);
  const parts: string[] = [];
  let at = 0;
  for (const match of text.matchAll(delimiter)) {
    if (match[0] === "" || inside.some(({ from, to }) => from <= match.index && match.index < to)) continue;
    parts.push(text.slice(at, match.index));
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)].map((part) => part.trim()).filter((part) => part !== "");
}

/** With a semicolon behind its last statement; a text of comments alone stays as it is. */
export function ended(text: string): string {
  const bare = text.replaceAll(QUOTED, (piece) => (isComment(piece) ? "" : piece)).trimEnd();
  if (bare === "" || bare.endsWith(";")) return text;
  return bare === text ? `${text};` : `${text}\n;`;
}

const isComment = (piece: string): boolean => /^(?:--|\/\*)/.test(piece);
