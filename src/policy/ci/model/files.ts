// Which files are pipeline definitions, and of which kind.

import { entryOf, textAt } from "../../yaml/look.ts";
import { readYaml, type YamlFile, type YamlNode } from "../../yaml/tree.ts";
import type { PolicyFile } from "../../rule.ts";

/** What a file of a pipeline is: a workflow or an action of GitHub, or a definition of GitLab. */
export type PipelineKind = "workflow" | "action" | "gitlab";

/** A file of a pipeline, read. */
export interface PipelineFile extends PolicyFile {
  readonly kind: PipelineKind;
  readonly yaml: YamlFile;
  /** The document with the jobs; GitLab lets one with a header stand before it. Absent for an empty file. */
  readonly root: YamlNode | undefined;
}

/** Reads a file; undefined for YAML that is no pipeline, such as a manifest of Kubernetes. */
export function pipelineFile({ path, text }: PolicyFile): PipelineFile | undefined {
  if (!/\.ya?ml$/.test(path)) return undefined;
  const yaml = readYaml({ path, text });
  const root = yaml.documents.at(-1);
  const kind = kindByPath(path) ?? kindByContent(root);
  return kind === undefined ? undefined : { path, text, kind, yaml, root };
}

function kindByPath(path: string): PipelineKind | undefined {
  if (/(?:^|\/)\.github\/workflows\/[^/]+$/.test(path)) return "workflow";
  if (/(?:^|\/)action\.ya?ml$/.test(path)) return "action";
  return /(?:^|[./])gitlab-ci\.ya?ml$/.test(path) ? "gitlab" : undefined;
}

function kindByContent(root: YamlNode | undefined): PipelineKind | undefined {
  if (root?.kind !== "map" || textAt(root, "apiVersion") !== undefined) return undefined;
  if (entryOf(root, "on") !== undefined && entryOf(root, "jobs") !== undefined) return "workflow";
  if (entryOf(root, "stages") !== undefined) return "gitlab";
  const isJob = ({ value }: { readonly value: YamlNode }): boolean =>
    ["script", "extends", "trigger"].some((key) => entryOf(value, key) !== undefined);
  return root.entries.some(isJob) ? "gitlab" : undefined;
}
