// Text that others choose, put into a script before the shell reads it.

import type { PolicyRule } from "../../../rule.ts";
import { textAt, valueAt } from "../../../yaml/look.ts";
import type { YamlMap, YamlNode, YamlScalar } from "../../../yaml/tree.ts";
import type { Project } from "../../model/project.ts";
import { actionOf, expressionsIn, scriptsIn, workflowsOf } from "../../model/workflow.ts";

export const rule: PolicyRule<Project> = {
  name: "template-injection",
  class: "hazard",
  severity: "error",
  about: "an expression in a script whose text others can choose",
  *check(project) {
    for (const { root, steps } of workflowsOf(project, true)) {
      for (const scalar of steps.flatMap(codeOf)) {
        for (const { text, spot } of expressionsIn(scalar)) {
          const source = chosenByOthers(text, root);
          if (source === undefined) continue;
          yield {
            spot,
            message: `${source} becomes part of the script before the shell reads it: whoever chooses that text runs commands here.`,
            instead: `Hand it over in the environment: env: { VALUE: "\${{ ${text} }}" }, and write "$VALUE" in the script.`,
          };
        }
      }
    }
  },
};

/** What a step runs as code. */
function codeOf(step: YamlMap): readonly YamlScalar[] {
  const script = actionOf(step) === "actions/github-script" ? valueAt(step, "with", "script") : undefined;
  return [...scriptsIn(step), ...(script?.kind === "scalar" ? [script] : [])];
}

/** Members of an event that GitHub makes and nobody chooses. */
const SAFE =
  /\.(?:number|id|node_id|sha|action|created_at|updated_at|merged_at|merged|draft|state|size|before|after|run_id|run_number|run_attempt|event|conclusion|head_sha|default_branch|full_name|html_url|private|fork|type|user\.login|sender\.login)$/;
const EVENT = /\bgithub\.event\.(?!inputs\b)[\w.*-]+/g;
const BRANCH = /\bgithub\.(?:head_ref|ref_name|ref)\b/;
const INPUT = /\b(?:github\.event\.)?inputs\.([\w-]+)/;
/** Kinds of inputs that hold no free text. */
const CLOSED = new Set(["boolean", "number", "choice", "environment"]);

/** The part of an expression that somebody outside can choose; undefined where there is none. */
function chosenByOthers(expression: string, root: YamlNode): string | undefined {
  // What is compared or made JSON of a condition is not put there itself.
  if (/==|!=|&&.*\|\|/.test(expression) && !/format|join|toJSON/i.test(expression)) return undefined;
  const event = [...expression.matchAll(EVENT)].map(([path]) => path).find((path) => !SAFE.test(path));
  const [branch] = BRANCH.exec(expression) ?? [];
  const [input, name = ""] = INPUT.exec(expression) ?? [];
  const isOpen = input !== undefined && !kindsOf(name, root).some((kind) => CLOSED.has(kind));
  return event ?? branch ?? (isOpen ? input : undefined);
}

const kindsOf = (input: string, root: YamlNode): readonly string[] =>
  ["workflow_dispatch", "workflow_call"].flatMap(
    (trigger) => textAt(root, "on", trigger, "inputs", input, "type") ?? [],
  );
