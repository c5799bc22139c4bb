// Writes docs/rules.md from the folders of the rules: `node scripts/rule-page.ts`.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Finding } from "../src/core/finding.ts";
import { lint, NEWEST_SERVER, RULES } from "../src/lint/lint.ts";
import type { Rule } from "../src/lint/lint.ts";
import { loadParser } from "../src/sql/sql.ts";
import { caseMigration, readRuleFolder, schemaMigration } from "../test/lint/rule-folder.ts";
import type { RuleFolder } from "../test/lint/rule-folder.ts";

export const RULES_PAGE: string = join(import.meta.dirname, "..", "docs", "rules.md");

const HEAD = `# Rules

What \`lockkeeper lint\` looks for. A _hazard_ stalls, loses or breaks something, and makes the command fail. _Advice_
never does. A finding that is meant is let pass by a comment with the reason: right above the statement for that
statement, or at the top of the file, with an empty line before the first statement, for the whole file.

\`\`\`sql
-- lockkeeper: allow drop-column: unused since release 3.1
alter table orders drop column code;
\`\`\`

This page is made from the folders in \`src/lint/rules/\`, whose examples are run on PostgreSQL by the tests.
`;

/** The page. \`loadParser\` must have been awaited. */
export function rulePage(): string {
  const rows = RULES.map(
    (rule) => `| [${rule.name}](#${rule.name}) | ${rule.class} | ${sentence(rule.about)} |`,
  );
  const table = ["| rule | class | what it finds |", "| --- | --- | --- |", ...rows];
  const sections = RULES.map(sectionOf).join("\n\n");
  return `${[HEAD, UNALIGNED, "", ...table, "", ALIGNED, "", sections].join("\n")}\n`;
}

/** Aligned columns would change all lines with one. */
const UNALIGNED = "<!-- prettier-ignore-start -->";
const ALIGNED = "<!-- prettier-ignore-end -->";

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function sectionOf(rule: Rule): string {
  const folder = readRuleFolder(rule.name);
  const parts = new Map(
    [...folder.readme.matchAll(/^## (.+)\n\n([^]*?)(?=\n## |\n*$(?![^]))/gm)].map(
      ([, title = "", text = ""]) => [title, text.trim()],
    ),
  );
  const told = ["When", "Effect", "Instead", "Versions"].map(
    (title) => `**${title}.** ${parts.get(title) ?? ""}`,
  );
  return [
    `## ${rule.name}`,
    `_${sentence(`${rule.class}, ${rule.severity}`)}_ ${sentence(rule.about)}`,
    ...told,
    exampleOf(rule, folder),
  ].join("\n\n");
}

/** The first bad example, what is said of it, and what it is better replaced by. */
function exampleOf(rule: Rule, folder: RuleFolder): string {
  const [bad] = folder.bad;
  const [good] = folder.good;
  if (bad === undefined || good === undefined) return "";
  const migration = caseMigration(bad);
  const findings = lint({
    migrations: [schemaMigration(folder), migration],
    only: new Set([migration.version]),
    server: bad.server ?? NEWEST_SERVER,
  });
  const said = findings.find((finding: Finding) => finding.rule === rule.name)?.message ?? "";
  const fixed = folder.fixed.get(bad.title);
  const better =
    fixed === undefined ? ["Good:", fenced(good.text)] : ["What `--fix` makes of it:", fenced(fixed)];
  return ["Bad:", fenced(bad.text), `> ${said}`, ...better].join("\n\n");
}

const fenced = (sql: string): string => `\`\`\`sql\n${sql.trim()}\n\`\`\``;

if (import.meta.main) {
  await loadParser();
  writeFileSync(RULES_PAGE, rulePage());
}
