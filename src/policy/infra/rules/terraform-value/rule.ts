// A value in a .tfvars file that no variable wants, or that the variable does not take; and one that is missing.

import { nearestWord } from "../../../../core/nearest-word.ts";
import type { PolicyRule, Report } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import {
  environmentsIn,
  lookupIn,
  requiredIn,
  type Environment,
  type Given,
} from "../../terraform/environment.ts";
import type { Block } from "../../terraform/hcl/tree.ts";
import { attributeOf, blocksOf, declaredAs, lastWord, textOf } from "../../terraform/module.ts";
import { misfits, typeOf } from "../../terraform/type.ts";
import { showValue, valueOf } from "../../terraform/value.ts";

export const rule: PolicyRule<Infra> = {
  name: "terraform-value",
  class: "hazard",
  severity: "error",
  about: "a value of an environment that no variable wants or takes, or that is missing",
  *check({ terraform }) {
    for (const environment of environmentsIn(terraform)) {
      // Without such a file, values come from elsewhere: a pipeline, a person.
      if (environment.module.values.length === 0) continue;
      yield* valuesOf(environment);
      yield* missing(environment);
    }
  },
};

function* valuesOf({ module, given }: Environment): Generator<Report> {
  const variables = new Map(declaredAs(module, "variable").map(({ name, block }) => [lastWord(name), block]));
  for (const [name, one] of given) {
    const spot = { file: one.file, at: one.attribute.at };
    const variable = variables.get(name);
    if (variable !== undefined) {
      yield* refused(name, variable, one);
      continue;
    }
    const nearest = nearestWord(name, [...variables.keys()]);
    yield {
      spot,
      message: `No variable is called ${name}. Terraform only warns of it, and does without.`,
      instead: nearest === undefined ? "Remove it, or declare the variable." : `Did you mean ${nearest}?`,
    };
  }
}

function* refused(name: string, variable: Block, { file, attribute, value }: Given): Generator<Report> {
  const spot = { file, at: attribute.at };
  const type = typeOf(attributeOf(variable, "type")?.value);
  for (const misfit of type === undefined ? [] : misfits(value, type, name)) {
    yield { spot, message: `${misfit}.`, instead: `See the type of the variable ${name}.` };
  }
  for (const validation of blocksOf(variable, "validation")) {
    const condition = attributeOf(validation, "condition")?.value;
    const lookup = (asked: string): typeof value => (asked === `var.${name}` ? value : undefined);
    if (condition === undefined || valueOf(condition, lookup) !== false) continue;
    yield {
      spot,
      message: `${name} does not take ${showValue(value)}.`,
      instead:
        textOf(attributeOf(validation, "error_message")) ?? `See the validation of the variable ${name}.`,
    };
  }
}

function* missing({ module, given }: Environment): Generator<Report> {
  const lookup = lookupIn(module, new Map());
  const [file] = module.values;
  for (const name of requiredIn(module)) {
    if (given.has(name) || lookup(`var.${name}`) !== undefined || file === undefined) continue;
    yield {
      spot: { file: file.path, at: 0 },
      message: `${name} has no default and gets no value here, so that Terraform stops and asks.`,
      instead: `Add: ${name} = …`,
    };
  }
}
