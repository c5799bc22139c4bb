// What the rehearsal holds for: settings, server and the exact files, so that anybody can tell whether it still does.

import type { VNode } from "preact";

import type { Rehearsal } from "../../../core/rehearsal.ts";
import { showDuration } from "../../../core/duration.ts";
import { element, type Content } from "./element.ts";
import { table } from "./table.ts";

const TITLES = ["File", "Checksum", "Checksum of the down"] as const;

/** Settings and hashes. */
export function bindingSection(rehearsal: Rehearsal): VNode {
  const { binding, startSchema, role, limits, tool, migrations } = rehearsal;
  const rows: readonly (readonly [string, Content])[] = [
    ["Binding", element("code", "hash", binding)],
    ["Schema before", element("code", "hash", startSchema)],
    ["Lockkeeper", tool],
    ["Role", role ?? "that of the session"],
    ["Lock timeout", limit(limits.lockTimeoutMs)],
    ["Lock timeout of concurrent work", limit(limits.concurrentLockTimeoutMs)],
    ["Statement timeout", limit(limits.statementTimeoutMs)],
    ["Tries for a lock", String(limits.lockTriesMax)],
  ];
  return element(
    "section",
    "binding",
    element("h2", "", "What it holds for"),
    element(
      "p",
      "note",
      "Other files, other settings or another major version of the server make another binding.",
    ),
    element(
      "dl",
      "facts",
      ...rows.flatMap(([name, value]) => [element("dt", "", name), element("dd", "", value)]),
    ),
    element(
      "details",
      "folded",
      element("summary", "", "Checksums of the files"),
      table(
        "files",
        TITLES,
        migrations.map(({ file, checksum, downChecksum }) => [
          element("code", "", file),
          element("code", "hash", checksum),
          downChecksum === undefined ? "–" : element("code", "hash", downChecksum),
        ]),
      ),
    ),
  );
}

const limit = (ms: number): string => (ms === 0 ? "none" : showDuration(ms));
