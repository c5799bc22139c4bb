// Takes a command line apart: which words are options, by the table of options, and which are not.

import { flagOf, OPTIONS, type OptionName } from "../config/config.ts";

/** One thing that was typed. What is wrong with an option is for the command to say. */
export type Token =
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "option"; readonly name: OptionName; readonly value: string | true }
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "unknown"; readonly flag: string }
  | { readonly kind: "no-value"; readonly name: OptionName }
  | { readonly kind: "needless-value"; readonly name: OptionName };

const NAMES = Object.keys(OPTIONS) as OptionName[];

const FLAGS: ReadonlyMap<string, OptionName | "help" | "version"> = new Map([
  ["--help", "help"],
  ["-h", "help"],
  ["--version", "version"],
  ["-V", "version"],
  ...NAMES.flatMap((name): [string, OptionName][] => {
    const { short } = OPTIONS[name];
    return [
      [flagOf(name), name],
      ...(short === undefined ? [] : [[`-${short}`, name] as [string, OptionName]]),
    ];
  }),
]);

/** Options stand anywhere before `--`, as `--to 1`, `--to=1`, `-v -y` or `-vy`; what follows `--` is words. */
export function tokensOf(argv: readonly string[]): readonly Token[] {
  const tokens: Token[] = [];
  const words = argv.values();
  for (const word of words) {
    if (word === "--") tokens.push(...[...words].map(asWord));
    else if (/^--./.test(word)) tokens.push(longOption(word, words));
    else if (/^-./.test(word)) tokens.push(...[...word.slice(1)].map((letter) => optionOf(`-${letter}`)));
    else tokens.push(asWord(word));
  }
  return tokens;
}

const asWord = (word: string): Token => ({ kind: "word", word });

/** `words` gives the value where it is a word of its own. */
function longOption(word: string, words: Iterator<string, undefined>): Token {
  const [flag = "", ...values] = word.split("=");
  return optionOf(flag, values.length > 0 ? values.join("=") : undefined, () => words.next().value);
}

/** The flag with what stands for its value: `--steps <N>`. */
export function flagWithValue(name: OptionName): string {
  const { value } = OPTIONS[name];
  return `${flagOf(name)}${value === undefined ? "" : ` <${value}>`}`;
}

function optionOf(flag: string, value?: string, next: () => string | undefined = () => undefined): Token {
  const name = FLAGS.get(flag);
  if (name === undefined) return { kind: "unknown", flag };
  if (name === "help" || name === "version") return { kind: name };
  if (OPTIONS[name].value === undefined) {
    return value === undefined ? { kind: "option", name, value: true } : { kind: "needless-value", name };
  }
  const given = value ?? next();
  return given === undefined ? { kind: "no-value", name } : { kind: "option", name, value: given };
}
