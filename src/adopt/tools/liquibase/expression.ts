// Liquibase's expressions over names, such as `test and !(fast or slow)`.

/**
 * True where the names make it true. A comma is as good as `or`; upper and lower case are the same. Where there are no
 * names at all, only those that must be asked for (`@test`) can make it false.
 */
export function holds(expression: string, names: ReadonlySet<string>): boolean {
  const tokens = expression.toLowerCase().match(/[(),!]|[^\s(),!]+/g) ?? [];
  return either({ tokens, at: 0, names }) !== false;
}

/** Names between commas, in lower case. */
export const namesIn = (list: string): ReadonlySet<string> =>
  new Set(
    list
      .split(",")
      .map((name) => name.trim().toLowerCase())
      .filter(Boolean),
  );

interface Reading {
  readonly tokens: readonly string[];
  at: number;
  readonly names: ReadonlySet<string>;
}

/** Undefined where nobody has said anything that it depends on. */
type Truth = boolean | undefined;

/** Reads the next token where it is one of these. */
function took(reading: Reading, ...wanted: readonly string[]): boolean {
  const is = wanted.includes(reading.tokens[reading.at] ?? "");
  if (is) reading.at += 1;
  return is;
}

function either(reading: Reading): Truth {
  const all = [both(reading)];
  while (took(reading, "or", ",")) all.push(both(reading));
  return all.includes(true) ? true : all.includes(undefined) ? undefined : false;
}

function both(reading: Reading): Truth {
  const all = [single(reading)];
  while (took(reading, "and")) all.push(single(reading));
  return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
}

const OPERATORS = new Set(["and", "or", "not", "(", ")", ",", "!"]);

function single(reading: Reading): Truth {
  took(reading, "@");
  if (took(reading, "!", "not", "@not")) {
    const inner = single(reading);
    return inner === undefined ? undefined : !inner;
  }
  if (took(reading, "(")) {
    const inner = either(reading);
    took(reading, ")");
    return inner;
  }
  const words: string[] = [];
  // Bound: every round reads a token.
  for (let word = reading.tokens[reading.at]; word !== undefined && !OPERATORS.has(word);) {
    words.push(word);
    reading.at += 1;
    word = reading.tokens[reading.at];
  }
  return truthOf(words.join(" "), reading.names);
}

function truthOf(name: string, names: ReadonlySet<string>): Truth {
  const mustBeAsked = name.startsWith("@");
  if (names.size === 0 && !mustBeAsked) return undefined;
  return names.has(mustBeAsked ? name.slice(1) : name);
}
