// Reads a Knex migration that does nothing but pass SQL to `knex.raw`. Every character of the file must be accounted for.

/** The SQL of both ways. */
export interface RawSql {
  readonly up: string;
  readonly down: string;
  readonly outsideTransaction: boolean;
}

const BLANK = /(?:\s|;|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const PREAMBLE = /["']use strict["']|import\s+(?:type\s+)?\{\s*(?:type\s+)?Knex\s*\}\s+from\s+["']knex["']/y;
const CONFIG =
  /(?:exports\.config|export\s+const\s+config)\s*=\s*\{\s*transaction:\s*(?<on>true|false),?\s*\}/y;
const ARGUMENT = String.raw`\(\s*knex\s*(?::\s*Knex\s*)?\)\s*(?::\s*Promise<\w+>\s*)?`;
const OPENING = new RegExp(
  [
    String.raw`(?:export\s+(?:async\s+)?function\s+(?<a>up|down)\s*${ARGUMENT}\{`,
    String.raw`exports\.(?<b>up|down)\s*=\s*(?:async\s+)?(?:function\s*(?:up|down)?\s*${ARGUMENT}|(?:${ARGUMENT}|knex\s*)=>\s*)\{)`,
  ].join("|"),
  "y",
);
/** Escapes, insertions and question marks, which Knex makes parameters of, are not read. */
const CALL =
  /(?:await|return)\s+knex\s*(?:\.\s*schema\s*)?\.\s*raw\s*\(\s*(?:`(?<a>(?:[^`\\?$]|\$(?!\{))*)`|'(?<b>[^'\\?\n]*)'|"(?<c>[^"\\?\n]*)")\s*,?\s*\)/y;
const CLOSING = /\}/y;

/** The SQL in the file; undefined where there is anything else in it. */
export function rawSqlIn(text: string): RawSql | undefined {
  const ways: Partial<Record<"up" | "down", string>> = {};
  let outsideTransaction = false;
  const at = cursorOver(text);
  while (!at.isAtEnd()) {
    if (at.take(PREAMBLE)) continue;
    const config = at.take(CONFIG);
    if (config) {
      outsideTransaction = config["on"] === "false";
      continue;
    }
    const opened = at.take(OPENING);
    const way = (opened?.["a"] ?? opened?.["b"]) === "down" ? "down" : "up";
    const body = opened && bodyFrom(at);
    if (body === undefined || ways[way] !== undefined) return undefined;
    ways[way] = body;
  }
  const { up, down = "" } = ways;
  return up === undefined ? undefined : { up, down, outsideTransaction };
}

interface Cursor {
  readonly isAtEnd: () => boolean;
  /** The groups of what stands there, once it is behind the cursor; undefined where something else does. */
  readonly take: (expected: RegExp) => Readonly<Record<string, string | undefined>> | undefined;
}

function cursorOver(text: string): Cursor {
  let place = 0;
  const skip = (expected: RegExp): RegExpExecArray | null => {
    expected.lastIndex = place;
    const found = expected.exec(text);
    place += found?.[0].length ?? 0;
    return found;
  };
  skip(BLANK);
  return {
    isAtEnd: () => place >= text.length,
    take: (expected) => {
      const found = skip(expected);
      skip(BLANK);
      return found === null ? undefined : { ...found.groups };
    },
  };
}

/** The statements up to the brace that closes the function. */
function bodyFrom(at: Cursor): string | undefined {
  const parts: string[] = [];
  while (!at.take(CLOSING)) {
    const call = at.take(CALL);
    const sql = call?.["a"] ?? call?.["b"] ?? call?.["c"];
    if (sql === undefined) return undefined;
    parts.push(sql.trimEnd().endsWith(";") ? sql : `${sql.trimEnd()}\n;`);
  }
  return parts.join("\n");
}
