// Runs a case with the real command against a real database and writes down what a person would see.

import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

import type { Session, StatementResult } from "../../src/database/database.ts";
import { testSession } from "../support/server.ts";
import type { Case, FileStep, Run, Step } from "./case-file.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");
/** Bounds for one command, and for a query that must become true, in milliseconds. */
const COMMAND_MS_MAX = 60_000;
const UNTIL_MS_MAX = 30_000;
const UNTIL_POLL_MS = 25;

/** Where a case runs. */
export interface Stage {
  /** A folder of its own. */
  readonly project: string;
  readonly url: string;
  /** Where Node keeps what it has compiled: starting it is most of the time that the cases take. */
  readonly compiled: string;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

interface Running {
  readonly child: Child;
  readonly done: Promise<Said>;
}

interface Said {
  readonly out: string;
  readonly err: string;
  readonly exit: number | string;
}

/** The transcript as it comes, with nothing replaced. */
export async function transcriptOf(given: Case, stage: Stage): Promise<string> {
  writeFiles(stage.project, given.files);
  const held: Session[] = [];
  const scene: Scene = { stage, held };
  const parts: string[] = [];
  try {
    for (const step of given.steps) parts.push(await play(step, scene));
  } finally {
    scene.running?.child.kill("SIGKILL");
    await Promise.all(held.map((session) => session.close()));
  }
  return [`# ${given.about}\n`, ...parts].join("\n");
}

interface Scene {
  readonly stage: Stage;
  readonly held: Session[];
  running?: Running;
}

async function play(step: Step, scene: Scene): Promise<string> {
  const { stage } = scene;
  const { project } = stage;
  if ("run" in step) return show(step, await begin(step, stage).done);
  if ("start" in step) {
    scene.running = begin({ run: step.start }, stage);
    await until(step.until, scene);
    return `$ lockkeeper ${step.start} &\n`;
  }
  if ("signal" in step) {
    scene.running?.child.kill(step.signal);
    return `# ${step.signal}\n`;
  }
  if ("finish" in step) {
    const said = await scene.running?.done;
    return said ? `# the command in the background:\n${saidLines(said)}` : "";
  }
  if ("sql" in step) return `sql> ${indented(step.sql)}\n${await ask(step.sql, stage)}`;
  if ("hold" in step) {
    const session = await testSession(stage.url);
    scene.held.push(session);
    await session.run(`begin; ${step.hold}`);
    return `sql> begin; ${indented(step.hold)}  -- and stays open\n`;
  }
  return changeFiles(step, project);
}

/** Does it, and gives the lines that tell the reader. */
function changeFiles(step: FileStep, project: string): string {
  if ("write" in step) {
    writeFiles(project, step.write);
    return Object.entries(step.write)
      .map(([path, text]) => `# ${path} is now:\n${text.replaceAll(/^(?=.)/gm, "#   ")}`)
      .join("");
  }
  if ("bytes" in step) {
    for (const [path, hex] of Object.entries(step.bytes)) writeAt(project, path, Buffer.from(hex, "hex"));
    return pairLines(step.bytes, "holds the bytes");
  }
  if ("grow" in step) {
    for (const [path, size] of Object.entries(step.grow)) {
      writeAt(project, path, "");
      truncateSync(join(project, path), size);
    }
    return "";
  }
  if ("link" in step) {
    for (const [path, target] of Object.entries(step.link)) symlinkSync(target, join(project, path));
    return pairLines(step.link, "is a link to");
  }
  if ("rename" in step) {
    for (const [from, to] of Object.entries(step.rename)) renameSync(join(project, from), join(project, to));
    return pairLines(step.rename, "is now named");
  }
  if ("remove" in step) {
    rmSync(join(project, step.remove), { recursive: true });
    return `# without ${step.remove}\n`;
  }
  const files = globSync(`${step.list}/*`, { cwd: project }).toSorted();
  return `# ls ${step.list}\n${files.join("\n")}\n`;
}

const pairLines = (pairs: Readonly<Record<string, string>>, verb: string): string =>
  Object.entries(pairs)
    .map(([path, value]) => `# ${path} ${verb} ${value}\n`)
    .join("");

function writeFiles(project: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) writeAt(project, path, text);
}

function writeAt(project: string, path: string, content: string | Uint8Array): void {
  const full = join(project, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}

function begin(
  { run, env = {}, database, in: folder = "." }: Run,
  { project, url, compiled }: Stage,
): Running {
  const filled: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) filled[name] = fill(value, url);
  const child = spawn(process.execPath, [MAIN, ...wordsOf(fill(run, url))], {
    cwd: join(project, folder),
    env: {
      PATH: process.env["PATH"],
      HOME: project,
      NODE_COMPILE_CACHE: compiled,
      ...(database === "none" ? {} : { DATABASE_URL: url }),
      ...filled,
    },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: COMMAND_MS_MAX,
    killSignal: "SIGKILL",
  });
  return { child, done: listen(child) };
}

async function listen(child: Child): Promise<Said> {
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => void (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => void (said.err += text));
  await once(child, "close");
  return { ...said, exit: child.exitCode ?? String(child.signalCode) };
}

/** `$URL`, `$HOST`, `$PORT` and `$DATABASE` of the case's own database. */
function fill(text: string, url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return text
    .replaceAll("$URL", url)
    .replaceAll("$HOST", hostname)
    .replaceAll("$PORT", port)
    .replaceAll("$DATABASE", pathname.slice(1));
}

/** Words as a shell would make them of blanks and quotes. */
const wordsOf = (line: string): readonly string[] =>
  (line.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []).map((word) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/g, "$1$2"),
  );

function show({ run, env = {}, in: folder }: Run, said: Said): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value} `);
  const place = folder === undefined ? "" : `(in ${folder}) `;
  return `${place}$ ${variables.join("")}lockkeeper ${run}\n${saidLines(said)}`;
}

/** What went to stderr is marked. */
const saidLines = ({ out, err, exit }: Said): string =>
  `${out}${err.replaceAll(/^(?=.|\n)/gm, "2> ")}exit ${exit}\n`;

async function ask(text: string, { url }: Stage): Promise<string> {
  await using session = await testSession(url);
  const results = await session.run(fill(text, url));
  return results.map(rowLines).join("");
}

function rowLines({ columns, rows }: StatementResult): string {
  const names = columns.map(({ name }) => name);
  return rows.map((row) => `     ${names.map((name) => cellOf(row[name])).join(" | ")}\n`).join("");
}

const cellOf = (value: unknown): string =>
  value === null ? "∅" : typeof value === "string" ? value : JSON.stringify(value);

const indented = (text: string): string => text.trimEnd().replaceAll("\n", "\n     ");

async function until(question: string, { stage, running }: Scene): Promise<void> {
  await using session = await testSession(stage.url);
  const deadlineMs = performance.now() + UNTIL_MS_MAX;
  while (performance.now() < deadlineMs) {
    const [result] = await session.run(question);
    if (result?.rows.some((row) => Object.values(row)[0] === true)) return;
    if (running && running.child.exitCode !== null) {
      throw new Error(
        `The command ended before this was true: ${question}\n${saidLines(await running.done)}`,
      );
    }
    await sleep(UNTIL_POLL_MS);
  }
  throw new Error(`This did not become true in ${UNTIL_MS_MAX} ms: ${question}`);
}
