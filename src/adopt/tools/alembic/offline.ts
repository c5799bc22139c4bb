// The SQL that Alembic writes offline, cut into the revisions that it runs, without what it does to its own table.

import type { Problem } from "../../../core/problem.ts";
import type { Statement } from "../../../core/statement.ts";
import { loadParser, parseScript } from "../../../sql/sql.ts";

/** What one revision does, in one direction. */
export interface Part {
  readonly id: string;
  /** The other side of the arrow: what it follows, or what is left when it is gone. */
  readonly others: readonly string[];
  /** In the order of the text. What stood in an autocommit block is not `together`. */
  readonly stretches: readonly Stretch[];
  readonly problems: readonly Problem[];
}

interface Stretch {
  readonly text: string;
  readonly together: boolean;
}

const HEADING = /^-- Running (?<way>upgrade|downgrade) (?<from>.*) -> (?<to>.*)$/gm;

/**
 * Each revision in the order in which it was written. One that was cut off, because Alembic stopped in the middle of
 * it, has no statement for Alembic's table and is left out.
 */
export async function cutOffline(text: string): Promise<readonly Part[]> {
  const headings = [...text.replaceAll("\r\n", "\n").matchAll(HEADING)];
  const parts: Part[] = [];
  for (const [index, { index: start, 0: line, input, groups = {} }] of headings.entries()) {
    const { way, from = "", to = "" } = groups;
    const [id, others] = way === "upgrade" ? [to, from] : [from, to];
    const sql = input.slice(start + line.length, headings[index + 1]?.index);
    // A file that makes the parser run out of stack wears it out; this call replaces it.
    await loadParser();
    const part = partOf(sql, id);
    if (part) parts.push({ id, others: others.split(", ").filter(Boolean), ...part });
  }
  return parts;
}

/** The revision at whose heading a text ends that Alembic could not bring to its end. */
export const lastHeading = (text: string): string | undefined => {
  const { way, from, to } = [...text.matchAll(HEADING)].at(-1)?.groups ?? {};
  return way === "upgrade" ? to : from;
};

function partOf(sql: string, id: string): Pick<Part, "stretches" | "problems"> | undefined {
  const { statements, problems } = parseScript({ path: id, text: sql }, { direction: "up" });
  const errors = problems.filter(({ severity }) => severity === "error");
  const own = statements.findLastIndex(({ text }) => tableIn(text) !== undefined && text.includes(`'${id}'`));
  if (own === -1) return errors.length === 0 ? undefined : { stretches: [], problems: errors };
  const table = tableIn(statements[own]?.text ?? "");
  // Before it may stand a second one, of a merge, and the BEGIN behind an autocommit block.
  const isFrame = ({ control, text }: Statement): boolean => control === "begin" || tableIn(text) === table;
  const end = statements.slice(0, own).findLastIndex((statement) => !isFrame(statement)) + 1;
  return { stretches: stretchesOf(sql, statements.slice(0, end), statements[end]), problems: errors };
}

const OWN =
  /^(?:insert into (?<a>.+) \(version_num\) values|update (?<b>.+) set version_num\s*=|delete from (?<c>.+) where .+\.version_num =) ?\(?'/i;

/** The table that a statement of Alembic's own is for; undefined for all others. */
function tableIn(text: string): string | undefined {
  const { a, b, c } = OWN.exec(text)?.groups ?? {};
  return a ?? b ?? c;
}

/** A COMMIT of Alembic's ends what runs together, and BEGIN begins it again: between them each stands alone. */
function stretchesOf(
  sql: string,
  statements: readonly Statement[],
  next: Statement | undefined,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let [from, together] = [0, true];
  const close = (to: number): void => {
    const text = sql.slice(from, to).trim();
    if (text !== "") stretches.push({ text, together });
  };
  for (const { control, span } of statements) {
    if (control === undefined) continue;
    close(span.start);
    from = span.end + (/^\s*;/.exec(sql.slice(span.end))?.[0].length ?? 0);
    together = control === "begin";
  }
  close(next?.span.start ?? sql.length);
  return stretches;
}

/** True where a part of it stands outside of a transaction. */
export const hasAutocommit = ({ stretches }: Part): boolean => stretches.some(({ together }) => !together);

/** The part as the text of a file; `outside` where statements of that file stand alone unless they say otherwise. */
export const partText = ({ stretches }: Part, outside: boolean): string =>
  stretches
    .map(({ text, together }) => (outside && together ? `BEGIN;\n\n${text}\n\nCOMMIT;` : text))
    .join("\n\n");
