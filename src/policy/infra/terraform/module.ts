// A folder of Terraform as one module: what its files declare together.

import type { PolicyFile, Spot } from "../../rule.ts";
import { readHcl } from "./hcl/hcl.ts";
import type { Attribute, Block, HclFile } from "./hcl/tree.ts";

export interface TerraformFile extends PolicyFile {
  readonly hcl: HclFile;
}

export type DeclaredKind = "variable" | "local" | "resource" | "data" | "module" | "output" | "provider";

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
  /** Files that give values to the variables: those that Terraform reads by itself, in its order. */
  readonly values: readonly TerraformFile[];
}

export interface Terraform {
  readonly files: readonly TerraformFile[];
  readonly modules: readonly TerraformModule[];
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Reads all files of Terraform among some files, and puts those of one folder together. */
export function readTerraform(files: readonly PolicyFile[]): Terraform {
  const read = files
    .filter(({ path }) => /\.(?:tf|tfvars|tftest\.hcl|tfbackend)$/.test(path))
    .map((file) => ({ ...file, hcl: readHcl(file.text) }));
  const sources = read.filter(({ path }) => path.endsWith(".tf"));
  const folders = [...new Set(sources.map(({ path }) => folderOf(path)))].toSorted();
  const modules = folders.map((folder) => {
    const own = sources.filter(({ path }) => folderOf(path) === folder);
    return { folder, files: own, declared: own.flatMap(declaredIn), values: valuesIn(read, folder) };
  });
  return { files: read, modules };
}

function valuesIn(files: readonly TerraformFile[], folder: string): readonly TerraformFile[] {
  const names = (path: string): boolean => /(?:^|\/)(?:terraform|[^/]*\.auto)\.tfvars$/.test(path);
  return files
    .filter(({ path }) => folderOf(path) === folder && names(path))
    .toSorted(
      (a, b) => Number(b.path.endsWith("/terraform.tfvars")) - Number(a.path.endsWith("/terraform.tfvars")),
    );
}

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
    if (first === undefined) return [];
    if (block.type === "variable") return one("variable", `var.${first}`);
    if (block.type === "output") return one("output", first);
    if (block.type === "module") return one("module", `module.${first}`);
    if (block.type === "provider") return one("provider", providerName(block, first));
    if (second === undefined) return [];
    if (block.type === "resource") return one("resource", `${first}.${second}`);
    return block.type === "data" ? one("data", `data.${first}.${second}`) : [];
  });
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
  const parts = caller.folder === "" ? [] : caller.folder.split("/");
  for (const part of source.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return modules.find(({ folder }) => folder === parts.join("/"));
}

/** Whether a source is a folder of this project. */
export const isLocalSource = (source: string): boolean => /^\.\.?(?:\/|$)/.test(source);
