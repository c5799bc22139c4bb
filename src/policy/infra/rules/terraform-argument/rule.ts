// An argument of a resource that the AWS provider does not have, that is missing, or that is of another type.

import { nearestWord } from "../../../../core/nearest-word.ts";
import type { PolicyRule, Report, Spot } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import type { Attribute, Block, Expression } from "../../terraform/hcl/tree.ts";
import { blocksOf, type TerraformModule } from "../../terraform/module.ts";
import { referencesIn } from "../../terraform/references.ts";
import { providerSchema, type SchemaBlock } from "../../terraform/schema/schema.ts";

const META_ARGUMENTS = new Set(["count", "for_each", "provider", "depends_on"]);
const META_BLOCKS = new Set(["lifecycle", "provisioner", "connection", "dynamic"]);

export const rule: PolicyRule<Infra> = {
  name: "terraform-argument",
  class: "hazard",
  severity: "error",
  about: "an argument that the AWS provider does not have, that is missing, or that is of another type",
  *check({ terraform: { modules } }) {
    const schema = providerSchema();
    for (const module of modules) {
      const types = new Map<string, SchemaBlock>();
      for (const { kind, name, block, spot } of module.declared) {
        if ((kind !== "resource" && kind !== "data") || block === undefined) continue;
        const type = block.labels[0]?.text ?? "";
        if (!type.startsWith("aws_")) continue;
        const known = kind === "data" ? schema.data : schema.resources;
        const found = Object.hasOwn(known, type) ? known[type] : undefined;
        if (found === undefined) {
          yield unknownType(type, Object.keys(known), spot);
          continue;
        }
        types.set(name, found);
        yield* misfitsOf({ block, schema: found, file: spot.file, isTop: true });
      }
      yield* unknownAttributes(module, types);
    }
  },
};

function unknownType(type: string, known: readonly string[], spot: Spot): Report {
  const nearest = nearestWord(type, known);
  return {
    spot,
    message: `The AWS provider has no ${type}.`,
    instead: nearest === undefined ? "Correct the type." : `Did you mean ${nearest}?`,
  };
}

interface Looked {
  readonly block: Block;
  readonly schema: SchemaBlock;
  readonly file: string;
  /** True for the resource itself, which takes arguments of Terraform's own. */
  readonly isTop: boolean;
}

function* misfitsOf(looked: Looked): Generator<Report> {
  const { block, schema, file, isTop } = looked;
  for (const attribute of block.body.attributes) {
    if (isTop && META_ARGUMENTS.has(attribute.name)) continue;
    const report = misfitOf(attribute, schema);
    if (report !== undefined) yield { spot: { file, at: attribute.at }, ...report };
  }
  for (const inner of block.body.blocks) {
    const dynamic = inner.type === "dynamic" ? inner.labels[0]?.text : undefined;
    const name = dynamic ?? inner.type;
    const found = Object.hasOwn(schema.b, name) ? schema.b[name] : undefined;
    if (found !== undefined) {
      const contents = dynamic === undefined ? [inner] : blocksOf(inner, "content");
      for (const content of contents) yield* misfitsOf({ block: content, schema: found, file, isTop: false });
    } else if (!(isTop && META_BLOCKS.has(name))) {
      const report = Object.hasOwn(schema.a, name) ? noBlock(name, schema) : unknown(name, schema);
      if (report !== undefined) yield { spot: { file, at: inner.at }, ...report };
    }
  }
  yield* missing(looked);
}

type Said = Omit<Report, "spot">;

function misfitOf({ name, value }: Attribute, schema: SchemaBlock): Said | undefined {
  const letters = Object.hasOwn(schema.a, name) ? schema.a[name] : undefined;
  // Some blocks may be written as arguments as well.
  if (letters === undefined) return Object.hasOwn(schema.b, name) ? undefined : unknown(name, schema);
  if (letters[1] === "c") {
    return {
      message: `${name} is something that AWS tells, and nobody can set it.`,
      instead: "Remove it; other places may refer to it.",
    };
  }
  const wanted = wantedInstead(letters[0] ?? "a", value);
  return wanted === undefined
    ? undefined
    : { message: `${name} wants ${wanted}.`, instead: `Write ${name} = … with ${wanted}.` };
}

/** Some arguments are lists of objects, which may be written as blocks; text, numbers and maps may not. */
function noBlock(name: string, { a }: SchemaBlock): Said | undefined {
  if (!/^[snbm]/.test(a[name] ?? "")) return undefined;
  return {
    message: `${name} is an argument, and no block: Terraform refuses it.`,
    instead: `Write ${name} = … instead of the braces alone.`,
  };
}

function unknown(name: string, { a, b }: SchemaBlock): Said {
  const nearest = nearestWord(name, [...Object.keys(a), ...Object.keys(b)]);
  return {
    message: `There is no argument ${name} here, so that Terraform refuses it.`,
    instead: nearest === undefined ? "Remove it." : `Did you mean ${nearest}?`,
  };
}

/** What a literal should have been; undefined where it fits, or where nobody can know. */
function wantedInstead(letter: string, { kind, ...rest }: Expression): string | undefined {
  const value = "value" in rest ? rest.value : undefined;
  const isText = kind === "literal" && typeof value === "string";
  if (kind === "literal" && value === null) return undefined;
  if (letter === "l" || letter === "t") return kind === "literal" || kind === "object" ? "a list" : undefined;
  if (letter === "m") return kind === "literal" || kind === "list" ? "a map" : undefined;
  if (letter === "a") return undefined;
  if (kind === "list" || kind === "object") return { s: "text", n: "a number", b: "true or false" }[letter];
  if (letter === "n" && (typeof value === "boolean" || (isText && Number.isNaN(Number(value)))))
    return "a number";
  if (letter === "b" && (typeof value === "number" || (isText && value !== "true" && value !== "false"))) {
    return "true or false";
  }
  return undefined;
}

function* missing({ block, schema, file }: Looked): Generator<Report> {
  const given = new Set([
    ...block.body.attributes.map(({ name }) => name),
    ...block.body.blocks.map(({ type, labels }) => (type === "dynamic" ? (labels[0]?.text ?? "") : type)),
  ]);
  const wanted = [
    ...Object.keys(schema.a).filter((name) => schema.a[name]?.endsWith("r")),
    ...Object.keys(schema.b).filter((name) => schema.b[name]?.r === 1),
  ];
  for (const name of wanted.filter((other) => !given.has(other))) {
    yield {
      spot: { file, at: block.at },
      message: `${name} is missing here, and must be given.`,
      instead: `Add ${name}.`,
    };
  }
}

function* unknownAttributes(
  module: TerraformModule,
  types: ReadonlyMap<string, SchemaBlock>,
): Generator<Report> {
  for (const { name, attribute, spot } of referencesIn(module)) {
    const schema = types.get(name);
    if (schema === undefined || attribute === undefined || /^\d+$/.test(attribute)) continue;
    if (Object.hasOwn(schema.a, attribute) || Object.hasOwn(schema.b, attribute)) continue;
    const nearest = nearestWord(attribute, [...Object.keys(schema.a), ...Object.keys(schema.b)]);
    yield {
      spot,
      message: `${name} has no attribute ${attribute}.`,
      instead: nearest === undefined ? "Correct the name." : `Did you mean ${nearest}?`,
    };
  }
}
