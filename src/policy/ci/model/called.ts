// The files of the project that a definition or a script speaks of: scripts, workflows, actions and includes.

import type { PolicyFile } from "../../rule.ts";
import { pipelineFile } from "./files.ts";
import { includedPaths } from "./gitlab-merge.ts";
import { localPathsIn } from "./local-uses.ts";

const SCRIPT = /(?<![\w$}/.-])(?:\.\/)?(?<path>(?:[\w.-]+\/)*[\w.-]+\.sh)\b/g;
/** Beside the script itself: `"$scripts/lockkeeper.sh"`. */
const BESIDE = /\$\{?\w+\}?\/(?<name>[\w.-]+\.sh)\b/g;

/** Paths that the project may have, each at most once. What is no file of it, nobody misses. */
export function pathsCalledBy(file: PolicyFile): readonly string[] {
  const { path, text } = file;
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
  const scripts = [...text.matchAll(SCRIPT)].map(({ groups }) => groups?.["path"] ?? "");
  const beside = [...text.matchAll(BESIDE)].map(({ groups }) => `${folder}${groups?.["name"] ?? ""}`);
  const used = localPathsIn(text).flatMap((found) =>
    /\.ya?ml$/.test(found) ? [found] : [`${found}/action.yml`, `${found}/action.yaml`],
  );
  const definition = pipelineFile(file);
  const included = definition?.kind === "gitlab" ? includedPaths(definition.root) : [];
  return [...new Set([...scripts, ...beside, ...used, ...included])].filter((found) => !found.includes("*"));
}
