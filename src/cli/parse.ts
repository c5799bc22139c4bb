// Reads the command line: which command, its arguments and options. Help and errors come from the same table.

import { Command as Program, CommanderError, Option as ProgramOption } from "commander";
import { EVERYWHERE, flagOf, OPTIONS, type Given, type Option, type OptionName } from "../config/config.ts";
import { Failure } from "../core/failure.ts";
import type { Action, Command, Entry, Invocation } from "./command.ts";

/** What was asked for: an action, or text to print, such as help. */
export type Parsed =
  | { readonly kind: "run"; readonly action: Action; readonly invocation: Invocation }
  | { readonly kind: "print"; readonly text: string };

/** Throws Failure `wrong-use` with the nearest right word for what it does not know. */
export async function parseCommandLine(
  argv: readonly string[],
  { commands, version }: { readonly commands: readonly Entry[]; readonly version: string },
): Promise<Parsed> {
  const words = commandFirst(argv, commands);
  const program = new Program("lockkeeper")
    .description(
      "PostgreSQL schema changes that do not stall the application, are not lost, and can be undone.",
    )
    .version(`lockkeeper ${version}`, "-V, --version")
    .helpCommand("help [command]")
    .addHelpText(
      "after",
      "\nEach command: lockkeeper COMMAND --help\nExample: lockkeeper up --to 20251122_120000",
    );
  const printed: string[] = [];
  let run: Parsed | undefined;
  const take = (action: Action, invocation: Invocation): void => {
    run = { kind: "run", action, invocation };
  };
  for (const entry of commands) {
    const asked = words.find((word) => !word.startsWith("-") && word !== "help") === entry.name;
    const command = asked ? (await entry.load()).command : undefined;
    addCommand(program, { entry, command, take });
  }
  configure(program, printed);
  try {
    program.parse(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw wrongUse(error, printed);
  }
  return run ?? { kind: "print", text: printed.join("") };
}

/** Options may stand before the command's name: `lockkeeper --json status`. */
function commandFirst(argv: readonly string[], commands: readonly Entry[]): string[] {
  const at = argv.findIndex((word) => word === "help" || commands.some(({ name }) => name === word));
  const word = argv[at];
  return word === undefined ? [...argv] : [word, ...argv.slice(0, at), ...argv.slice(at + 1)];
}

interface Adding {
  readonly entry: Entry;
  /** Absent where another command was asked for: then only its line in the list is needed. */
  readonly command: Command | undefined;
  readonly take: (action: Action, invocation: Invocation) => void;
}

function addCommand(program: Program, { entry, command, take }: Adding): void {
  const sub = program.command(entry.name).description(entry.about);
  if (command?.kind === "action") addAction(sub, command.action, take);
  if (command?.kind !== "group") return;
  // Options may stand before the second word as well, so the group passes them on.
  for (const [name, action] of Object.entries(command.actions)) {
    addAction(sub.command(name), action, take);
  }
}

function addAction(sub: Program, action: Action, take: Adding["take"]): void {
  sub.description(action.about);
  for (const { name, about, rest } of action.arguments ?? []) {
    sub.argument(rest ? `<${name}...>` : `<${name}>`, about);
  }
  for (const name of [...action.options, ...EVERYWHERE]) sub.addOption(programOption(OPTIONS[name]));
  sub.addHelpText("after", `\nExamples:\n${action.examples.map((example) => `  ${example}`).join("\n")}`);
  sub.action(() => take(action, { args: sub.args, given: givenFrom(sub.opts()) }));
}

function programOption({ name, short, value, help, env, fallback }: Option): ProgramOption {
  const flag = flagOf(name as OptionName);
  const flags = `${short ? `-${short}, ` : ""}${flag}${value ? ` <${value}>` : ""}`;
  const notes = [
    ...(fallback === undefined ? [] : [`default: ${fallback}`]),
    ...(env === undefined ? [] : [`env: ${env.join(" or ")}`]),
  ];
  return new ProgramOption(flags, notes.length > 0 ? `${help} (${notes.join("; ")})` : help);
}

function givenFrom(options: Readonly<Record<string, unknown>>): Given {
  const known = Object.entries(options).filter(
    (entry): entry is [OptionName, string | true] => typeof entry[1] === "string" || entry[1] === true,
  );
  return Object.fromEntries(known);
}

function configure(program: Program, printed: string[]): void {
  program.exitOverride().configureOutput({
    writeOut: (text) => void printed.push(text),
    writeErr: (text) => void printed.push(text),
    outputError: () => undefined,
  });
  program.showSuggestionAfterError(true);
  for (const sub of program.commands) configure(sub, printed);
}

function wrongUse(error: CommanderError, printed: readonly string[]): Failure {
  if (error.code === "commander.help")
    return new Failure("wrong-use", `Which of these?\n${printed.join("")}`);
  return new Failure("wrong-use", sentence(error.message), {
    hint: "lockkeeper --help lists the commands; each has --help.",
  });
}

const sentence = (message: string): string => {
  const text = message.replace(/^error: /, "").trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};
