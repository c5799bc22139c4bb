// A project in a folder of its own with a real git, and what `check` and `ci check` say of it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");

/** What a command says with `--json`. */
export interface Told {
  readonly code: number | null;
  readonly findings: readonly {
    readonly rule: string;
    readonly class: "hazard" | "advice";
    readonly file?: string;
    readonly message: string;
  }[];
  readonly parts: readonly { readonly name: string; readonly count: number; readonly skipped?: string }[];
  readonly problems: readonly { readonly message: string }[];
  readonly failure?: { readonly code: string };
}

/** No settings of whoever runs the tests, and none of a pipeline that they may run in. */
export const ENV: Readonly<Record<string, string>> = {
  PATH: process.env["PATH"] ?? "",
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.org",
};

/** A file with a secret in it; in pieces here, so that no scan finds it in this file. */
export const LEAK: string = ["AK", "IAQ7RZ2LMWC5TBXE4V", "\n"].join("");

/** An empty folder, removed at the end. */
export function folder(context: TestContext): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "lockkeeper-check-")));
  context.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Runs git there. */
export function git(project: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync("git", args, { cwd: project, env: ENV, encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

/** Writes a file, with its folders. */
export function write(project: string, path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

/** Commits everything. */
export function commit(project: string, message: string): void {
  git(project, "add", "--all");
  git(project, "commit", "--quiet", "--allow-empty", "--message", message);
}

/** Runs `check` there. */
export const check = (project: string, ...args: readonly string[]): Told => run(project, "check", ...args);

/** Runs a command there. */
export function run(project: string, ...words: readonly string[]): Told {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words, "--json"], {
    cwd: project,
    env: { ...ENV, LOCKKEEPER_PROJECT: project },
    encoding: "utf8",
  });
  assert.notEqual(stdout, "", stderr);
  return { parts: [], findings: [], problems: [], ...(JSON.parse(stdout) as Partial<Told>), code: status };
}

const MIGRATION = "migrations/20260101_090000_make_a.sql";

/** A repository with one migration on its main branch, and another branch checked out. */
export function repository(context: TestContext): string {
  const path = folder(context);
  git(path, "init", "--quiet", "--initial-branch=main");
  write(path, MIGRATION, "create table public.a (id bigint primary key);\n");
  commit(path, "feat: make a");
  git(path, "checkout", "--quiet", "-b", "feat/more");
  return path;
}

/** The rules of all findings. */
export const rulesIn = ({ findings }: Told): readonly string[] => findings.map(({ rule }) => rule);
