// The resources of Terraform as rules see them: each one in every environment that it is made in.

import { PRODUCTION, type Part, type Setting, type Thing } from "../thing.ts";
import { environmentsIn, lookupIn } from "./environment.ts";
import type { Block } from "./hcl/tree.ts";
import {
  attributeOf,
  calledModule,
  declaredAs,
  isLocalSource,
  textOf,
  type Terraform,
  type TerraformModule,
} from "./module.ts";
import { valueOf, type Lookup, type Value } from "./value.ts";

/** A module with the values that its variables have there. */
interface Instance {
  readonly module: TerraformModule;
  readonly lookup: Lookup;
  readonly isProduction: boolean;
}

/** Calls of calls of modules; Terraform itself refuses a ring. */
const DEPTH_MAX = 20;

/** Every resource, once for each environment that makes it. A module that none calls is seen with its defaults. */
export function terraformThings(terraform: Terraform): readonly Thing[] {
  const instances = environmentsIn(terraform).flatMap(({ module, given }) => {
    const variables = new Map([...given].map(([name, { value }]) => [name, value]));
    const isProduction = PRODUCTION.test(module.folder);
    return instancesFrom({ module, isProduction, lookup: lookupIn(module, variables) }, terraform, DEPTH_MAX);
  });
  const reached = new Set(instances.map(({ module }) => module));
  const others = terraform.modules
    .filter((module) => !reached.has(module))
    .map((module) => ({
      module,
      isProduction: PRODUCTION.test(module.folder),
      lookup: lookupIn(module, new Map()),
    }));
  return [...instances, ...others].flatMap(thingsOf);
}

function instancesFrom(instance: Instance, terraform: Terraform, depth: number): readonly Instance[] {
  if (depth === 0) return [];
  const { module, lookup, isProduction } = instance;
  const called = declaredAs(module, "module").flatMap(({ block }) => {
    const source = block === undefined ? undefined : textOf(attributeOf(block, "source"));
    if (block === undefined || source === undefined || !isLocalSource(source)) return [];
    const inner = calledModule(terraform.modules, module, source);
    if (inner === undefined) return [];
    const variables = new Map(block.body.attributes.map(({ name, value }) => [name, valueOf(value, lookup)]));
    return instancesFrom(
      { module: inner, isProduction, lookup: lookupIn(inner, variables) },
      terraform,
      depth - 1,
    );
  });
  return [instance, ...called];
}

const thingsOf = ({ module, lookup, isProduction }: Instance): readonly Thing[] =>
  declaredAs(module, "resource").flatMap(({ name, block, spot }) =>
    block === undefined
      ? []
      : {
          type: block.labels[0]?.text ?? "",
          name,
          isProduction,
          ...partOf({ block, lookup, file: spot.file }),
        },
  );

interface Place {
  readonly block: Block;
  readonly lookup: Lookup;
  readonly file: string;
}

const partOf = (place: Place): Part => ({
  spot: { file: place.file, at: place.block.at },
  settings: (...path) => settingsIn(place, path),
  all: () => allIn(place),
  inside: (name) =>
    place.block.body.blocks.flatMap((inner) => {
      if (inner.type === name) return [partOf({ ...place, block: inner })];
      if (inner.type !== "dynamic" || inner.labels[0]?.text !== name) return [];
      return repeated(inner, place.lookup).flatMap((found) =>
        found === undefined ? [] : [partOf({ ...found, file: place.file })],
      );
    }),
});

function settingsIn(
  { block, lookup, file }: Place,
  [name = "", ...rest]: readonly string[],
): readonly Setting[] {
  const attribute = attributeOf(block, name);
  if (attribute !== undefined) {
    const whole = valueOf(attribute.value, lookup);
    return [{ spot: { file, at: attribute.at }, value: rest.reduce<Value>(memberOf, whole) }];
  }
  return block.body.blocks.flatMap((inner) => {
    if (inner.type === name) return innerSettings({ block: inner, lookup, file }, rest);
    if (inner.type !== "dynamic" || inner.labels[0]?.text !== name) return [];
    return repeated(inner, lookup).flatMap((place) =>
      place === undefined ? [unknownAt(inner, file)] : innerSettings({ ...place, file }, rest),
    );
  });
}

/** Attributes, and blocks by their type; a loop over what is not known makes all of that type unknown. */
function allIn({ block: { body }, lookup, file }: Place): Value {
  const all = new Map<string, Value>(
    body.attributes.map(({ name, value }) => [name, valueOf(value, lookup)]),
  );
  for (const inner of body.blocks) {
    const isLoop = inner.type === "dynamic";
    const name = isLoop ? (inner.labels[0]?.text ?? "") : inner.type;
    const places = isLoop ? repeated(inner, lookup) : [{ block: inner, lookup }];
    const before = all.has(name) ? all.get(name) : [];
    const isKnown = Array.isArray(before) && !places.includes(undefined);
    const found = places.flatMap((place) => (place === undefined ? [] : [allIn({ ...place, file })]));
    all.set(name, isKnown ? [...(before as readonly Value[]), ...found] : undefined);
  }
  return Object.fromEntries(all);
}

const innerSettings = (place: Place, rest: readonly string[]): readonly Setting[] =>
  rest.length === 0 ? [unknownAt(place.block, place.file)] : settingsIn(place, rest);

const unknownAt = ({ at }: Block, file: string): Setting => ({ spot: { file, at }, value: undefined });

function memberOf(whole: Value, name: string): Value {
  if (typeof whole !== "object" || whole === null || Array.isArray(whole)) return undefined;
  return (whole as Readonly<Record<string, Value>>)[name];
}

/** The contents of a dynamic block, one for each element; one `undefined` where the elements are not known. */
function repeated(dynamic: Block, lookup: Lookup): readonly (Omit<Place, "file"> | undefined)[] {
  const content = dynamic.body.blocks.find(({ type }) => type === "content");
  const over = attributeOf(dynamic, "for_each");
  const elements = over === undefined ? undefined : valueOf(over.value, lookup);
  if (content === undefined || typeof elements !== "object" || elements === null) return [undefined];
  const iterator = dynamic.labels[0]?.text ?? "";
  return Object.entries(elements as Readonly<Record<string, Value>>).map(([key, value]) => ({
    block: content,
    lookup: (name: string): Value =>
      name === `${iterator}.key` ? key : name === `${iterator}.value` ? value : lookup(name),
  }));
}
