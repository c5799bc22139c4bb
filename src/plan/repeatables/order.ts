// The order in which repeatables are applied: each after those whose objects it needs.

import type { RelationName } from "../../core/name.ts";
import type { Problem } from "../../core/problem.ts";
import type { MadeObject, Mention } from "../../core/repeatable.ts";
import type { ReadRepeatable } from "./read.ts";

export interface Ordered<Read extends ReadRepeatable> {
  readonly order: readonly Read[];
  /** By name: those whose objects a repeatable speaks of. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  readonly problems: readonly Problem[];
}

interface Edges {
  readonly early: ReadonlyMap<string, ReadonlySet<string>>;
  readonly all: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Orders the repeatables; ties by name. `searchPath` is where names without a schema are looked for. What is only
 * looked for when it runs comes before as well, unless that would close a ring. A ring of the rest is a problem.
 */
export function orderRepeatables<Read extends ReadRepeatable>(
  repeatables: readonly Read[],
  searchPath: readonly string[],
): Ordered<Read> {
  const { all, early } = edgesOf(repeatables, searchPath);
  const left = new Map(repeatables.map((each) => [each.repeatable.name, each]));
  const order: Read[] = [];
  const isFree = (name: string, edges: Edges["all"]): boolean =>
    [...(edges.get(name) ?? [])].every((needed) => !left.has(needed));
  // Bound: every pass takes one away, or ends.
  while (left.size > 0) {
    const names = [...left.keys()];
    const next = names.find((name) => isFree(name, all)) ?? names.find((name) => isFree(name, early));
    const found = next === undefined ? undefined : left.get(next);
    if (next === undefined || found === undefined) {
      return { order, needs: all, problems: [ringProblem(ringIn(left, early), left)] };
    }
    order.push(found);
    left.delete(next);
  }
  return { order, needs: all, problems: twiceMade(repeatables, searchPath) };
}

/** What a name may stand for, in the schemas in which it is looked for. */
const keysOf = (kind: Mention["kind"], { schema, name }: RelationName, path: readonly string[]): string[] =>
  kind === "schema"
    ? [`schema ${name}`]
    : (schema === undefined ? path : [schema]).map((each) => `${kind} ${each} ${name}`);

/** Under what a repeatable's object is found by those who mention it. Nobody speaks of triggers and the like. */
function madeKeys({ kind, name, table }: MadeObject, path: readonly string[]): string[] {
  const [first = "public"] = path;
  if (table !== undefined || name.name === "") return [];
  const what = kind === "function" || kind === "procedure" ? "routine" : "relation";
  const schema = name.schema ?? first;
  return [...keysOf(what, { schema, name: name.name }, []), `schema ${schema}`];
}

function edgesOf(repeatables: readonly ReadRepeatable[], searchPath: readonly string[]): Edges {
  const makers = new Map<string, string[]>();
  for (const { repeatable, content } of repeatables) {
    for (const key of content.makes.flatMap((made) => madeKeys(made, content.searchPath ?? searchPath))) {
      const known = makers.get(key);
      if (known === undefined) makers.set(key, [repeatable.name]);
      else known.push(repeatable.name);
    }
  }
  const [early, all] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  for (const { repeatable, content } of repeatables) {
    const { name } = repeatable;
    const [needed, named] = [new Set<string>(), new Set<string>()];
    for (const mention of content.mentions) {
      const keys = keysOf(mention.kind, mention.name, content.searchPath ?? searchPath);
      for (const maker of keys.flatMap((key) => makers.get(key) ?? [])) {
        if (maker === name) continue;
        named.add(maker);
        if (!mention.late) needed.add(maker);
      }
    }
    early.set(name, needed);
    all.set(name, named);
  }
  return { early, all };
}

/** Some ring among those that are left, where each has one that it needs. */
function ringIn(left: ReadonlyMap<string, unknown>, early: Edges["early"]): readonly string[] {
  const way: string[] = [];
  let at = [...left.keys()][0] ?? "";
  // Bound: a way without a repetition is no longer than the list.
  while (!way.includes(at)) {
    way.push(at);
    at = [...(early.get(at) ?? [])].find((needed) => left.has(needed)) ?? "";
  }
  return way.slice(way.indexOf(at));
}

function ringProblem(ring: readonly string[], left: ReadonlyMap<string, ReadRepeatable>): Problem {
  const files = [...ring, ring[0] ?? ""].map((name) => left.get(name)?.repeatable.file.path ?? name);
  const [file = ""] = files;
  return {
    code: "repeatable-cycle",
    severity: "error",
    message: `These repeatables need each other, so that none can be the first: ${files.join(" needs ")}.`,
    remedy:
      "Put what the others need into a repeatable of its own, or write all of it into one file in an order that works.",
    file,
  };
}

/** One problem for each object that two files make: the later would undo the work of the earlier. */
function twiceMade(
  repeatables: readonly ReadRepeatable[],
  searchPath: readonly string[],
): readonly Problem[] {
  const makers = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { repeatable, content } of repeatables) {
    const { path } = repeatable.file;
    for (const made of content.makes.filter(({ name }) => name.name !== "")) {
      const key = identityOf(made, content.searchPath ?? searchPath);
      const first = makers.get(key);
      if (first === undefined) makers.set(key, path);
      else if (first !== path) problems.push(madeTwice(key, first, path));
    }
  }
  return problems;
}

function identityOf(
  { kind, name, table, routine }: MadeObject,
  [first = "public"]: readonly string[],
): string {
  const full = (each: RelationName): string => `${each.schema ?? first}.${each.name}`;
  if (table !== undefined && kind !== "index") return `${kind} ${name.name} on ${full(table)}`;
  const types = routine?.parameters
    .filter(({ mode }) => mode !== "o" && mode !== "t")
    .map(({ type }) => type);
  const word = kind === "materialized view" ? "view" : kind;
  return `${word} ${full(name)}${types === undefined ? "" : `(${types.join(", ").replaceAll('"', "")})`}`;
}

const madeTwice = (object: string, first: string, file: string): Problem => ({
  code: "made-twice",
  severity: "error",
  message: `${first} and ${file} both make the ${object}: each would undo the other.`,
  remedy: "Keep it in one of the two.",
  file,
});
