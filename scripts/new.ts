// Writes the beginning of a new part of the project: `npm run new format|rule NAME`.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { checksumOf } from "../src/store/checksum.ts";
import { newRule } from "./new-rule.ts";

const FORMATS = "src/store/formats";
const UP = "create table ships (id bigint primary key);\n";
const DOWN = "drop table ships;\n";

/**
 * Writes the folder of a new file format at `root` and its line in the list. `name` is in kebab-case. Gives
 * back what was written, relative to `root`; undefined where there is such a format already.
 */
export function newFormat(root: string, name: string): readonly string[] | undefined {
  const folder = join(FORMATS, name);
  if (existsSync(join(root, folder))) return undefined;
  const list = join(FORMATS, "formats.ts");
  const written: ReadonlyMap<string, string> = new Map([
    [join(folder, "format.ts"), formatSource(name)],
    [join(folder, "README.md"), readmeText(name)],
    [join(folder, "expected.json"), expectedJson(name)],
    [join(folder, "sample", `0001_create_ships.${name}.sql`), UP],
    [join(folder, "sample", `0001_create_ships.${name}-undo.sql`), DOWN],
    [list, withFormat(readFileSync(join(root, list), "utf8"), name)],
  ]);
  for (const [file, text] of written) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return [...written.keys()];
}

/** The list of formats with one more: its import before the others, its name at the end of the array. */
function withFormat(list: string, name: string): string {
  const constant = constantOf(name);
  return list
    .replace(/^import /m, `import { ${constant} } from "./${name}/format.ts";\nimport `)
    .replace(/(FORMATS\b.*= \[[^\]]*?),?(\s*\];)/, `$1, ${constant}$2`);
}

/** `node-pg-migrate` as `nodePgMigrate`. */
function constantOf(name: string): string {
  return name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function formatSource(name: string): string {
  return `// The format of ${name}: \`<digits>_name.${name}.sql\` and \`<digits>_name.${name}-undo.sql\`.

import { asVersion } from "../../../core/version.ts";
import type { Version } from "../../../core/version.ts";
import { stampAfter } from "../../stamp.ts";
import type { Format, Recognised } from "../format.ts";

const FILE = /^(?<digits>\\d+)_(?<name>[^/.]+)\\.${name}(?<undo>-undo)?\\.sql$/;

export const ${constantOf(name)}: Format = {
  name: "${name}",
  about: "<digits>_name.${name}.sql and <digits>_name.${name}-undo.sql",
  layout: "files",
  recognise: (paths) => paths.flatMap(partOf),
  nextVersion: (now: Date, newest: Version | undefined) => asVersion(stampAfter(now, newest)),
  fileNames: (version, name) => ({
    up: \`\${version}_\${name}.${name}.sql\`,
    down: \`\${version}_\${name}.${name}-undo.sql\`,
  }),
  withVersion: (path, version) => path.replace(/^\\d+/, version),
};

function partOf(path: string): readonly Recognised[] {
  const { digits, name, undo } = FILE.exec(path)?.groups ?? {};
  if (digits === undefined || name === undefined) return [];
  return [{ kind: "part", path, version: asVersion(digits), name, role: undo === undefined ? "up" : "down" }];
}
`;
}

function readmeText(name: string): string {
  return `# ${name}

**When to use it:** for a folder that ${name} has written.

\`\`\`
0001_create_ships.${name}.sql        the change
0001_create_ships.${name}-undo.sql   undoes it (may be missing)
\`\`\`
`;
}

function expectedJson(name: string): string {
  const migration = {
    version: "0001",
    name: "create_ships",
    up: `sample/0001_create_ships.${name}.sql`,
    down: `sample/0001_create_ships.${name}-undo.sql`,
    outsideTransaction: false,
    checksum: checksumOf(UP),
  };
  return `${JSON.stringify([migration], null, 2)}\n`;
}

/** What can be written: by the word, what writes it and what is to be done next. */
const PARTS: Readonly<Record<string, Part>> = {
  format: {
    write: newFormat,
    folder: FORMATS,
    next: "put real files into sample/, make format.ts know them, and run npm test -- src/store",
  },
  rule: {
    write: newRule,
    folder: "src/lint/rules",
    next: "write bad.sql and good.sql, then rule.ts, and run npm test -- test/lint",
  },
};

interface Part {
  readonly write: (root: string, name: string) => readonly string[] | undefined;
  readonly folder: string;
  readonly next: string;
}

function main([word = "", name = ""]: readonly string[]): number {
  const part = PARTS[word];
  if (part === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    console.error(`Usage: npm run new ${Object.keys(PARTS).join("|")} NAME    NAME in kebab-case`);
    return 2;
  }
  const written = part.write(join(import.meta.dirname, ".."), name);
  if (written === undefined) {
    console.error(`There is a ${word} ${name} already: ${join(part.folder, name)}`);
    return 1;
  }
  console.log(written.join("\n"));
  console.log(`Next: ${part.next}`);
  return 0;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
