// A condition in the Common Expression Language, asked about a resource.

import { Environment, EvaluationError, ParseError, TypeError as CelTypeError } from "@marcbachmann/cel-js";

import type { Value } from "../terraform/value.ts";
import type { Thing } from "../thing.ts";
import { pathsIn, type Path } from "./paths.ts";

/** What is wrong with a condition, and the index in its text. */
export interface ConditionFault {
  readonly start: number;
  readonly message: string;
}

export interface Condition {
  /** Whether it holds for a resource. What depends on something that is not known does not. */
  ask(thing: Thing): boolean | ConditionFault;
}

const CEL = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false })
  .registerVariable("self", "dyn")
  .registerVariable("name", "string")
  .registerVariable("kind", "string")
  .registerVariable("production", "bool");

/** Reads a condition; a fault where it is none. */
export function compile(text: string): Condition | ConditionFault {
  try {
    const run = CEL.parse(text);
    const { valid, error, type = "dyn" } = run.check();
    if (!valid) return faultOf(error);
    if (type !== "bool" && type !== "dyn") {
      return { start: 0, message: `The condition comes to ${type}, and not to true or false` };
    }
    const paths = pathsIn(run.ast);
    return { ask: (thing) => answer(thing, run, paths) };
  } catch (error) {
    return faultOf(error);
  }
}

function answer(
  thing: Thing,
  run: (context: object) => unknown,
  paths: readonly Path[],
): boolean | ConditionFault {
  const whole = thing.all();
  if (!paths.every((path) => isKnownAt(whole, path))) return false;
  const { name, type, isProduction } = thing;
  try {
    const result = run({ self: forCel(whole), name, kind: type, production: isProduction });
    if (typeof result === "boolean") return result;
    return { start: 0, message: "The condition comes to neither true nor false" };
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): ConditionFault {
  const isOfCel =
    error instanceof ParseError || error instanceof EvaluationError || error instanceof CelTypeError;
  if (!isOfCel) throw error;
  const key = /^No such key: (\S+)$/.exec(error.summary)?.[1];
  const advice = key === undefined ? "" : ` (where it may be absent, ask has(….${key}) first)`;
  return { start: error.range?.start ?? 0, message: `${error.summary}${advice}` };
}

function isKnownAt(whole: Value, [key, ...rest]: Path): boolean {
  if (whole === undefined) return false;
  if (key === undefined) return isKnown(whole);
  if (typeof whole !== "object" || whole === null || Array.isArray(whole)) return isKnown(whole);
  return !Object.hasOwn(whole, key) || isKnownAt((whole as Readonly<Record<string, Value>>)[key], rest);
}

function isKnown(value: Value): boolean {
  if (typeof value !== "object" || value === null) return value !== undefined;
  return Object.values(value as Readonly<Record<string, Value>>).every(isKnown);
}

/** CEL tells whole numbers from others. What is not known is left out: nothing that is asked depends on it. */
function forCel(value: Value): unknown {
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(forCel);
  const entries = Object.entries(value as Readonly<Record<string, Value>>);
  return Object.fromEntries(
    entries.flatMap(([key, one]) => (one === undefined ? [] : [[key, forCel(one)] as const])),
  );
}
