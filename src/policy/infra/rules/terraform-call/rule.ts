// A call of a module that does not fit what the module takes.

import { nearestWord } from "../../../../core/nearest-word.ts";
import type { PolicyRule, Report } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import type { Block } from "../../terraform/hcl/tree.ts";
import {
  attributeOf,
  calledModule,
  declaredAs,
  isLocalSource,
  isLookedAt,
  lastWord,
  textOf,
  type Declared,
  type TerraformModule,
  shownFolder,
} from "../../terraform/module.ts";
import { misfits, typeOf } from "../../terraform/type.ts";
import { valueOf } from "../../terraform/value.ts";

const OWN_ARGUMENTS = new Set(["source", "version", "count", "for_each", "providers", "depends_on"]);

export const rule: PolicyRule<Infra> = {
  name: "terraform-call",
  class: "hazard",
  severity: "error",
  about: "a call of a module that does not fit what the module takes",
  *check({ terraform: { modules } }) {
    for (const module of modules) {
      for (const { block, spot } of declaredAs(module, "module")) {
        if (block === undefined) continue;
        const given = attributeOf(block, "source");
        const source = textOf(given);
        if (given === undefined) {
          yield {
            spot,
            message: "This call names no module: it has no source.",
            instead: 'Write: source = "../…"',
          };
        } else if (source !== undefined && isLocalSource(source)) {
          const called = calledModule(modules, module, source);
          if (called !== undefined) {
            if (!called.isPartial) yield* misfitsOf({ block, spot }, called);
          } else if (isLookedAt(modules, module, source)) yield notThere(source, spot);
        }
      }
    }
  },
};

type Call = { readonly block: Block } & Pick<Declared, "spot">;

const notThere = (source: string, spot: Declared["spot"]): Report => ({
  spot,
  message: `There is no Terraform file in ${source}.`,
  instead: "Correct the path; it is relative to this folder.",
});

function* misfitsOf({ block, spot }: Call, called: TerraformModule): Generator<Report> {
  const variables = new Map(
    declaredAs(called, "variable").map((variable) => [lastWord(variable.name), variable]),
  );
  for (const { name, at, value } of block.body.attributes) {
    const place = { file: spot.file, at };
    const variable = variables.get(name)?.block;
    if (OWN_ARGUMENTS.has(name)) continue;
    if (variable === undefined) {
      const nearest = nearestWord(name, [...variables.keys()]);
      yield {
        spot: place,
        message: `The module in ${shownFolder(called)} has no variable ${name}.`,
        instead: nearest === undefined ? "Remove it, or declare it there." : `Did you mean ${nearest}?`,
      };
      continue;
    }
    const type = typeOf(attributeOf(variable, "type")?.value);
    if (type === undefined) continue;
    for (const misfit of misfits(
      valueOf(value, () => undefined),
      type,
      name,
    )) {
      yield {
        spot: place,
        message: `${misfit}.`,
        instead: `See the variable ${name} in ${shownFolder(called)}.`,
      };
    }
  }
  for (const [name, { block: variable }] of variables) {
    const isGiven = attributeOf(block, name) !== undefined;
    if (isGiven || variable === undefined || attributeOf(variable, "default") !== undefined) continue;
    yield {
      spot,
      message: `This call does not give ${name}, and the module in ${shownFolder(called)} has no default for it.`,
      instead: `Add: ${name} = …`,
    };
  }
}
