// A reference to something that the module does not declare.

import { nearestWord } from "../../../../core/nearest-word.ts";
import type { PolicyRule, Report } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import {
  attributeOf,
  calledModule,
  declaredAs,
  isLocalSource,
  textOf,
  type TerraformModule,
  shownFolder,
} from "../../terraform/module.ts";
import { referencesIn, type Reference } from "../../terraform/references.ts";

export const rule: PolicyRule<Infra> = {
  name: "terraform-undeclared",
  class: "hazard",
  severity: "error",
  about: "a reference to something that the module does not declare",
  *check({ terraform: { modules } }) {
    for (const module of modules.filter(({ isPartial }) => !isPartial)) {
      const names = new Set(module.declared.map(({ name }) => name));
      for (const reference of referencesIn(module)) {
        const report = names.has(reference.name)
          ? ofCall(reference, module, modules)
          : undeclared(reference, [...names]);
        if (report !== undefined) yield report;
      }
    }
  },
};

function undeclared({ name, isBare, spot }: Reference, names: readonly string[]): Report {
  const nearest = nearestWord(name, names);
  if (isBare === true) {
    return {
      spot,
      message: `${name} alone refers to nothing: a reference names a kind and a name, such as var.${name}.`,
      instead: `Write var.${name}, local.${name}, or "${name}" where the text itself is meant.`,
    };
  }
  return {
    spot,
    message: `Nothing in this folder declares ${name}.`,
    instead: nearest === undefined ? "Declare it, or correct the name." : `Did you mean ${nearest}?`,
  };
}

/** A reference to an output that the called module does not have. */
function ofCall(
  reference: Reference,
  module: TerraformModule,
  modules: readonly TerraformModule[],
): Report | undefined {
  const { name, attribute, spot } = reference;
  const call = declaredAs(module, "module").find((declared) => declared.name === name)?.block;
  const source = call === undefined ? undefined : textOf(attributeOf(call, "source"));
  if (attribute === undefined || source === undefined || !isLocalSource(source)) return undefined;
  const called = calledModule(modules, module, source);
  if (called === undefined || called.isPartial) return undefined;
  const outputs = declaredAs(called, "output").map((output) => output.name);
  if (outputs.includes(attribute)) return undefined;
  const nearest = nearestWord(attribute, outputs);
  return {
    spot,
    message: `The module in ${shownFolder(called)} has no output ${attribute}.`,
    instead: nearest === undefined ? "Add the output there." : `Did you mean ${nearest}?`,
  };
}
