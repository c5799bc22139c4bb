// The scripts that stand in definitions themselves, as far as bash or sh run them.

import type { Spot } from "../../rule.ts";
import type { ShellText } from "../../shell/syntax.ts";
import { allScalars, entriesIn, itemsOf, lineEnd, placeInScalar, textAt, valueAt } from "../../yaml/look.ts";
import type { YamlMap, YamlNode, YamlScalar } from "../../yaml/tree.ts";
import type { PipelineFile } from "./files.ts";
import { workflowsOf, type Workflow } from "./workflow.ts";

/** Every script of every definition. Expressions are words in them, so that each place stays where it is. */
export const shellTextsIn = (definitions: readonly PipelineFile[]): readonly ShellText[] => [
  ...workflowsOf({ definitions }, true).flatMap(ofWorkflow),
  ...definitions.flatMap(({ kind, root }) => (kind === "gitlab" ? ofGitlab(root) : [])),
];

function ofWorkflow({ root, jobs, steps }: Workflow): readonly ShellText[] {
  const inJobs = jobs.flatMap(({ map, steps: own }) => own.map((step) => ({ step, job: map })));
  const inAction = jobs.length > 0 ? [] : steps.map((step) => ({ step, job: undefined }));
  return [...inJobs, ...inAction].flatMap(({ step, job }) => {
    const run = valueAt(step, "run");
    return run?.kind === "scalar" && isForShell(shellOf(step, job, root)) ? [textOf([run])] : [];
  });
}

/** The shell as it is named; that of the runner where it is not; undefined where nobody can tell here. */
function shellOf(step: YamlMap, job: YamlMap | undefined, root: YamlNode): string | undefined {
  const named =
    textAt(step, "shell") ??
    textAt(job, "defaults", "run", "shell") ??
    textAt(root, "defaults", "run", "shell");
  if (named !== undefined || job === undefined) return named;
  const runners = allScalars(valueAt(job, "runs-on")).map(({ text }) => text);
  const isKnown = runners.some((runner) => /^(?:ubuntu|macos|linux)/i.test(runner));
  return isKnown ? "bash" : runnerOfMatrix(job);
}

/** Where the runner comes from a matrix without Windows in it. */
function runnerOfMatrix(job: YamlMap): string | undefined {
  const runners = allScalars(valueAt(job, "runs-on")).map(({ text }) => text);
  const choices = allScalars(valueAt(job, "strategy", "matrix")).map(({ text }) => text);
  const isOfMatrix = runners.some((runner) => runner.includes("matrix."));
  const isUnix = choices.some((choice) => /ubuntu|macos/i.test(choice));
  return isOfMatrix && isUnix && !choices.some((choice) => /windows|\$\{\{/i.test(choice))
    ? "bash"
    : undefined;
}

const isForShell = (shell: string | undefined): boolean =>
  /^(?:\/(?:usr\/)?bin\/(?:env )?)?(?:bash|sh)(?: |$)/.test(shell ?? "");

const GITLAB_SCRIPTS = ["before_script", "script", "after_script"];
/** Words of PowerShell, which a runner of GitLab may also speak, and no definition says. */
const POWERSHELL =
  /\$env:|\bWrite-(?:Host|Output)\b|\b(?:New|Remove|Copy)-Item\b|\bInvoke-\w+\b|-ErrorAction\b/i;

/** The lines of a job run in one shell, one after the other. */
function ofGitlab(root: YamlNode | undefined): readonly ShellText[] {
  return [root, ...entriesIn(root).map(({ value }) => value)].flatMap((node) =>
    GITLAB_SCRIPTS.flatMap((key) => {
      const lines = linesOf(valueAt(node, key));
      const isOther = lines.some(({ text }) => POWERSHELL.test(text));
      return lines.length === 0 || isOther ? [] : [textOf(lines)];
    }),
  );
}

/** Without what `!reference` takes from elsewhere. */
const linesOf = (node: YamlNode | undefined): readonly YamlScalar[] =>
  itemsOf(node).flatMap((item) => {
    if (item.tag === "!reference") return [];
    if (item.kind === "map") return [];
    return item.kind === "scalar" ? [item] : linesOf(item);
  });

/** An expression of GitHub, or an input of GitLab. */
const EXPRESSION = /\$\{\{.*?\}\}|\$\[\[.*?\]\]/gs;

/** Scalars below each other as one script. */
function textOf(lines: readonly YamlScalar[]): ShellText {
  const texts = lines.map(({ text }) => text.replaceAll(EXPRESSION, (whole) => "x".repeat(whole.length)));
  return {
    text: texts.join("\n"),
    spotAt(index): Spot {
      let from = 0;
      const line = texts.findIndex((text) => {
        if (index <= from + text.length) return true;
        from += text.length + 1;
        return false;
      });
      const scalar = lines[line] ?? lines.at(-1);
      if (scalar === undefined) return { file: "", at: 0 };
      return {
        file: scalar.file,
        at: placeInScalar(scalar, index - from, lineEnd(scalar.text, index - from)),
      };
    },
  };
}
