// Two real servers, a project that deploys to both, and the command as a person would type it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

import { startEmbedded } from "../../src/database/embedded/embedded.ts";
import { realWorld } from "../../src/world/world.ts";
import { binariesWithDump } from "../support/own-server.ts";
import { testDirectory, testSession } from "../support/server.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");
const COMPILED = process.env["NODE_COMPILE_CACHE"] ?? join(tmpdir(), "lockkeeper-test-compiled");
/** Bound for one command, in milliseconds. */
const COMMAND_MS_MAX = 120_000;
const world = realWorld();

export interface Yard {
  readonly project: string;
  /** Addresses of the database `app` on each server. */
  readonly staging: string;
  readonly production: string;
  write(path: string, text: string): void;
  /** Runs the command; `env` goes before the addresses of the two. */
  run(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Said>;
  /** The same, not waited for. */
  start(words: readonly string[], env?: Readonly<Record<string, string>>): Started;
}

export interface Said {
  readonly out: string;
  readonly err: string;
  readonly exit: number | string;
}

export interface Started {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<Said>;
}

/** Starts the servers, of the newest version whose pg_dump is here. They go with the test. */
export async function openYard(context: TestContext): Promise<Yard> {
  const directory = await testDirectory(context);
  const server = await binariesWithDump();
  const [staging, production] = await Promise.all(
    ["staging", "production"].map((name) => newServer(join(directory, name), server)),
  );
  if (staging === undefined || production === undefined) throw new Error("A server did not start.");
  const project = realpathSync(directory);
  const start = (words: readonly string[], env: Readonly<Record<string, string>> = {}): Started =>
    startCommand(words, { project, env: { STAGING_URL: staging, PRODUCTION_URL: production, ...env } });
  return {
    ...{ project, staging, production, start },
    write: (path, text) => {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), text);
    },
    run: (words, env) => start(words, env).ended,
  };
}

/** A database `app` on a server of its own. */
async function newServer(dataDirectory: string, server: string): Promise<string> {
  const { url } = await startEmbedded(world, { dataDirectory, server, settings: { fsync: "off" } });
  await using session = await testSession(url);
  await session.run("create database app encoding 'UTF8' template template0");
  const own = new URL(url);
  own.pathname = "/app";
  return own.href;
}

function startCommand(
  words: readonly string[],
  { project, env }: { readonly project: string; readonly env: Readonly<Record<string, string>> },
): Started {
  const child = spawn(process.execPath, [MAIN, ...words], {
    cwd: project,
    env: { PATH: process.env["PATH"], HOME: project, NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: COMMAND_MS_MAX,
    killSignal: "SIGKILL",
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => void (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => void (said.err += text));
  const ended = once(child, "close").then(([code, signal]: unknown[]): Said => ({
    ...said,
    exit: typeof code === "number" ? code : String(signal),
  }));
  return { kill: (signal) => void child.kill(signal), ended };
}
