// Production that differs from the other environments where it should not, or is less strict than they are.

import type { PolicyRule, Report } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import { environmentsIn, type Environment, type Given } from "../../terraform/environment.ts";
import { folderOf } from "../../terraform/module.ts";
import { showValue, type Value } from "../../terraform/value.ts";

/** Words in the name of a value of which more is safer. */
const MORE_IS_STRICTER = /(?:retention|backup|lock_days|multi_az|protection|encrypt|versioning|monitoring)/;

export const rule: PolicyRule<Infra> = {
  name: "terraform-parity",
  class: "hazard",
  severity: "warning",
  about: "production with other variables than its neighbours, or less strict than they are",
  *check({ terraform }) {
    const environments = environmentsIn(terraform);
    for (const production of environments.filter(isProduction)) {
      const beside = environments.filter(
        (other) =>
          other !== production && folderOf(other.module.folder) === folderOf(production.module.folder),
      );
      for (const other of beside) {
        yield* onlyIn(production, other);
        yield* onlyIn(other, production);
        yield* lessStrict(production, other);
      }
    }
  },
};

const isProduction = ({ module }: Environment): boolean => /(?:^|\/)prod(?:uction)?$/.test(module.folder);

const nameOf = ({ module }: Environment): string => module.folder.slice(module.folder.lastIndexOf("/") + 1);

/** What one gives and the other does not. An environment without a file of values is not compared. */
function* onlyIn(one: Environment, other: Environment): Generator<Report> {
  if (other.module.values.length === 0) return;
  for (const [name, { file, attribute }] of one.given) {
    if (other.given.has(name)) continue;
    yield {
      spot: { file, at: attribute.at },
      message: `${nameOf(one)} sets ${name}, and ${nameOf(other)} does not: what is tried there is something else.`,
      instead: "Set it in both, with the value that each one wants.",
    };
  }
}

function* lessStrict(production: Environment, other: Environment): Generator<Report> {
  for (const [name, given] of production.given) {
    const beside = other.given.get(name);
    if (beside === undefined) continue;
    for (const [path, value, theirs] of pairs(name, given.value, beside.value)) {
      if (!MORE_IS_STRICTER.test(path) || !isLess(value, theirs)) continue;
      yield weaker(path, given, { value, theirs, other: nameOf(other) });
    }
  }
}

const weaker = (
  path: string,
  { file, attribute }: Given,
  { value, theirs, other }: { readonly value: Value; readonly theirs: Value; readonly other: string },
): Report => ({
  spot: { file, at: attribute.at },
  message: `${path} is ${showValue(value)} here and ${showValue(theirs)} on ${other}: production is the less careful of the two.`,
  instead: `Raise it to what ${other} has, or beyond.`,
});

/** Simple values of the same path in two values. */
function* pairs(path: string, one: Value, other: Value): Generator<readonly [string, Value, Value]> {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) {
    yield [path, one, other];
    return;
  }
  if (Array.isArray(one) || Array.isArray(other)) return;
  const theirs = other as Readonly<Record<string, Value>>;
  for (const [key, value] of Object.entries(one as Readonly<Record<string, Value>>)) {
    if (Object.hasOwn(theirs, key)) yield* pairs(`${path}.${key}`, value, theirs[key]);
  }
}

const isLess = (value: Value, theirs: Value): boolean =>
  (value === false && theirs === true) ||
  (typeof value === "number" && typeof theirs === "number" && value < theirs);
