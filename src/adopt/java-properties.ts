// Files of Java properties: `key=value` or `key: value`, a line each.

const LINE = /^\s*(?<key>(?:\\.|[^\s:=#!\\])+)(?:\s*[=:]\s*|\s+)(?<value>.*?)\s*$/;

/** The values by their names. */
export function propertiesIn(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.replaceAll(/\\\r?\n\s*/g, "").split(/\r?\n/)) {
    if (/^\s*[#!]/.test(line)) continue;
    const { key, value = "" } = LINE.exec(line)?.groups ?? {};
    if (key !== undefined) values.set(plain(key), plain(value));
  }
  return values;
}

const plain = (text: string): string =>
  text.replaceAll(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char));
