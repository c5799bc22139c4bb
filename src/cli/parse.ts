// Reads the command line: which command, its arguments and options. Help and errors come from the same tables.

import { EVERYWHERE, flagOf, OPTIONS, type Given, type OptionName } from "../config/config.ts";
import { Failure } from "../core/failure.ts";
import { nearestWord } from "../core/nearest-word.ts";
import type { Action, Argument, Entry, Invocation } from "./command.ts";
import { flagWithValue, tokensOf, type Token } from "./tokens.ts";

/** What was asked for: an action, or text to print, such as help. */
export type Parsed =
  | { readonly kind: "run"; readonly action: Action; readonly invocation: Invocation }
  | { readonly kind: "print"; readonly text: string };

interface Program {
  readonly commands: readonly Entry[];
  readonly version: string;
  /** How wide help may be. */
  readonly columns: number;
}

/** What the words name: the tool itself, a word that groups actions, or an action with what follows it. */
type Named =
  | { readonly kind: "program" }
  | { readonly kind: "group"; readonly entry: Entry; readonly actions: Readonly<Record<string, Action>> }
  | Typed;

interface Typed {
  readonly kind: "action";
  /** `lock show` */
  readonly path: string;
  readonly action: Action;
  readonly args: readonly string[];
}

/** Throws Failure `wrong-use` with the nearest right word for what it does not know. */
export async function parseCommandLine(argv: readonly string[], program: Program): Promise<Parsed> {
  const tokens = tokensOf(argv);
  const has = (kind: Token["kind"]): boolean => tokens.some((token) => token.kind === kind);
  if (has("version")) return { kind: "print", text: `lockkeeper ${program.version}\n` };
  const words = tokens.flatMap((token) => (token.kind === "word" ? [token.word] : []));
  const asksHelp = has("help") || words[0] === "help";
  const named = await nameOf(words[0] === "help" ? words.slice(1) : words, program.commands);
  if (asksHelp) return { kind: "print", text: await helpFor(named, program) };
  if (named.kind !== "action") {
    refuseMisuse(tokens, "", EVERYWHERE);
    throw new Failure("wrong-use", `Which of these?\n${await helpFor(named, program)}`);
  }
  const { path, action, args } = named;
  refuseMisuse(tokens, path, [...action.options, ...EVERYWHERE]);
  refuseCount(named);
  return { kind: "run", action, invocation: { args, given: givenIn(tokens) } };
}

async function nameOf(words: readonly string[], commands: readonly Entry[]): Promise<Named> {
  const [word, second, ...others] = words;
  if (word === undefined) return { kind: "program" };
  const entry = commands.find(({ name }) => name === word);
  if (entry === undefined)
    throw noSuchWord(
      `command \`${word}\``,
      word,
      commands.map(({ name }) => name),
    );
  const { command } = await entry.load();
  if (command.kind === "action")
    return { kind: "action", path: word, action: command.action, args: words.slice(1) };
  const { actions } = command;
  if (second === undefined) return { kind: "group", entry, actions };
  const action = Object.hasOwn(actions, second) ? actions[second] : undefined;
  if (action === undefined) throw noSuchWord(`command \`${word} ${second}\``, second, Object.keys(actions));
  return { kind: "action", path: `${word} ${second}`, action, args: others };
}

async function helpFor(named: Named, { commands, columns }: Program): Promise<string> {
  const { actionHelp, groupHelp, programHelp } = await import("./help.ts");
  switch (named.kind) {
    case "program":
      return programHelp(commands, columns);
    case "group":
      return groupHelp(named.entry, named.actions, columns);
    case "action":
      return actionHelp(named.path, named.action, columns);
  }
}

/** Throws for the first option that the command does not take, or that is not given as it must be. */
function refuseMisuse(tokens: readonly Token[], path: string, taken: readonly OptionName[]): void {
  const flags = [...taken.map(flagOf), "--help"];
  for (const token of tokens) {
    if (token.kind === "unknown") throw noSuchOption(token.flag, path, flags);
    if (!("name" in token)) continue;
    const flag = flagOf(token.name);
    if (!flags.includes(flag)) throw noSuchOption(flag, path, flags);
    if (token.kind === "no-value")
      throw wrongUse(`${flag} needs a value: ${flagWithValue(token.name)}.`, path);
    if (token.kind === "needless-value") throw wrongUse(`${flag} takes no value.`, path);
  }
}

/** Throws where there are more or fewer arguments than the command takes. */
function refuseCount({ path, action, args }: Typed): void {
  const taken: readonly Argument[] = action.arguments ?? [];
  const missing = taken[args.length];
  if (missing !== undefined && !missing.optional)
    throw wrongUse(`\`${path}\` needs <${missing.name}>: ${missing.about}.`, path);
  const extra = args[taken.length];
  if (extra === undefined || taken.at(-1)?.rest === true) return;
  throw wrongUse(
    `\`${path}\` takes ${taken.length === 0 ? "no" : "no more"} arguments, but there is \`${extra}\`.`,
    path,
  );
}

/** The last value of an option, or all of one that may be given more than once. */
function givenIn(tokens: readonly Token[]): Given {
  const given = new Map<OptionName, string | true>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const before = OPTIONS[token.name].repeats ? given.get(token.name) : undefined;
    given.set(token.name, before === undefined ? token.value : `${before}\n${token.value}`);
  }
  return Object.fromEntries(given);
}

function noSuchOption(flag: string, path: string, flags: readonly string[]): Failure {
  const near = nearestWord(flag, flags);
  return wrongUse(
    `There is no option ${flag}${path && ` for \`${path}\``}.${near ? ` Did you mean ${near}?` : ""}`,
    path,
  );
}

function noSuchWord(what: string, word: string, words: readonly string[]): Failure {
  const near = nearestWord(word, words);
  return wrongUse(`There is no ${what}.${near ? ` Did you mean \`${near}\`?` : ""}`, "");
}

const wrongUse = (message: string, path: string): Failure =>
  new Failure("wrong-use", message, {
    hint: path
      ? `lockkeeper ${path} --help lists what it takes.`
      : "lockkeeper --help lists the commands; each has --help.",
  });
