// What is declared and never referred to.

import type { PolicyRule } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import { attributeOf, type Declared, type TerraformModule } from "../../terraform/module.ts";
import { referencesIn } from "../../terraform/references.ts";
import { unusedOutputs } from "./outputs.ts";

const KINDS: Readonly<Partial<Record<Declared["kind"], string>>> = {
  variable: "The variable",
  local: "The local value",
  data: "The data source",
};

export const rule: PolicyRule<Infra> = {
  name: "terraform-unused",
  class: "advice",
  severity: "warning",
  about: "a variable, local value, data source, provider or output of a module that nothing refers to",
  *check({ terraform }) {
    yield* unusedOutputs(terraform);
    for (const module of terraform.modules.filter(({ isPartial }) => !isPartial)) {
      const used = usedIn(module);
      for (const { kind, name, spot } of module.declared) {
        const what = KINDS[kind];
        if (what === undefined || used.has(name)) continue;
        yield {
          spot,
          message: `${what} ${name} is used by nothing in this folder. Whoever sets it expects that it does something.`,
          instead: "Remove it, or use it where it was meant.",
        };
      }
      yield* unusedProviders(module);
    }
  },
};

/** A condition on a variable itself is no use of it. */
function usedIn(module: TerraformModule): ReadonlySet<string> {
  const own = (block: {
    readonly type: string;
    readonly labels: readonly { readonly text: string }[];
  }): string => (block.type === "variable" ? `var.${block.labels[0]?.text ?? ""}` : "");
  return new Set(referencesIn(module).flatMap(({ name, block }) => (own(block) === name ? [] : [name])));
}

function* unusedProviders(module: TerraformModule): ReturnType<PolicyRule<Infra>["check"]> & Generator {
  const types = module.declared.flatMap(({ kind, name }) =>
    kind === "resource" || kind === "data" ? [name.replace(/^data\./, "").split("_")[0]] : [],
  );
  const hasCalls = module.declared.some(({ kind }) => kind === "module");
  for (const { path, hcl } of module.files) {
    const required = hcl.body.blocks
      .filter(({ type }) => type === "terraform")
      .flatMap(({ body }) => body.blocks.filter(({ type }) => type === "required_providers"));
    for (const { name, at } of required.flatMap(({ body }) => body.attributes)) {
      const named = module.declared.some(
        (declared) => declared.block !== undefined && attributeOf(declared.block, "provider") !== undefined,
      );
      if (hasCalls || named || types.includes(name)) continue;
      yield {
        spot: { file: path, at },
        message: `The provider ${name} is required, and nothing in this folder comes from it.`,
        instead: "Remove it from required_providers.",
      };
    }
  }
}
