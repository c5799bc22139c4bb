// Reads the files of values that changelogs load.

export interface Csv {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface CsvForm {
  readonly separator: string;
  readonly quote: string;
  /** What a line that is passed over begins with; empty for none. */
  readonly comment: string;
}

/** The lines that count: no empty ones, and no comments. */
export const linesThatCount = (text: string, { comment }: Pick<CsvForm, "comment">): string =>
  text
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "" && (comment === "" || !line.startsWith(comment)))
    .join("\n");

/** Header and rows; undefined where a quoted value does not end, or a row has more values than the header. */
export function readCsv(text: string, form: CsvForm): Csv | undefined {
  const all = recordsIn(linesThatCount(text, form), form);
  const [header, ...rows] = all ?? [];
  if (header === undefined || rows.some((row) => row.length > header.length)) return undefined;
  return { header: header.map((name) => name.trim()), rows };
}

function recordsIn(text: string, { separator, quote }: CsvForm): readonly (readonly string[])[] | undefined {
  const records: string[][] = [[]];
  let value = "";
  let inQuotes = false;
  const end = (): void => {
    records.at(-1)?.push(value);
    value = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (char === quote && inQuotes && text[at + 1] === quote) {
      value += quote;
      at += 1;
    } else if (char === quote) inQuotes = !inQuotes;
    else if (char === separator && !inQuotes) end();
    else if (char === "\n" && !inQuotes) {
      end();
      records.push([]);
    } else value += char;
  }
  end();
  return inQuotes ? undefined : records;
}
