// Names in SQL: quoting identifiers.

/** An identifier as SQL reads it whatever it holds. NUL cannot be part of one and is refused. */
export function quoteName(name: string): string {
  if (name.includes("\0")) throw new RangeError("a name cannot hold NUL");
  return `"${name.replaceAll('"', '""')}"`;
}
