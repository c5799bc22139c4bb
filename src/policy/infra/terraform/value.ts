// What an expression comes to, as far as that can be known from the files alone.

import type { Expression } from "./hcl/tree.ts";

/** `undefined` is what only Terraform or AWS will know. Members of lists and objects can be unknown by themselves. */
export type Value =
  | undefined
  | null
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value };

/** What names stand for: `var.size` and `local.port` by their names. */
export type Lookup = (name: string) => Value;

/** What an expression comes to where `lookup` knows the variables and local values. */
export function valueOf(expression: Expression, lookup: Lookup): Value {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "template":
      return joined(expression, lookup);
    case "list":
      return expression.items.map((item) => valueOf(item, lookup));
    case "object":
      return objectOf(expression, lookup);
    case "get":
      return memberOf(expression, lookup);
    case "index":
      return itemOf(valueOf(expression.of, lookup), valueOf(expression.key, lookup));
    case "choice": {
      const [asked, whether, otherwise] = expression.operands;
      const answer = valueOf(asked, lookup);
      return answer === undefined ? undefined : valueOf(answer === true ? whether : otherwise, lookup);
    }
    case "operation":
      return operated(
        expression.operator,
        expression.operands.map((operand) => valueOf(operand, lookup)),
      );
    case "call":
      return called(expression, lookup);
    case "name":
    case "splat":
    case "loop":
    case "broken":
      return undefined;
  }
}

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

function joined({ parts, names }: Of<"template">, lookup: Lookup): Value {
  const texts = parts.map((part) => valueOf(part, lookup));
  // `%{…}` leaves text out or repeats it.
  if (names.length > 0 || texts.some((text) => text === undefined || typeof text === "object"))
    return undefined;
  return texts.length === 1 ? texts[0] : texts.map(textOf).join("");
}

function objectOf({ entries }: Of<"object">, lookup: Lookup): Value {
  const pairs = entries.map(({ key, value }) => [valueOf(key, lookup), valueOf(value, lookup)] as const);
  if (pairs.some(([key]) => key === undefined || typeof key === "object")) return undefined;
  return Object.fromEntries(pairs.map(([key, value]) => [textOf(key), value]));
}

function memberOf({ of, name }: Of<"get">, lookup: Lookup): Value {
  if (of.kind === "name") return lookup(`${of.name}.${name}`);
  return itemOf(valueOf(of, lookup), name);
}

function itemOf(whole: Value, key: Value): Value {
  if (typeof whole !== "object" || whole === null) return undefined;
  if (Array.isArray(whole)) return (whole as readonly Value[])[Number(key)];
  return typeof key === "string" && Object.hasOwn(whole, key)
    ? (whole as Readonly<Record<string, Value>>)[key]
    : undefined;
}

function operated(operator: string, operands: readonly Value[]): Value {
  const [left, right] = operands;
  // One side can decide alone.
  if (operator === "&&" && (left === false || right === false)) return false;
  if (operator === "||" && (left === true || right === true)) return true;
  if (operands.includes(undefined)) return undefined;
  if (operands.length === 1) return operator === "!" ? left !== true : -Number(left);
  switch (operator) {
    case "&&":
      return left === true && right === true;
    case "||":
      return left === true || right === true;
    case "==":
      return JSON.stringify(left) === JSON.stringify(right);
    case "!=":
      return JSON.stringify(left) !== JSON.stringify(right);
    default:
      return calculated(operator, Number(left), Number(right));
  }
}

function calculated(operator: string, left: number, right: number): Value {
  const results: Readonly<Record<string, () => number | boolean>> = {
    "+": () => left + right,
    "-": () => left - right,
    "*": () => left * right,
    "/": () => left / right,
    "%": () => left % right,
    "<": () => left < right,
    "<=": () => left <= right,
    ">": () => left > right,
    ">=": () => left >= right,
  };
  return Number.isNaN(left) || Number.isNaN(right) ? undefined : results[operator]?.();
}

/** The functions that conditions of variables are made of. What is not here is not known. */
function called({ name, args }: Of<"call">, lookup: Lookup): Value {
  if (name === "can") return ableTo(args[0], lookup);
  const values = args.map((arg) => valueOf(arg, lookup));
  if (values.includes(undefined)) return undefined;
  const [first, second] = values;
  switch (name) {
    case "contains":
      return Array.isArray(first) && first.includes(second);
    case "length":
      return typeof first === "object" && first !== null ? Object.keys(first).length : textOf(first).length;
    case "startswith":
      return textOf(first).startsWith(textOf(second));
    case "endswith":
      return textOf(first).endsWith(textOf(second));
    case "split":
      return textOf(second).split(textOf(first));
    case "distinct":
    case "toset":
      return Array.isArray(first) ? [...new Set(first as readonly Value[])] : undefined;
    case "tolist":
      return first;
    case "tostring":
      return typeof first === "object" ? undefined : textOf(first);
    case "tonumber":
      return Number.isNaN(Number(first)) ? undefined : Number(first);
    case "jsonencode":
      // Parts that are not known are left out of the text.
      return JSON.stringify(first);
    default:
      return undefined;
  }
}

const textOf = (value: Value): string => (typeof value === "object" ? "" : `${value}`);

/** `can(regex(PATTERN, TEXT))`, the usual way to say what a text looks like. */
function ableTo(asked: Expression | undefined, lookup: Lookup): Value {
  if (asked?.kind !== "call" || asked.name !== "regex") return undefined;
  const [pattern, text] = asked.args.map((arg) => valueOf(arg, lookup));
  if (typeof pattern !== "string" || typeof text !== "string") return undefined;
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    // Terraform's expressions know a few signs that these here do not.
    return undefined;
  }
}

const SHOWN_MAX = 60;

/** A value as it is written, cut to a length for messages. */
export function showValue(value: Value): string {
  const text = value === undefined ? "what is not known yet" : JSON.stringify(value);
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
}
