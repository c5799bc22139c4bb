// GitHub's own language service, asked what is wrong in a workflow or an action.

import { createHash } from "node:crypto";
import { registerHooks } from "node:module";

import type { Spot } from "../rule.ts";
import { valueAt } from "../yaml/look.ts";
import type { YamlNode } from "../yaml/tree.ts";
import type { PipelineFile } from "./model/files.ts";

/** What it says of a place. */
export interface Diagnostic {
  readonly spot: Spot;
  readonly message: string;
}

const ERROR = 1;

/** What is wrong in the workflows and actions among some files; it is loaded only if there are any. */
export async function diagnose(files: readonly PipelineFile[]): Promise<readonly Diagnostic[]> {
  const own = files.filter(({ kind, root }) => kind !== "gitlab" && root !== undefined);
  if (own.length === 0) return [];
  const [{ validate }, { FeatureFlags }, { TextDocument }] = await Promise.all([
    loadService(),
    import("@actions/expressions"),
    import("vscode-languageserver-textdocument"),
  ]);
  // Behind these it keeps words that GitHub has long taken, such as those of background steps.
  const featureFlags = new FeatureFlags({ all: true, blockScalarChompingWarning: false });
  const found: Diagnostic[] = [];
  for (const { path, text, kind, root } of own) {
    // It knows what a file is by where it stands, and never looks twice at one address.
    const name = createHash("sha256").update(text).digest("hex");
    const address =
      kind === "workflow" ? `file:///.github/workflows/${name}.yml` : `file:///${name}/action.yml`;
    const document = TextDocument.create(address, "yaml", 1, text);
    for (const { message, range, severity = ERROR } of await validate(document, { featureFlags })) {
      // A warning is about what it cannot know here, such as the outputs of actions.
      if (severity !== ERROR) continue;
      const said = typeof message === "string" ? message : message.value;
      const spot = { file: path, at: document.offsetAt(range.start) };
      if (!isTakenByGithub(said, spot, root)) found.push({ spot, message: said });
    }
  }
  return found;
}

/** True for what it calls an error and GitHub takes: a filter of an event that has none, and what another rule tells. */
function isTakenByGithub(said: string, { at }: Spot, root: YamlNode | undefined): boolean {
  const triggers = valueAt(root, "on");
  const isInTriggers = triggers !== undefined && triggers.at <= at && at < triggers.end;
  return (
    (said === "A mapping was not expected" && isInTriggers) ||
    said.startsWith("Conditional expression contains literal text")
  );
}

/** It imports JSON in a way that bundlers take and Node does not; what Node wants to hear is added here. */
async function loadService(): Promise<typeof import("@actions/languageservice")> {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      const isJson = specifier.endsWith(".json") && context.parentURL?.includes("/@actions/") === true;
      return isJson ? { ...found, importAttributes: { type: "json" } } : found;
    },
  });
  try {
    return await import("@actions/languageservice");
  } finally {
    hooks.deregister();
  }
}
