// A revision file of Alembic as far as it can be told without running it: the variables of the module and its heading.

import type { SourceFile } from "../../../core/migration.ts";
import { nameIn } from "../../folders.ts";

/** What the file of one revision says of itself. */
export interface Revision {
  readonly id: string;
  readonly path: string;
  readonly title: string;
  /** Fourteen digits, of its `Create Date`. */
  readonly stamp?: string;
  readonly labels: readonly string[];
  /** Ids, beginnings of ids or labels, as they are written. */
  readonly dependsOn: readonly string[];
  /** Where `upgrade()` asks the database something, which offline has no answer. */
  readonly asks?: { readonly line: number; readonly guarded: boolean };
}

/** Reads a Python file; undefined where it is not a revision. */
export function revisionOf(path: string, { text }: SourceFile): Revision | undefined {
  const [id] = stringsOf(text, "revision");
  if (id === undefined || !/^down_revision\b/m.test(text)) return undefined;
  const heading = /^(?:#.*\n|\s)*[rRuU]?("""|''')(?<words>[\s\S]*?)\1/.exec(text)?.groups?.["words"] ?? "";
  const stamp = stampOf(heading);
  const asks = asksIn(text);
  return {
    ...{ id, path, title: titleOf(heading, path, id) },
    ...(stamp === undefined ? {} : { stamp }),
    ...{ labels: stringsOf(text, "branch_labels"), dependsOn: stringsOf(text, "depends_on") },
    ...(asks === undefined ? {} : { asks }),
  };
}

/** The strings in the value of a module's variable: one, those of a tuple, or none. */
function stringsOf(text: string, variable: string): readonly string[] {
  const start = new RegExp(String.raw`^${variable}[ \t]*(?::[^=\n]+)?=[ \t]*`, "m").exec(text);
  if (start === null) return [];
  const rest = text.slice(start.index + start[0].length);
  const value = /^[([{]/.test(rest) ? /^[^)\]}]*/.exec(rest)?.[0] : /^.*/.exec(rest)?.[0];
  const plain = (value ?? "").replaceAll(/#.*$/gm, "");
  return [...plain.matchAll(/(["'])(?<string>[^"']*)\1/g)].map(({ groups }) => groups?.["string"] ?? "");
}

function stampOf(heading: string): string | undefined {
  const date = /^Create Date:\s*(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d)/m.exec(heading)?.[1];
  return date?.replaceAll(/\D/g, "");
}

/** The first line of the heading; without one, what the file's name says behind the id. */
function titleOf(heading: string, path: string, id: string): string {
  const line = heading.trim().split("\n")[0]?.trim() ?? "";
  if (line !== "" && !line.startsWith("Revision ID:")) return line;
  const name = nameIn(path).replace(/\.py$/, "");
  return name.replace(id, "").replaceAll(/[_-]+/g, " ").trim() || id;
}

function asksIn(text: string): Revision["asks"] {
  const start = /^def upgrade\b/m.exec(text)?.index;
  if (start === undefined) return undefined;
  const body = /^.*\n(?:(?:[ \t].*)?\n)*/.exec(text.slice(start))?.[0] ?? text.slice(start);
  const at = /\bget_bind\(|\bis_offline_mode\(|\.as_sql\b/.exec(body)?.index;
  if (at === undefined) return undefined;
  return {
    line: text.slice(0, start + at).split("\n").length,
    guarded: /\bis_offline_mode\(|\.as_sql\b/.test(body),
  };
}
