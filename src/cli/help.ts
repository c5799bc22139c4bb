// Help for people: what there is to type, laid out for a terminal, from the tables of commands and options.

import { EVERYWHERE, OPTIONS, type OptionName } from "../config/config.ts";
import type { Action, Argument, Entry } from "./command.ts";
import { flagWithValue } from "./tokens.ts";

/** A term, and what it means. */
type Item = readonly [term: string, about: string];

interface Page {
  /** What follows `lockkeeper`. */
  readonly usage: string;
  readonly about: string;
  /** By title; one without items is left out. */
  readonly sections: Readonly<Record<string, readonly Item[]>>;
  readonly end?: readonly string[];
}

const HELP: Item = ["-h, --help", "display help for command"];
/** Below this a description would be a column of single words: it rather sticks out. */
const ABOUT_COLUMNS_MIN = 40;

/** What the tool is, and its commands; `columns` is how wide the terminal is. */
export function programHelp(commands: readonly Entry[], columns: number): string {
  return layOut(
    {
      usage: "[options] [command]",
      about: "PostgreSQL schema changes that do not stall the application, are not lost, and can be undone.",
      sections: {
        Options: [["-V, --version", "output the version number"], HELP],
        Commands: [
          ...commands.map(({ name, about }): Item => [name, about]),
          ["help [command]", "display help for command"],
        ],
      },
      end: ["Each command: lockkeeper COMMAND --help", "Example: lockkeeper up --to 20251122_120000"],
    },
    columns,
  );
}

/** The words that a group takes. */
export function groupHelp(
  { name, about }: Entry,
  actions: Readonly<Record<string, Action>>,
  columns: number,
): string {
  const items = Object.entries(actions).map(([word, action]): Item => [
    `${word} [options]${(action.arguments ?? []).map(placeOf).join("")}`,
    action.about,
  ]);
  return layOut(
    { usage: `${name} [options] [command]`, about, sections: { Options: [HELP], Commands: items } },
    columns,
  );
}

/** All that a command takes; `path` is what is typed for it: `lock show`. */
export function actionHelp(path: string, action: Action, columns: number): string {
  const { about, arguments: taken = [], options, examples } = action;
  return layOut(
    {
      usage: `${path} [options]${taken.map(placeOf).join("")}`,
      about,
      sections: {
        Arguments: taken.map((argument): Item => [argument.name, argument.about]),
        Options: [...[...options, ...EVERYWHERE].map(optionItem), HELP],
      },
      end: ["Examples:", ...examples.map((example) => `  ${example}`)],
    },
    columns,
  );
}

const placeOf = ({ name, rest, optional }: Argument): string =>
  optional ? ` [${name}]` : ` <${name}${rest ? "..." : ""}>`;

function optionItem(name: OptionName): Item {
  const { short, help, env, fallback } = OPTIONS[name];
  const notes = [
    ...(fallback === undefined ? [] : [`default: ${fallback}`]),
    ...(env === undefined ? [] : [`env: ${env.join(" or ")}`]),
  ];
  return [
    `${short === undefined ? "" : `-${short}, `}${flagWithValue(name)}`,
    notes.length > 0 ? `${help} (${notes.join("; ")})` : help,
  ];
}

function layOut({ usage, about, sections, end = [] }: Page, columns: number): string {
  const filled = Object.entries(sections).filter(([, items]) => items.length > 0);
  const width = Math.max(...filled.flatMap(([, items]) => items.map(([term]) => term.length)));
  const left = width + 4;
  const blocks = filled.map(([title, items]) => [
    `${title}:`,
    ...items.map(([term, text]) => {
      const lines = wrapped(text, Math.max(ABOUT_COLUMNS_MIN, columns - left));
      return `  ${term.padEnd(width)}  ${lines.join(`\n${" ".repeat(left)}`)}`;
    }),
  ]);
  return [[`Usage: lockkeeper ${usage}`], wrapped(about, columns), ...blocks, end]
    .filter((block) => block.length > 0)
    .map((block) => `${block.join("\n")}\n`)
    .join("\n");
}

/** As many words on a line as it takes. */
function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= columns)
      lines.splice(-1, 1, `${line} ${word}`);
    else lines.push(word);
  }
  return lines;
}
