// Pieces of SQL that carry their values with them, so that a value never becomes a part of the text.

/** SQL text with a gap between each two parts, and the value for each gap. */
export interface Fragment {
  /** One more than there are values. */
  readonly parts: readonly string[];
  readonly values: readonly string[];
}

/** Tag of a template: what is given as a fragment is SQL, what is given as a string is a value of type text. */
export function sql(strings: TemplateStringsArray, ...given: readonly (Fragment | string)[]): Fragment {
  const [first = "", ...rest] = strings;
  const parts = [first];
  const values: string[] = [];
  for (const [position, part] of given.entries()) {
    const inner = typeof part === "string" ? { parts: ["", ""], values: [part] } : part;
    const [head = "", ...tail] = inner.parts;
    parts.push(`${parts.pop() ?? ""}${head}`, ...tail);
    parts.push(`${parts.pop() ?? ""}${rest[position] ?? ""}`);
    values.push(...inner.values);
  }
  return { parts, values };
}

/** Text that is SQL already: our own, the server's, or a quoted name. */
export const raw = (text: string | number): Fragment => ({ parts: [String(text)], values: [] });

/** The fragments one after the other. */
export const joined = (fragments: readonly Fragment[], separator: string): Fragment =>
  fragments.length === 0
    ? raw("")
    : fragments.reduce((before, next) => sql`${before}${raw(separator)}${next}`);

/** The whole text, where `reference` says how the value at a position, from 0, is referred to. */
export const textOf = ({ parts }: Fragment, reference: (position: number) => string): string =>
  parts.reduce((text, part, position) => `${text}${reference(position - 1)}${part}`);
