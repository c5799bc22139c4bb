// Writes the folder of a new lint rule and its line in the list: `npm run new rule NAME`.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const RULES = "src/lint/rules";

/**
 * Writes the folder of a new rule at `root`, with examples that it finds nothing in yet, and its line in the list.
 * `name` is in kebab-case. Gives back what was written, relative to `root`; undefined where there is such a rule.
 */
export function newRule(root: string, name: string): readonly string[] | undefined {
  const folder = join(RULES, name);
  if (existsSync(join(root, folder))) return undefined;
  const list = join(RULES, "rules.ts");
  const written: ReadonlyMap<string, string> = new Map([
    [join(folder, "rule.ts"), ruleSource(name)],
    [join(folder, "README.md"), readmeText(name)],
    [join(folder, "schema.sql"), SCHEMA],
    [join(folder, "bad.sql"), BAD],
    [join(folder, "good.sql"), GOOD],
    [list, withRule(readFileSync(join(root, list), "utf8"), name)],
  ]);
  for (const [file, text] of written) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return [...written.keys()];
}

/** The list of rules with one more, in the order of the alphabet. */
function withRule(list: string, name: string): string {
  const names = [...list.matchAll(/from "\.\/([a-z0-9-]+)\/rule\.ts"/g)].map(([, known = ""]) => known);
  const all = [...names, name].toSorted();
  const imports = all.map((rule) => `import { rule as ${constantOf(rule)} } from "./${rule}/rule.ts";`);
  const lines = all.map((rule) => `  ${constantOf(rule)},`);
  const head = list.slice(0, list.indexOf("import { rule as "));
  return `${head}${imports.join("\n")}\n\nexport const RULES: readonly Rule[] = [\n${lines.join("\n")}\n];\n`;
}

/** `index-not-concurrent` as `indexNotConcurrent`. */
const constantOf = (name: string): string =>
  name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const SCHEMA = `create table orders (id bigint primary key, code text);
insert into orders select n, n from generate_series(1, 100) as n;
`;

const BAD = `-- case: a table in use
/*!*/ drop table orders;
`;

const GOOD = `-- case: a table of the same migration
create table notes (id int);
drop table notes;
`;

const ruleSource = (name: string): string => `// One sentence: the statement and the table that it is bad for.

import type { Rule } from "../../rule.ts";
import { instantClaim, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "${name}",
  class: "hazard",
  severity: "error",
  about: "one line for the list of rules",
  files: ["up"],
  changes: {
    *drop(change, context) {
      const [name] = change.names;
      if (change.object !== "table" || name === undefined) return;
      const table = context.schema.table(name);
      if (context.isNew(table)) return;
      yield {
        at: change.at,
        message: \`\${showLock(table, context)}: \${showWait(table, context)}.\`,
        instead: "What to write instead.",
        claim: instantClaim(table, context),
      };
    },
  },
};
`;

const readmeText = (name: string): string => `# ${name}

## When

Which statement, on which tables.

## Effect

Which lock, on what, for how long; or what is lost or breaks.

## Instead

What to write, and what it costs.

## Versions

All.
`;
