// Types of variables: read from their expressions, and held against values.

import type { Expression } from "./hcl/tree.ts";
import { showValue, type Value } from "./value.ts";

export type Type =
  | { readonly kind: "any" | "string" | "number" | "bool" }
  | Collection<"list">
  | Collection<"set">
  | Collection<"map">
  | { readonly kind: "tuple"; readonly items: readonly Type[] }
  | { readonly kind: "object"; readonly members: ReadonlyMap<string, Member> };

interface Collection<Kind extends string> {
  readonly kind: Kind;
  readonly of: Type;
}

interface Member {
  readonly type: Type;
  readonly isOptional: boolean;
}

const ANY: Type = { kind: "any" };
const SIMPLE = new Set(["any", "string", "number", "bool"]);

/** The type that an expression means, or undefined where it means none. */
export function typeOf(expression: Expression | undefined): Type | undefined {
  if (expression === undefined) return ANY;
  if (expression.kind === "name") {
    if (SIMPLE.has(expression.name)) return { kind: expression.name as "any" | "string" | "number" | "bool" };
    return { list: { kind: "list", of: ANY }, set: { kind: "set", of: ANY }, map: { kind: "map", of: ANY } }[
      expression.name
    ] as Type | undefined;
  }
  if (expression.kind !== "call") return undefined;
  const [inner] = expression.args;
  switch (expression.name) {
    case "list":
    case "set":
    case "map": {
      const of = inner === undefined ? undefined : typeOf(inner);
      return of === undefined ? undefined : { kind: expression.name, of };
    }
    case "tuple":
      return inner?.kind === "list"
        ? { kind: "tuple", items: inner.items.map((item) => typeOf(item) ?? ANY) }
        : undefined;
    case "object":
      return inner?.kind === "object" ? objectOf(inner.entries) : undefined;
    default:
      return undefined;
  }
}

type Entries = Extract<Expression, { kind: "object" }>["entries"];

function objectOf(entries: Entries): Type | undefined {
  const members = new Map<string, Member>();
  for (const { key, value } of entries) {
    const isOptional = value.kind === "call" && value.name === "optional";
    const type = typeOf(isOptional ? value.args[0] : value);
    if (type === undefined || key.kind !== "literal") return undefined;
    members.set(String(key.value), { type, isOptional });
  }
  return { kind: "object", members };
}

/** What keeps a value from being of a type: `database.multi_az wants true or false, and gets "yes"`. */
export function* misfits(value: Value, type: Type, name: string): Generator<string> {
  if (value === undefined || value === null || type.kind === "any") return;
  switch (type.kind) {
    case "string":
      if (typeof value === "object") yield `${name} wants text, and gets ${showValue(value)}`;
      return;
    case "number":
      if (typeof value === "object" || typeof value === "boolean" || !isNumber(value)) {
        yield `${name} wants a number, and gets ${showValue(value)}`;
      }
      return;
    case "bool":
      if (value !== true && value !== false && value !== "true" && value !== "false") {
        yield `${name} wants true or false, and gets ${showValue(value)}`;
      }
      return;
    case "list":
    case "set":
    case "tuple":
      yield* listMisfits(value, type, name);
      return;
    case "map":
    case "object":
      yield* objectMisfits(value, type, name);
  }
}

const isNumber = (value: string | number): boolean =>
  typeof value === "number" || /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value);

type ListType = Extract<Type, { kind: "list" | "set" | "tuple" }>;
type ObjectType = Extract<Type, { kind: "map" | "object" }>;

function* listMisfits(value: Value, type: ListType, name: string): Generator<string> {
  if (!Array.isArray(value)) {
    yield `${name} wants a list, and gets ${showValue(value)}`;
    return;
  }
  if (type.kind === "tuple" && value.length !== type.items.length) {
    yield `${name} wants ${type.items.length} values, and gets ${value.length}`;
  }
  for (const [index, item] of value.entries()) {
    yield* misfits(
      item as Value,
      type.kind === "tuple" ? (type.items[index] ?? ANY) : type.of,
      `${name}[${index}]`,
    );
  }
}

function* objectMisfits(value: Value, type: ObjectType, name: string): Generator<string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    yield `${name} wants ${type.kind === "map" ? "a map" : "an object"}, and gets ${showValue(value)}`;
    return;
  }
  const given = value as Readonly<Record<string, Value>>;
  for (const [key, item] of Object.entries(given)) {
    const of = type.kind === "map" ? type.of : type.members.get(key)?.type;
    // Terraform drops it without a word, and with it what somebody meant by it.
    if (of === undefined) yield `${name} has no ${key}, so that Terraform drops it`;
    else yield* misfits(item, of, `${name}.${key}`);
  }
  if (type.kind === "map") return;
  for (const [key, { isOptional }] of type.members) {
    if (!isOptional && !Object.hasOwn(given, key)) yield `${name} lacks ${key}`;
  }
}
