// A folder of Terraform as one module: what its files declare together.

import type { PolicyFile, Spot } from "../../rule.ts";
import { readHcl } from "./hcl/hcl.ts";
import type { Attribute, Block, Expression, HclFile, Placed } from "./hcl/tree.ts";

export interface TerraformFile extends PolicyFile {
  readonly hcl: HclFile;
}

export type DeclaredKind =
  | "variable"
  | "local"
  | "resource"
  | "data"
  | "ephemeral"
  | "action"
  | "module"
  | "output"
  | "provider";

/** Something that has a name in a module. `name` is how it is referred to: `var.size`, `aws_vpc.main`. */
export interface Declared {
  readonly kind: DeclaredKind;
  readonly name: string;
  readonly spot: Spot;
  /** Absent for a local value. */
  readonly block?: Block;
  /** Of a local value. */
  readonly local?: Attribute;
}

export interface TerraformModule {
  /** Relative to the project, with slashes; empty for the project itself. */
  readonly folder: string;
  readonly files: readonly TerraformFile[];
  readonly declared: readonly Declared[];
  /** Whether some of it is written as JSON, which is not read: what is declared there is not known. */
  readonly isPartial: boolean;
  /** Files that give values to the variables: those that Terraform reads by itself, in its order. */
  readonly values: readonly TerraformFile[];
}

