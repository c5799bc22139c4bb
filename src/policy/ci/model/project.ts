// All that is known of a project's pipelines: what every rule is asked about.

import type { PolicyFile } from "../../rule.ts";
import { shellMistakesOf, type ReadShellParser, type ShellMistake } from "../../shell/syntax.ts";
import { diagnose, type Diagnostic } from "../language-service.ts";
import { pipelineFile, type PipelineFile } from "./files.ts";
import { githubPipeline, triggersOf, type Sources } from "./github.ts";
import { gitlabPipeline } from "./gitlab.ts";
import { includedPaths } from "./gitlab-merge.ts";
import type { Pipeline } from "./job.ts";
import { localPathsIn } from "./local-uses.ts";
import { shellTextsIn } from "./scripts.ts";

export interface Project extends Sources {
  /** What GitHub's language service says. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the parser of shells says of the scripts in definitions. */
  readonly shellMistakes: readonly ShellMistake[];
  /** In the order in which they were read. */
  readonly definitions: readonly PipelineFile[];
  /** What runs by itself; what is only called by others is part of those. */
  readonly pipelines: readonly Pipeline[];
}

/** Reads all files: definitions become pipelines, the others are what those may call. */
export async function readProject(
  files: readonly PolicyFile[],
  readParser: ReadShellParser,
): Promise<Project> {
  const definitions = files.flatMap((file) => pipelineFile(file) ?? []);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const sources: Sources = {
    files: new Map(definitions.map((file) => [file.path, file])),
    scriptAt: (path) => texts.get(path) ?? besideOthers(path, texts),
  };
  const taken = takenIn(definitions);
  const pipelines = definitions.flatMap(({ path, kind, root }): readonly Pipeline[] => {
    if (root === undefined || taken.has(path)) return [];
    if (kind === "workflow") return [githubPipeline(root, sources)];
    return kind === "gitlab" ? [gitlabPipeline(root, sources)] : [];
  });
  const shellMistakes = await shellMistakesOf(shellTextsIn(definitions), readParser);
  return { ...sources, definitions, pipelines, diagnostics: await diagnose(definitions), shellMistakes };
}

/** `$scripts/deploy.sh`: a script in a folder that only the shell knows. */
function besideOthers(path: string, texts: ReadonlyMap<string, string>): string | undefined {
  const [, name] = /^\$\{?\w+\}?(\/[\w.-]+\.sh)$/.exec(path) ?? [];
  if (name === undefined) return undefined;
  return [...texts].find(([known]) => known.endsWith(name))?.[1];
}

/** The files that are only parts of others. */
function takenIn(definitions: readonly PipelineFile[]): ReadonlySet<string> {
  const called = new Set(definitions.flatMap(({ text }) => localPathsIn(text)));
  const onlyCalled = definitions.filter(
    ({ path, root }) => called.has(path) && triggersOf(root).every(({ name }) => name === "workflow_call"),
  );
  const included = definitions.flatMap(({ kind, root }) => (kind === "gitlab" ? includedPaths(root) : []));
  return new Set([...onlyCalled.map(({ path }) => path), ...included]);
}
