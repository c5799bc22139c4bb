// What must stand beside a resource and does not: a policy beside a bucket, a log of connections beside a network.

import type { Spot } from "../rule.ts";
import type { Infra } from "./subject.ts";
import { declaredAs, type TerraformModule } from "./terraform/module.ts";
import { referencesIn } from "./terraform/references.ts";

export interface Company {
  /** The type of the resource, and those of which one must stand beside it. */
  readonly terraform: readonly [of: string, ...beside: string[]];
  /** The same; absent where CloudFormation has no such resource. */
  readonly cloudFormation?: readonly [of: string, ...beside: string[]];
}

export interface Lonely {
  readonly name: string;
  readonly spot: Spot;
}

/** The resources that stand without. In a template, any resource of the type is taken for the one that is meant. */
export function without(infra: Infra, { terraform, cloudFormation }: Company): readonly Lonely[] {
  const [type, ...beside] = terraform;
  const found = infra.terraform.modules.flatMap((module) => lonelyIn(module, type, beside));
  if (cloudFormation === undefined) return found;
  const [of, ...others] = cloudFormation;
  const templates = infra.templates.filter(
    ({ resources }) => !resources.some((resource) => others.includes(resource.type)),
  );
  const bare = templates.flatMap(({ file, resources }) =>
    resources.flatMap((one) =>
      one.type === of ? [{ name: one.name, spot: { file: file.path, at: one.at } }] : [],
    ),
  );
  return [...found, ...bare];
}

/** One that refers to none by its name may mean any of them. */
function lonelyIn(module: TerraformModule, type: string, beside: readonly string[]): readonly Lonely[] {
  const isMeant = (name: string): boolean => name.startsWith(`${type}.`);
  const own = declaredAs(module, "resource");
  const company = own.flatMap(({ block }) => (beside.includes(block?.labels[0]?.text ?? "") ? [block] : []));
  const references = referencesIn(module).filter(({ name }) => isMeant(name));
  const isIndirect = company.some((block) => !references.some((one) => one.block === block));
  if (module.isPartial || isIndirect) return [];
  const covered = new Set(references.flatMap(({ name, block }) => (company.includes(block) ? [name] : [])));
  return own.filter(({ name }) => isMeant(name) && !covered.has(name));
}