export interface Terraform {
  readonly files: readonly TerraformFile[];
  readonly modules: readonly TerraformModule[];
  /** Those that are written as JSON. */
  readonly unread: readonly PolicyFile[];
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Reads all files of Terraform among some files, and puts those of one folder together. */
export function readTerraform(files: readonly PolicyFile[]): Terraform {
  const read = files
    .filter(({ path }) => /\.(?:tf|tfvars|tftest\.hcl|tfbackend)$/.test(path))
    .map((file) => ({ ...file, hcl: readHcl(file.text) }));
  const sources = read.filter(({ path }) => path.endsWith(".tf"));
  const unread = files.filter(({ path }) => path.endsWith(".tf.json"));
  const partial = new Set(unread.map(({ path }) => folderOf(path)));
  const folders = [...new Set([...sources.map(({ path }) => folderOf(path)), ...partial])].toSorted();
  const modules = folders.map((folder) => {
    const own = sources.filter(({ path }) => folderOf(path) === folder);
    const isPartial = partial.has(folder);
    return { folder, files: own, isPartial, declared: declaredBy(own), values: valuesIn(read, folder) };
  });
  return { files: read, modules, unread };
}

function valuesIn(files: readonly TerraformFile[], folder: string): readonly TerraformFile[] {
  const names = (path: string): boolean => /(?:^|\/)(?:terraform|[^/]*\.auto)\.tfvars$/.test(path);
  return files
    .filter(({ path }) => folderOf(path) === folder && names(path))
    .toSorted(
      (a, b) => Number(b.path.endsWith("/terraform.tfvars")) - Number(a.path.endsWith("/terraform.tfvars")),
    );
}

const OVERRIDE = /(?:^|[/_])override\.tf$/;

/** Declarations of override files come into those of the same name, and are none of their own. */
function declaredBy(files: readonly TerraformFile[]): readonly Declared[] {
  const overriding = files.filter(({ path }) => OVERRIDE.test(path)).flatMap(declaredIn);
  return files
    .filter(({ path }) => !OVERRIDE.test(path))
    .flatMap(declaredIn)
    .map((declared) =>
      overriding
        .filter(({ kind, name }) => kind === declared.kind && name === declared.name)
        .reduce(overridden, declared),
    );
}

/** A declaration of which what another file overrides is not known any more. */
function overridden(declared: Declared, { block: other }: Declared): Declared {
  const { block, local } = declared;
  if (local !== undefined) return { ...declared, local: { ...local, value: unknownAt(local) } };
  if (block === undefined || other === undefined) return declared;
  const names = new Set([
    ...other.body.attributes.map(({ name }) => name),
    ...other.body.blocks.filter(({ type }) => type !== "lifecycle").map(({ type }) => type),
  ]);
  const attributes = block.body.attributes.filter(({ name }) => !names.has(name));
  const unknown = [...names].map((name) => ({ name, value: unknownAt(block), at: block.at, end: block.end }));
  const blocks = block.body.blocks.filter(({ type }) => !names.has(type));
  return { ...declared, block: { ...block, body: { attributes: [...attributes, ...unknown], blocks } } };
}

const unknownAt = ({ at, end }: Placed): Expression => ({ kind: "broken", at, end });

function declaredIn({ path, hcl }: TerraformFile): readonly Declared[] {
  return hcl.body.blocks.flatMap((block): readonly Declared[] => {
    const spot = { file: path, at: block.at };
    const [first, second] = block.labels.map(({ text }) => text);
    const one = (kind: DeclaredKind, name: string): readonly Declared[] => [{ kind, name, spot, block }];
    if (block.type === "locals") {
      return block.body.attributes.map((local) => ({
        kind: "local",
        name: `local.${local.name}`,
        spot: { file: path, at: local.at },
        local,
      }));
    }
    if (block.type === "check") return blocksOf(block, "data").flatMap((inner) => dataIn(inner, path));
    if (first === undefined) return [];
    if (block.type === "variable") return one("variable", `var.${first}`);
    if (block.type === "output") return one("output", first);
    if (block.type === "module") return one("module", `module.${first}`);
    if (block.type === "provider") return one("provider", providerName(block, first));
    if (second === undefined) return [];
    if (block.type === "resource") return one("resource", `${first}.${second}`);
    if (block.type === "ephemeral" || block.type === "action")
      return one(block.type, `${block.type}.${first}.${second}`);
    return block.type === "data" ? dataIn(block, path) : [];
  });
}

/** A data source, also one that belongs to a `check`. */
function dataIn(block: Block, file: string): readonly Declared[] {
  const [type, name] = block.labels.map(({ text }) => text);
  if (type === undefined || name === undefined) return [];
  return [{ kind: "data", name: `data.${type}.${name}`, spot: { file, at: block.at }, block }];
}

/** `aws`, or `aws.west` for one with an alias. */
function providerName(block: Block, name: string): string {
  const alias = textOf(attributeOf(block, "alias"));
  return alias === undefined ? name : `${name}.${alias}`;
}

export const attributeOf = (block: Block, name: string): Attribute | undefined =>
  block.body.attributes.find((attribute) => attribute.name === name);

export const blocksOf = (block: Block, type: string): readonly Block[] =>
  block.body.blocks.filter((other) => other.type === type);

/** The text of an attribute that is plain text. */
export function textOf(attribute: Attribute | undefined): string | undefined {
  const value = attribute?.value;
  return value?.kind === "literal" && typeof value.value === "string" ? value.value : undefined;
}

/** `the folder modules/key`, for messages. */
export const shownFolder = ({ folder }: TerraformModule): string =>
  folder === "" ? "the folder of the project" : `the folder ${folder}`;

/** The declarations of one kind. */
export const declaredAs = (module: TerraformModule, kind: DeclaredKind): readonly Declared[] =>
  module.declared.filter((declared) => declared.kind === kind);

/** The word behind the last dot: `size` of `var.size`. */
export const lastWord = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

/** The module that a call leads to, where its source is a folder; undefined for one that is not there. */
export function calledModule(
  modules: readonly TerraformModule[],
  caller: TerraformModule,
  source: string,
): TerraformModule | undefined {
  const folder = folderBehind(caller, source)?.join("/");
  return modules.find((module) => module.folder === folder);
}

/** Whether a source leads to where somebody looked: below the folder that all modules are in. */
export function isLookedAt(
  modules: readonly TerraformModule[],
  caller: TerraformModule,
  source: string,
): boolean {
  const folder = folderBehind(caller, source);
  const [first = [], ...others] = modules.map((module) => partsOf(module.folder));
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  const common = end === -1 ? first : first.slice(0, end);
  return folder !== undefined && common.every((part, index) => folder[index] === part);
}

const partsOf = (folder: string): string[] => (folder === "" ? [] : folder.split("/"));

/** The parts of a path that is relative to a module; undefined for one that leads out of the project. */
function folderBehind({ folder }: TerraformModule, source: string): readonly string[] | undefined {
  const parts = partsOf(folder);
  for (const part of source.split("/")) {
    if (part !== "..") {
      if (part !== "." && part !== "") parts.push(part);
    } else if (parts.pop() === undefined) return undefined;
  }
  return parts;
}

/** Whether a source is a folder of this project. */
export const isLocalSource = (source: string): boolean => /^\.\.?(?:\/|$)/.test(source);
