// A value for a parameter that the template does not have or does not take, and one that is missing.

import { nearestWord } from "../../../../core/nearest-word.ts";
import type { PolicyRule, Report } from "../../../rule.ts";
import { scalarsOf, textAt, valueAt } from "../../../yaml/look.ts";
import type { YamlEntry, YamlNode } from "../../../yaml/tree.ts";
import type { Template, ValuesFile } from "../../cloudformation/template.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = {
  name: "cloudformation-value",
  class: "hazard",
  severity: "error",
  about: "a value for a parameter that the template does not have or does not take, or that is missing",
  *check({ templates }) {
    for (const template of templates) {
      for (const parameter of template.parameters) {
        const fallback = valueAt(parameter.value, "Default");
        const wrong = fallback === undefined ? undefined : refusal(fallback, parameter);
        if (wrong === undefined || fallback === undefined) continue;
        yield { spot: { file: template.file.path, at: fallback.at }, ...wrong };
      }
      for (const file of template.values) yield* inFile(file, template);
    }
  },
};

function* inFile(file: ValuesFile, { file: { path }, parameters }: Template): Generator<Report> {
  for (const { name, at, value } of file.given) {
    const spot = { file: file.path, at };
    const parameter = parameters.find(({ key }) => key === name);
    if (parameter === undefined) {
      const nearest = nearestWord(
        name,
        parameters.map(({ key }) => key),
      );
      yield {
        spot,
        message: `${path} has no parameter ${name}.`,
        instead: nearest === undefined ? "Remove it, or add the parameter." : `Did you mean ${nearest}?`,
      };
      continue;
    }
    const wrong = refusal(value, parameter);
    if (wrong !== undefined) yield { spot, ...wrong };
  }
  const given = new Set(file.given.map(({ name }) => name));
  for (const { key, value } of parameters) {
    if (given.has(key) || valueAt(value, "Default") !== undefined) continue;
    yield {
      spot: { file: file.path, at: 0 },
      message: `${key} has no default in ${path} and gets no value here.`,
      instead: `Add a value for ${key}.`,
    };
  }
}

/** Why a parameter does not take a value. */
function refusal(node: YamlNode, { key, value: parameter }: YamlEntry): Omit<Report, "spot"> | undefined {
  if (node.kind !== "scalar") return undefined;
  const { text } = node;
  const allowed = scalarsOf(valueAt(parameter, "AllowedValues")).map((scalar) => scalar.text);
  const instead = textAt(parameter, "ConstraintDescription") ?? `See the parameter ${key}.`;
  const said = (message: string): Omit<Report, "spot"> => ({ message, instead });
  const isList = /^(?:CommaDelimitedList|List<)/.test(textAt(parameter, "Type") ?? "");
  const given = isList ? text.split(",").map((item) => item.trim()) : [text];
  if (allowed.length > 0 && !given.every((item) => allowed.includes(item)))
    return said(`${key} is one of ${allowed.join(", ")}, and not ${text}.`);
  if (textAt(parameter, "Type") === "Number") return outOfRange(text, parameter, { key, said });
  const pattern = textAt(parameter, "AllowedPattern");
  return pattern === undefined || matches(text, pattern)
    ? undefined
    : said(`${key} is ${text}, which does not look like ${pattern}.`);
}

function outOfRange(
  text: string,
  parameter: YamlNode,
  { key, said }: { readonly key: string; readonly said: (message: string) => Omit<Report, "spot"> },
): Omit<Report, "spot"> | undefined {
  const number = Number(text);
  if (text === "" || Number.isNaN(number)) return said(`${key} is a number, and not ${text}.`);
  const least = textAt(parameter, "MinValue");
  const most = textAt(parameter, "MaxValue");
  if (least !== undefined && number < Number(least))
    return said(`${key} is ${text}, and not less than ${least} is taken.`);
  if (most !== undefined && number > Number(most))
    return said(`${key} is ${text}, and not more than ${most} is taken.`);
  return undefined;
}

/** A pattern is for the whole text. One that these expressions here do not know lets everything pass. */
function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return true;
  }
}
