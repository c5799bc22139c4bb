// Outputs of modules that no caller reads.

import type { Report } from "../../../rule.ts";
import {
  attributeOf,
  blocksOf,
  calledModule,
  declaredAs,
  folderOf,
  isLocalSource,
  textOf,
  type Terraform,
  type TerraformModule,
} from "../../terraform/module.ts";
import { referencesIn } from "../../terraform/references.ts";

interface Call {
  readonly caller: TerraformModule;
  /** `module.key`. */
  readonly name: string;
  readonly called: TerraformModule;
}

/**
 * Only of modules that environments are made of: a module for reuse, which examples call, has outputs for others. An
 * environment is told by where it keeps its state.
 */
export function* unusedOutputs(terraform: Terraform): Generator<Report> {
  const calls = terraform.modules.flatMap((caller) => callsOf(caller, terraform));
  for (const module of terraform.modules) {
    const own = calls.filter(({ called }) => called === module);
    if (own.length === 0 || !own.every(({ caller }) => isOwn(caller, calls)) || isTested(module, terraform)) {
      continue;
    }
    const read = own.flatMap(readFrom);
    if (read.includes(undefined)) continue;
    for (const { name, spot } of declaredAs(module, "output").filter(
      (output) => !read.includes(output.name),
    )) {
      yield {
        spot,
        message: `The output ${name} is read by nobody who calls this module.`,
        instead: "Remove it, or use it where it was meant.",
      };
    }
  }
}

const callsOf = (caller: TerraformModule, { modules }: Terraform): readonly Call[] =>
  declaredAs(caller, "module").flatMap(({ name, block }) => {
    const source = block === undefined ? undefined : textOf(attributeOf(block, "source"));
    const called =
      source !== undefined && isLocalSource(source) ? calledModule(modules, caller, source) : undefined;
    return called === undefined ? [] : [{ caller, name, called }];
  });

/** Whether a module keeps a state, or all that call it belong to those that do. Terraform refuses rings. */
function isOwn(module: TerraformModule, calls: readonly Call[]): boolean {
  const callers = calls.filter(({ called }) => called === module).map(({ caller }) => caller);
  return callers.length === 0 ? keepsState(module) : callers.every((caller) => isOwn(caller, calls));
}

const keepsState = ({ files, isPartial }: TerraformModule): boolean =>
  !isPartial &&
  files
    .flatMap(({ hcl }) => hcl.body.blocks)
    .some((block) => ["backend", "cloud"].some((type) => blocksOf(block, type).length > 0));

/** A test may read every output. */
const isTested = ({ folder }: TerraformModule, { files }: Terraform): boolean =>
  files.some(
    ({ path, text }) =>
      path.endsWith(".tftest.hcl") && folderOf(path).startsWith(folder) && text.includes("output."),
  );

/** The outputs that a call is asked for; `undefined` where it is taken whole. */
const readFrom = ({ caller, name }: Call): readonly (string | undefined)[] =>
  referencesIn(caller)
    .filter((reference) => reference.name === name)
    .map(({ attribute }) => attribute);
