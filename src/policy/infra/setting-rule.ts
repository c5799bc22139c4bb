// Makes a rule of one setting: which resources have it under which name, and what it must not be.

import type { PolicyRule, Report } from "../rule.ts";
import type { Infra } from "./subject.ts";
import type { Value } from "./terraform/value.ts";
import { valueIn, type Thing } from "./thing.ts";

/** A setting by the type of the resource and the names that lead to it; for example `["aws_db_instance", "multi_az"]`. */
export type Where = readonly [type: string, ...path: string[]];

export interface SettingRule extends Pick<PolicyRule<Infra>, "name" | "class" | "severity" | "about"> {
  readonly settings: readonly Where[];
  /** Whether a value is wrong; `null` is asked where the setting is not written at all. */
  isWrong(value: Exclude<Value, undefined>): boolean;
  /** `The storage of NAME is not encrypted.` */
  message(name: string, value: Value): string;
  /** What to write; the setting's own name stands for `NAME`. */
  readonly instead: string;
  /** Resources with one of these are left alone: a replica has no backups of its own. */
  readonly unless?: readonly string[];
  readonly isForProduction?: true;
  /** Whether databases of other engines are left alone. */
  readonly isOfPostgres?: true;
  /** Whether an instance of a cluster, such as one of Aurora, has it from its cluster. */
  readonly isOfCluster?: true;
}

export function settingRule(given: SettingRule): PolicyRule<Infra> {
  const { name, class: kind, severity, about } = given;
  return {
    name,
    class: kind,
    severity,
    about,
    check: ({ things }) => things.flatMap((thing) => [...reportsOn(thing, given)]),
  };
}

function* reportsOn(thing: Thing, given: SettingRule): Generator<Report> {
  if (given.isForProduction === true && !thing.isProduction) return;
  if (given.unless?.some((name) => thing.settings(name).length > 0) === true) return;
  if (given.isOfPostgres === true && isOfOther(thing)) return;
  if (given.isOfCluster === true && isInCluster(thing)) return;
  for (const [type, ...path] of given.settings) {
    if (type !== thing.type) continue;
    const instead = given.instead.replaceAll("NAME", path.at(-1) ?? "");
    const found = thing.settings(...path);
    if (found.length === 0 && given.isWrong(null)) {
      yield { spot: thing.spot, message: given.message(thing.name, null), instead };
    }
    for (const { spot, value } of found) {
      if (value === undefined || !given.isWrong(value)) continue;
      yield { spot, message: given.message(thing.name, value), instead };
    }
  }
}

/** Of the cluster itself, the same property is its own name. */
const isInCluster = (thing: Thing): boolean =>
  thing.type === "AWS::RDS::DBInstance" && thing.settings("DBClusterIdentifier").length > 0;

function isOfOther(thing: Thing): boolean {
  const engine = thing.type.startsWith("aws_") ? valueIn(thing, "engine") : valueIn(thing, "Engine");
  return typeof engine === "string" && !engine.includes("postgres");
}
