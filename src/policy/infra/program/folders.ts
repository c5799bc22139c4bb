// Where the program terraform is run, and whether its tests can be run without making anything.

import type { PolicyFile } from "../../rule.ts";
import type { Block } from "../terraform/hcl/tree.ts";
import {
  attributeOf,
  blocksOf,
  calledModule,
  declaredAs,
  folderOf,
  isLocalSource,
  readTerraform,
  textOf,
  type Terraform,
  type TerraformFile,
  type TerraformModule,
} from "../terraform/module.ts";

export interface ProgramFolder {
  /** Relative to the project, with slashes. */
  readonly folder: string;
  /** `mocked`: nothing is made or asked for. `real`: they may make what costs money, and have to be started by a person. */
  readonly tests: "none" | "mocked" | "real";
}

/** The folders that no other one calls, and those with tests: together they reach every module. */
export function programFolders(given: readonly PolicyFile[]): readonly ProgramFolder[] {
  const terraform = readTerraform(given);
  const called = new Set(terraform.modules.flatMap((module) => calledBy(module, terraform)));
  return terraform.modules.flatMap((module) => {
    const files = testsOf(module, terraform);
    if (called.has(module) && files.length === 0) return [];
    const isMocked = files.every((file) => isSafe(file, module, terraform));
    return { folder: module.folder, tests: files.length === 0 ? "none" : isMocked ? "mocked" : "real" };
  });
}

const sourcesOf = (module: TerraformModule): readonly string[] =>
  declaredAs(module, "module").flatMap(({ block }) =>
    block === undefined ? [] : (textOf(attributeOf(block, "source")) ?? []),
  );

const calledBy = (module: TerraformModule, { modules }: Terraform): readonly TerraformModule[] =>
  sourcesOf(module).flatMap((source) =>
    isLocalSource(source) ? (calledModule(modules, module, source) ?? []) : [],
  );

const testsOf = ({ folder }: TerraformModule, { files }: Terraform): readonly TerraformFile[] => {
  const own = new Set([folder, folder === "" ? "tests" : `${folder}/tests`]);
  return files.filter(({ path }) => path.endsWith(".tftest.hcl") && own.has(folderOf(path)));
};

/** Whether a file of tests puts a mock in the place of every provider, and calls nothing else. */
function isSafe({ hcl }: TerraformFile, module: TerraformModule, terraform: Terraform): boolean {
  const blocks = hcl.body.blocks;
  const mocked = new Set(
    blocks.flatMap(({ type, labels }) => (type === "mock_provider" ? (labels[0]?.text ?? []) : [])),
  );
  const callsOthers = blocks.some((block) => block.type === "run" && blocksOf(block, "module").length > 0);
  const wanted = providersOf(module, terraform, new Set());
  return !callsOthers && wanted !== undefined && wanted.every((provider) => mocked.has(provider));
}

/** The providers that a module and those it calls take things from; undefined where that cannot be known. */
function providersOf(
  module: TerraformModule,
  terraform: Terraform,
  seen: Set<TerraformModule>,
): readonly string[] | undefined {
  if (seen.has(module)) return [];
  seen.add(module);
  const things = module.declared.filter(({ kind }) => KINDS.has(kind)).flatMap(({ block }) => block ?? []);
  const inner = calledBy(module, terraform);
  if (module.isPartial || things.some(isOfItsOwn) || inner.length < declaredAs(module, "module").length) {
    return undefined;
  }
  const own = things.map(({ labels }) => labels[0]?.text.split("_")[0] ?? "");
  const below = inner.map((one) => providersOf(one, terraform, seen));
  if (below.includes(undefined)) return undefined;
  return [...own, ...below.flatMap((providers) => providers ?? [])].filter((name) => name !== "terraform");
}

const KINDS: ReadonlySet<string> = new Set(["resource", "data", "ephemeral", "action"]);

/** Something that names its provider, or runs a program of its own. */
const isOfItsOwn = (block: Block): boolean =>
  attributeOf(block, "provider") !== undefined || blocksOf(block, "provisioner").length > 0;
