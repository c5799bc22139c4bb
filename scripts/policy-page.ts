// Writes docs/pipeline-rules.md from the folders of the policies: `node scripts/policy-page.ts`.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ALLOWANCE_RULES, CI_RULES } from "../src/policy/policy.ts";
import { SECRET_RULES } from "../src/policy/secrets/secrets.ts";
import { SCRIPT_RULES } from "../src/policy/shell/scripts.ts";
import { judgePipelines } from "../test/policy/judge-pipelines.ts";
import { CI_RULES_FOLDER, readCases, type PolicyCase } from "../test/policy/rule-folder.ts";

export const PIPELINE_RULES_PAGE: string = join(import.meta.dirname, "..", "docs", "pipeline-rules.md");

const HEAD = `# Rules for pipelines

What \`lockkeeper ci check\` looks for in workflows of GitHub and definitions of GitLab, in scripts, and for secrets in files
of any kind. A _hazard_ makes the command
fail, _advice_ never does. A finding that is meant is let pass by a comment with the reason: on the line itself; on a line
of its own above it, for that line and all that is indented deeper below it; or at the top of the file with an empty line
behind, for the whole file.

\`\`\`yaml
container: node # lockkeeper: allow unpinned-images: it only holds the shell
\`\`\`

This page is made from the folders in \`src/policy/ci/rules/\`, whose examples are judged by the tests.
`;

const CI_NAMES = new Set(CI_RULES.map(({ name }) => name));

/** Aligned columns would change all lines with one. */
const UNALIGNED = "<!-- prettier-ignore-start -->";
const ALIGNED = "<!-- prettier-ignore-end -->";

type About = Pick<(typeof CI_RULES)[number], "name" | "class" | "about">;

/** The page as it should be. */
export async function pipelineRulesPage(): Promise<string> {
  const linked = CI_RULES.map((rule) => rowOf(rule, `[${rule.name}](#${rule.name})`));
  const elsewhere = [...SCRIPT_RULES.filter(({ name }) => !CI_NAMES.has(name)), ...SECRET_RULES];
  const own = [...elsewhere, ...ALLOWANCE_RULES].map((rule) => rowOf(rule, rule.name));
  const table = ["| rule | class | what it finds |", "| --- | --- | --- |", ...linked, ...own];
  const sections = await Promise.all(CI_RULES.map(sectionOf));
  return `${[HEAD, UNALIGNED, "", ...table, "", ALIGNED, "", sections.join("\n\n")].join("\n")}\n`;
}

const rowOf = (rule: About, shown: string): string =>
  `| ${shown} | ${rule.class} | ${sentence(rule.about)} |`;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

async function sectionOf({ name, class: kind, severity, about }: (typeof CI_RULES)[number]): Promise<string> {
  const folder = join(CI_RULES_FOLDER, name);
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const parts = new Map(
    [...readme.matchAll(/^## (.+)\n\n([^]*?)(?=\n## |\n*$(?![^]))/gm)].map(([, title = "", text = ""]) => [
      title,
      text.trim(),
    ]),
  );
  const told = ["When", "Effect", "Instead"].map((title) => `**${title}.** ${parts.get(title) ?? ""}`);
  const [bad] = readCases(folder, "bad.yml");
  const [good] = readCases(folder, "good.yml");
  const examples = bad && good ? [await badExample(name, bad), "Good:", shownFiles(good)] : [];
  return [
    `## ${name}`,
    `_${sentence(`${kind}, ${severity}`)}_ ${sentence(about)}`,
    ...told,
    ...examples,
  ].join("\n\n");
}

async function badExample(rule: string, example: PolicyCase): Promise<string> {
  const { findings } = await judgePipelines(example.files);
  const said = findings.find((finding) => finding.rule === rule)?.message ?? "";
  return ["Bad:", shownFiles(example), `> ${said}`].join("\n\n");
}

const shownFiles = ({ files }: PolicyCase): string =>
  files.map(({ text }) => `\`\`\`yaml\n${text.trim()}\n\`\`\``).join("\n\n");

if (import.meta.main) writeFileSync(PIPELINE_RULES_PAGE, await pipelineRulesPage());
