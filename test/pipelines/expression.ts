// Expressions of GitHub, evaluated by GitHub's own library.

import { data, Evaluator, Lexer, Parser } from "@actions/expressions";

/** A value of a context, or all of its members. */
interface Members {
  readonly [name: string]: string | Members;
}

/** Contexts by name: `secrets`, `vars`, `github`. */
export type Contexts = Readonly<Record<string, Members>>;

/** How the jobs or steps before have ended. */
export type Before = "success" | "failure" | "skipped";

const STATUS = ["success", "failure", "cancelled", "always"];

/** Puts the value of each expression in its place. */
export const filled = (text: string, contexts: Contexts): string =>
  text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    valueOf(expression, contexts, "success").coerceString(),
  );

/** Whether a condition lets a job or step run; without a status function it also asks for success before. */
export function isMet(condition: string | undefined, contexts: Contexts, before: Before): boolean {
  const expression = (condition ?? "success()").replace(/^\$\{\{(.*)\}\}$/s, "$1");
  const asks = STATUS.some((name) => expression.includes(`${name}(`));
  return isTrue(valueOf(asks ? expression : `success() && (${expression})`, contexts, before));
}

function valueOf(expression: string, contexts: Contexts, before: Before): data.ExpressionData {
  const functions = STATUS.map((name) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(name === "always" || name === before),
  }));
  const parser = new Parser(new Lexer(expression.trim()).lex().tokens, Object.keys(contexts), functions);
  return new Evaluator(
    parser.parse(),
    dictionaryOf(contexts),
    new Map(functions.map((each) => [each.name, each])),
  ).evaluate();
}

const dictionaryOf = (members: Members): data.Dictionary =>
  new data.Dictionary(
    ...Object.entries(members).map(([key, value]) => ({
      key,
      value: typeof value === "string" ? new data.StringData(value) : dictionaryOf(value),
    })),
  );

const isTrue = (value: data.ExpressionData): boolean => !["", "false", "0"].includes(value.coerceString());
