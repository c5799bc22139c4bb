// The folders that Terraform is run in, and what the variables of each one are there.

import type { Attribute } from "./hcl/tree.ts";
import { attributeOf, declaredAs, lastWord, type Terraform, type TerraformModule } from "./module.ts";
import { valueOf, type Lookup, type Value } from "./value.ts";

/** A value that a file gives to a variable. */
export interface Given {
  readonly file: string;
  readonly attribute: Attribute;
  readonly value: Value;
}

/** A module that nobody calls and that a state or a provider belongs to. */
export interface Environment {
  readonly module: TerraformModule;
  /** What is given to each variable by a file that Terraform reads by itself; the last file wins. */
  readonly given: ReadonlyMap<string, Given>;
}

const NOTHING: Lookup = () => undefined;

export function environmentsIn({ modules }: Terraform): readonly Environment[] {
  return modules
    .filter((module) => !module.isPartial && isRoot(module))
    .map((module) => ({ module, given: givenIn(module) }));
}

const isRoot = ({ declared, files }: TerraformModule): boolean =>
  declared.some(({ kind }) => kind === "provider") ||
  files.some(({ hcl }) =>
    hcl.body.blocks.some(
      ({ type, body }) => type === "terraform" && body.blocks.some((inner) => inner.type === "backend"),
    ),
  );

function givenIn(module: TerraformModule): ReadonlyMap<string, Given> {
  return new Map(
    module.values.flatMap(({ path, hcl }) =>
      hcl.body.attributes.map((attribute) => [
        attribute.name,
        { file: path, attribute, value: valueOf(attribute.value, NOTHING) },
      ]),
    ),
  );
}

/**
 * What names come to in a module whose variables have these values: `var.size`, `local.port`. A variable without a
 * value has its default.
 */
export function lookupIn(module: TerraformModule, variables: ReadonlyMap<string, Value>): Lookup {
  const open = new Set<string>();
  const lookup: Lookup = (name) => {
    const declared = module.declared.find((other) => other.name === name);
    if (declared?.kind === "variable" && declared.block !== undefined) {
      if (variables.has(lastWord(name))) return variables.get(lastWord(name));
      const fallback = attributeOf(declared.block, "default");
      return fallback === undefined ? undefined : valueOf(fallback.value, NOTHING);
    }
    // A ring of local values is refused by Terraform itself.
    if (declared?.local === undefined || open.has(name)) return undefined;
    open.add(name);
    const value = valueOf(declared.local.value, lookup);
    open.delete(name);
    return value;
  };
  return lookup;
}

/** The variables of a module that have no default. */
export const requiredIn = (module: TerraformModule): readonly string[] =>
  declaredAs(module, "variable").flatMap(({ name, block }) =>
    block === undefined || attributeOf(block, "default") !== undefined ? [] : [lastWord(name)],
  );
