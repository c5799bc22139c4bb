// Findings as SARIF 2.1.0, for code scanning and editors.

import type { Edit, Finding, Fix } from "../../core/finding.ts";
import { shown } from "../rehearsal/shown.ts";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** One run of SARIF 2.1.0 with a result for each finding, in their order. Ends in a line end. */
export function findingsSarif(findings: readonly Finding[]): string {
  const rules = [...new Map(findings.map((finding) => [finding.rule, finding])).values()];
  const driver = { name: "lockkeeper", rules: rules.map(ruleOf) };
  const run = { tool: { driver }, columnKind: "utf16CodeUnits", results: findings.map(resultOf) };
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, undefined, 2)}\n`;
}

const ruleOf = (finding: Finding): object => ({
  id: finding.rule,
  properties: { tags: [finding.class] },
});

function resultOf(finding: Finding): object {
  const { rule, severity, message, instead, fix } = finding;
  const location = locationOf(finding);
  const fixes = fix === undefined ? [] : fixesOf(fix);
  return {
    ruleId: rule,
    level: severity,
    message: { text: `${shown(message)}\nInstead: ${shown(instead)}` },
    ...(location === undefined ? {} : { locations: [location] }),
    ...(fixes.length === 0 ? {} : { fixes }),
  };
}

function locationOf({ file, line, column }: Finding): object | undefined {
  if (file === undefined) return undefined;
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column } };
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } };
}

/** SARIF has no words for files that a fix adds, and half of a fix is worse than none. */
function fixesOf({ title, edits, newFiles }: Fix): readonly object[] {
  if (newFiles.length > 0 || edits.length === 0) return [];
  const changes = [...Map.groupBy(edits, ({ file }) => file)].map(([file, own]) => ({
    artifactLocation: { uri: uriOf(file) },
    replacements: own.map(replacementOf),
  }));
  return [{ description: { text: shown(title) }, artifactChanges: changes }];
}

const replacementOf = ({ start, end, text }: Edit): object => ({
  deletedRegion: { charOffset: start, charLength: end - start },
  insertedContent: { text },
});

/** A path as a URI: relative as it is, absolute with its scheme. */
function uriOf(file: string): string {
  const path = file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${path}` : path;
}
