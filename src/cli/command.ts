// The contract of a command: words in, one flow call, an outcome out.

import type { Given, OptionName } from "../config/config.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Journey } from "../flow/journey.ts";

export interface Argument {
  readonly name: string;
  readonly about: string;
  /** True where the words that follow are joined to one value. */
  readonly rest?: true;
  /** True where it may be left out; then it is the last. */
  readonly optional?: true;
}

/** What was typed after the command's name. */
export interface Invocation {
  readonly args: readonly string[];
  readonly given: Given;
}

export interface Action {
  readonly about: string;
  readonly arguments?: readonly Argument[];
  /** Besides those that every command takes. */
  readonly options: readonly OptionName[];
  readonly examples: readonly string[];
  /** Makes options of words that stand for them, before settings are read. */
  settle?(invocation: Invocation): Invocation;
  run(journey: Journey, invocation: Invocation): Promise<Outcome>;
}

/** A command, or a word that groups several: `lock show`, `lock release`. */
export type Command =
  | { readonly kind: "action"; readonly action: Action }
  | { readonly kind: "group"; readonly actions: Readonly<Record<string, Action>> };

/** A line of the list of commands; the command itself is only loaded when it is asked for. */
export interface Entry {
  readonly name: string;
  readonly about: string;
  load(): Promise<{ readonly command: Command }>;
}
