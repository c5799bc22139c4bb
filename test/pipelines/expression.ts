// Expressions of GitHub, evaluated by GitHub's own library.

import { data, Evaluator, Lexer, Parser } from "@actions/expressions";

/** Contexts by name: `secrets`, `vars`, `github`, `needs`. */
export type Contexts = Readonly<Record<string, Readonly<Record<string, string>>>>;

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
  const context = new data.Dictionary(
    ...Object.entries(contexts).map(([key, values]) => ({
      key,
      value: new data.Dictionary(
        ...Object.entries(values).map(([name, value]) => ({ key: name, value: new data.StringData(value) })),
      ),
    })),
  );
  return new Evaluator(
    parser.parse(),
    context,
    new Map(functions.map((each) => [each.name, each])),
  ).evaluate();
}

const isTrue = (value: data.ExpressionData): boolean => !["", "false", "0"].includes(value.coerceString());
