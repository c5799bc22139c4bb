// Packs the package, installs it in an empty project as a user would, and runs it there. Started by npm run test:packaging.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";

import { publint } from "publint";
import { formatMessage } from "publint/utils";

/** Milliseconds for one npm command; a cold cache on a slow line needs most of it. */
const NPM_TIMEOUT_MS = 180_000;
/** Without them npm tries a registry that is out of reach for many minutes. */
const NPM_PATIENCE = ["--fetch-retries=1", "--fetch-timeout=30000"];

interface Manifest {
  readonly version: string;
}

const root = join(import.meta.dirname, "../..");
const directory = mkdtempSync(join(tmpdir(), "lockkeeper-package-"));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
let contents: readonly string[] = [];

before(() => {
  const packed = npm(root, ["pack", "--ignore-scripts", "--json", "--pack-destination", directory]);
  const [tarball] = Object.values(JSON.parse(packed) as Record<string, Tarball>);
  assert.ok(tarball, "npm pack names what it made");
  contents = tarball.files.map((file) => file.path);
  writeFileSync(join(directory, "package.json"), '{ "name": "user", "private": true, "type": "module" }\n');
  // Without optional dependencies: the server binaries are large, and the tool must start without them.
  const flags = ["--ignore-scripts", "--prefer-offline", "--omit=optional", ...NPM_PATIENCE];
  npm(directory, ["install", ...flags, `./${tarball.filename}`]);
});

after(() => rmSync(directory, { recursive: true, force: true }));

interface Tarball {
  readonly filename: string;
  readonly files: ReadonlyArray<{ readonly path: string }>;
}

test("the package holds what runs and what people read, and no tests", () => {
  for (const path of [
    "bin/lockkeeper.cjs",
    "dist/cli/main.cjs",
    "dist/index.js",
    "dist/index.d.ts",
    "README.md",
    "LICENSE",
  ]) {
    assert.ok(contents.includes(path), `${path} is missing`);
  }
  const stray = contents.filter((path) => /\.test\.|(?<!\.d)\.ts$|^(src|test|migrations)\//.test(path));
  assert.deepEqual(stray, []);
});

test("the installed command tells its version", () => {
  const { status, stdout, stderr } = lockkeeper("--version");
  assert.equal(stderr, "");
  assert.equal(stdout, `lockkeeper ${manifest.version}\n`);
  assert.equal(status, 0);
});

test("the installed command helps", () => {
  const { status, stdout } = lockkeeper("--help");
  assert.match(stdout, /Usage: lockkeeper/);
  assert.equal(status, 0);
});

test("a wrong word ends with the exit code for wrong use", () => {
  assert.equal(lockkeeper("no-such-command").status, 2);
});

test("the installed command knows what GitHub would refuse", () => {
  mkdirSync(join(directory, "ci"));
  const text =
    "on: push\npermissions: {}\njobs:\n  a:\n    run-on: ubuntu-24.04\n    steps: [{ run: make }]\n";
  writeFileSync(join(directory, "ci/example.yml"), text);
  const { status, stdout } = lockkeeper("ci", "check", ".");
  assert.match(stdout, /ci\/example\.yml:5:5: Unexpected value 'run-on'\. \[definition-invalid\]/);
  assert.equal(status, 1);
});

test("the installed command sets a repository up, whose scripts run it", () => {
  const { status, stdout, stderr } = lockkeeper("init", "--ci", "github");
  assert.equal(status, 0, stderr);
  assert.match(stdout, /wrote \.github\/workflows\/deploy\.yml/);
  const options = { cwd: directory, encoding: "utf8" } as const;
  const path = `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`;
  const said = spawnSync("bash", ["scripts/new-migration.sh", "create ships"], {
    ...options,
    env: { ...process.env, PATH: path },
  });
  assert.match(said.stdout, /^wrote migrations\/\d{8}_\d{6}_create_ships\.sql$/m, said.stderr);
  rmSync(join(directory, "ci/example.yml"));
  assert.match(lockkeeper("ci", "check").stdout, /^Nothing found in pipelines, scripts, secrets\.$/m);
});

test("the library can be imported", () => {
  const script = 'import("lockkeeper").then((face) => console.log(Object.keys(face).length > 0))';
  assert.equal(
    execFileSync(process.execPath, ["--eval", script], { cwd: directory, encoding: "utf8" }),
    "true\n",
  );
});

test("an older Node is told which one is needed", () => {
  const script = readFileSync(join(root, "bin/lockkeeper.cjs"), "utf8").replace(/^#!.*/, "");
  const older = "Object.defineProperty(process.versions, 'node', { value: '20.20.2' });";
  const { status, stderr } = spawnSync(process.execPath, ["--eval", older + script], { encoding: "utf8" });
  assert.match(stderr, /^lockkeeper needs Node 24\.12 or newer, this is 20\.20\.2\.\n/);
  assert.equal(status, 2);
});

test("publint has nothing to say", async () => {
  const { messages, pkg } = await publint({ pkgDir: root, level: "suggestion", strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg, { color: false })),
    [],
  );
});

function npm(cwd: string, words: readonly string[]): string {
  return execFileSync("npm", words, {
    cwd,
    encoding: "utf8",
    timeout: NPM_TIMEOUT_MS,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function lockkeeper(...words: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const program = join(directory, "node_modules/.bin/lockkeeper");
  // By node's own path: the node that comes first on a machine's PATH may be an older one.
  return spawnSync(process.execPath, [program, ...words], { cwd: directory, encoding: "utf8" });
}
