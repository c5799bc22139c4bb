// Findings as JUnit XML: a suite for each file, a failed case for each hazard, and a passed one for each piece of advice.

import type { Finding } from "../../core/finding.ts";
import { shown } from "../rehearsal/shown.ts";

/** The whole document. Without findings it holds one case that passed, as some readers refuse an empty one. */
export function findingsJunit(findings: readonly Finding[]): string {
  const byFile = Map.groupBy(findings, ({ file }) => file ?? "lockkeeper");
  const suites = [...byFile].flatMap(([file, own]) => suiteOf(file, own));
  const nothing = ['  <testsuite name="lockkeeper" tests="1" failures="0">', CLEAN, "  </testsuite>"];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="lockkeeper" ${counts(findings.length === 0 ? 1 : findings.length, findings)}>`,
    ...(findings.length === 0 ? nothing : suites),
    "</testsuites>",
    "",
  ].join("\n");
}

const CLEAN = '    <testcase name="nothing found" classname="lockkeeper"/>';

const suiteOf = (file: string, findings: readonly Finding[]): readonly string[] => [
  `  <testsuite name=${quoted(file)} ${counts(findings.length, findings)}>`,
  ...findings.flatMap((finding) => caseOf(file, finding)),
  "  </testsuite>",
];

function counts(tests: number, findings: readonly Finding[]): string {
  const failures = findings.filter((finding) => finding.class === "hazard").length;
  return `tests="${tests}" failures="${failures}"`;
}

function caseOf(file: string, finding: Finding): readonly string[] {
  const { rule, severity, line, column, message, instead, excerpt } = finding;
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  const said = [`${place}: ${message}`, ...(excerpt === undefined ? [] : [excerpt]), `Instead: ${instead}`];
  const text = escaped(said.join("\n"));
  const body =
    finding.class === "hazard"
      ? `<failure type="${severity}" message=${quoted(message)}>${text}</failure>`
      : `<system-out>${text}</system-out>`;
  const name = line === undefined ? rule : `${rule} in line ${line}`;
  return [
    `    <testcase name=${quoted(name)} classname=${quoted(file)}>`,
    `      ${body}`,
    "    </testcase>",
  ];
}

const quoted = (text: string): string =>
  `"${escaped(text).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;")}"`;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // XML has no place for these two at all.
  "\uFFFE": "\\u{FFFE}",
  "\uFFFF": "\\u{FFFF}",
};

const escaped = (text: string): string =>
  shown(text).replaceAll(/[&<>"\uFFFE\uFFFF]/g, (character) => ENTITIES[character] ?? character);
