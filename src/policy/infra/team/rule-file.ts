// A team's own rule about infrastructure: a file of YAML whose condition is written in CEL.

import { nearestWord } from "../../../core/nearest-word.ts";
import { excerptAt, placeAt } from "../../../core/text-place.ts";
import type { PolicyFile, PolicyRule, Report } from "../../rule.ts";
import { entriesIn, placeInScalar, scalarsOf, textAt, valueAt } from "../../yaml/look.ts";
import { readYaml, type YamlNode, type YamlScalar } from "../../yaml/tree.ts";
import type { Infra } from "../subject.ts";
import type { Thing } from "../thing.ts";
import { compile, type Condition } from "./condition.ts";

/** Why a file is no rule, or why a rule could not be asked. */
export interface RuleFault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** The line with a caret below the place. */
  readonly excerpt: string;
}

const KEYS = ["class", "about", "type", "when", "message", "instead"];
const CLASSES = { hazard: "error", advice: "warning" } as const;
const NAME = /^[a-z][a-z0-9-]*$/;
const EVERY_TYPE = "any";

/** The rule in a file. `onFault` hears of a condition that cannot be answered for a resource. */
export function readRule(
  file: PolicyFile,
  onFault: (fault: RuleFault) => void,
): PolicyRule<Infra> | RuleFault {
  const { documents, errors } = readYaml(file);
  const [root] = documents;
  const fault = (at: number, message: string): RuleFault => faultIn(file, at, message);
  if (errors[0] !== undefined) return fault(errors[0].at, `This is no YAML: ${errors[0].message}`);
  for (const { key, keyAt } of entriesIn(root)) {
    if (!KEYS.includes(key)) return fault(keyAt, unknownKey(key));
  }
  const name = (file.path.split("/").at(-1) ?? "").replace(/\.ya?ml$/, "");
  if (!NAME.test(name)) return fault(0, "The file is not called in lower case with hyphens, as its rule is.");
  const missing = KEYS.find((key) => valueAt(root, key) === undefined);
  if (missing !== undefined) return fault(0, `There is no ${missing}.`);
  const kind = textAt(root, "class") ?? "";
  if (kind !== "hazard" && kind !== "advice") {
    return fault(valueAt(root, "class")?.at ?? 0, "`class` is neither hazard nor advice.");
  }
  const when = valueAt(root, "when");
  if (when?.kind !== "scalar") return fault(when?.at ?? 0, "`when` is no text.");
  const condition = compile(when.text);
  if ("message" in condition) return fault(placeOf(when, condition.start), `${condition.message}.`);
  return {
    name,
    class: kind,
    severity: CLASSES[kind],
    about: textAt(root, "about") ?? "",
    check: ({ things }) => {
      const asked = {
        condition,
        when,
        onFault: (at: number, message: string) => onFault(fault(at, message)),
      };
      return things.flatMap((thing) => (isMeant(thing, root) ? reportOn(thing, asked, root) : []));
    },
  };
}

const placeOf = (when: YamlScalar, start: number): number => placeInScalar(when, start, start + 1);

function faultIn({ path, text }: PolicyFile, at: number, message: string): RuleFault {
  return { file: path, line: placeAt(text, at).line, message, excerpt: excerptAt(text, at) };
}

function unknownKey(key: string): string {
  const nearest = nearestWord(key, KEYS);
  return `A rule has no ${key}. ${nearest === undefined ? `It has ${KEYS.join(", ")}.` : `Did you mean ${nearest}?`}`;
}

function isMeant({ type }: Thing, root: YamlNode | undefined): boolean {
  const types = scalarsOf(valueAt(root, "type")).map(({ text }) => text);
  return types.includes(type) || types.includes(EVERY_TYPE);
}

interface Asked {
  readonly condition: Condition;
  readonly when: YamlScalar;
  readonly onFault: (at: number, message: string) => void;
}

function reportOn(thing: Thing, asked: Asked, root: YamlNode | undefined): readonly Report[] {
  const { condition, when, onFault } = asked;
  const answer = condition.ask(thing);
  if (typeof answer === "object") {
    onFault(placeOf(when, answer.start), `${answer.message}, asked about ${thing.name}.`);
    return [];
  }
  if (!answer) return [];
  const filled = (key: string): string => (textAt(root, key) ?? "").replaceAll("{name}", thing.name);
  return [{ spot: thing.spot, message: filled("message"), instead: filled("instead") }];
}
