// COPY … FROM STDIN: finds the data that follows the statement, up to the line `\.`.

/** The lines after a COPY statement, as ranges of UTF-16 units. */
export interface CopyBlock {
  /** What stands between the semicolon and the end of its line, comments included. */
  readonly rest: string;
  readonly dataStart: number;
  readonly dataEnd: number;
  /** The index after the line `\.`. */
  readonly end: number;
  /** False when the file ends before the line `\.`. */
  readonly closed: boolean;
}

/** Reads the block of the COPY statement that ends before an index. */
export function copyBlockAt(text: string, afterStatement: number): CopyBlock {
  const newline = text.indexOf("\n", afterStatement);
  const lineEnd = newline === -1 ? text.length : newline;
  const rest = text.slice(afterStatement, lineEnd).trim();
  const dataStart = newline === -1 ? text.length : newline + 1;
  const dataEnd = terminatorAt(text, dataStart);
  if (dataEnd === -1) {
    return { rest, dataStart, dataEnd: text.length, end: text.length, closed: false };
  }
  const closingLine = text.indexOf("\n", dataEnd);
  return { rest, dataStart, dataEnd, end: closingLine === -1 ? text.length : closingLine, closed: true };
}

/** The index of the first line that holds `\.` and nothing else; -1 when there is none. */
function terminatorAt(text: string, from: number): number {
  let line = from;
  while (line < text.length) {
    if (text.startsWith("\\.", line) && /^\r?(?:\n|$)/.test(text.slice(line + 2, line + 4))) return line;
    const next = text.indexOf("\n\\.", line);
    if (next === -1) return -1;
    line = next + 1;
  }
  return -1;
}
