// Runs cases and writes their results: `node run.ts [CASE…] [options]`, see README.md.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { arch, cpus, platform, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { CASES } from "./cases.ts";
import { findContestants, type Ours } from "./contestants.ts";
import { startDelayProxy } from "./delay-proxy.ts";
import { RESULTS_FOLDER, keepGroup, type Group, type Setting } from "./results.ts";
import { joinServer, medianOfQuery, query, startServer, type Server } from "./server.ts";
import { round } from "./statistics.ts";

const PROJECT = join(import.meta.dirname, "..");
const CALIBRATION_TURNS = 200;
const GIB = 2 ** 30;
const OURS = "lockkeeper";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "5" },
    count: { type: "string" },
    only: { type: "string" },
    "server-url": { type: "string" },
    "server-dir": { type: "string" },
    source: { type: "boolean", default: false },
    project: { type: "string", default: PROJECT },
    against: { type: "string", multiple: true, default: [] },
    out: { type: "string", default: RESULTS_FOLDER },
  },
});

// An orderly exit takes the server along.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

const names = positionals.length > 0 ? positionals : Object.keys(CASES);
const unknown = names.find((name) => !Object.hasOwn(CASES, name));
if (unknown === undefined) await main();
else {
  console.error(`There is no case ${unknown}. There are: ${Object.keys(CASES).join(", ")}.`);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const { here, absent } = findContestants(lockkeepers());
  const missing = absent.find(({ name }) => name.startsWith(OURS));
  if (missing) throw new Error(`${missing.name} cannot be measured: ${missing.reason}`);
  if (!values.source && isStale(resolve(values.project))) {
    console.error("WARNING: dist/ is older than src/. To measure what is in src/: npm run build");
  }
  const only = values.only?.split(",").map((name) => name.trim());
  const contestants = here.filter(({ name }) => only === undefined || only.includes(name));
  for (const { name, reason } of absent) console.log(`${name} is left out: ${reason}`);
  const folder = mkdtempSync(join(tmpdir(), "bench-files-"));
  await using server = await (values["server-url"] === undefined
    ? startServer(values["server-dir"])
    : joinServer(values["server-url"]));
  try {
    const setting = await settingOf(server);
    console.log(JSON.stringify(setting));
    const count = values.count === undefined ? {} : { count: Number(values.count) };
    const shared = {
      server,
      contestants,
      folder,
      ours: OURS,
      runs: Number(values.runs),
      say: (line: string) => console.log(line),
      filled: new Set<string>(),
      ...count,
    };
    for (const name of names) {
      const keep = (group: Group): void => {
        keepGroup(resolve(values.out), { ...group, setting }, { case: name, absent });
        print(group);
      };
      await CASES[name]?.({ ...shared, keep });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The Lockkeeper that is measured, and others to set it against: `--against NAME=FOLDER`. */
function lockkeepers(): readonly Ours[] {
  const main_ = { name: OURS, root: resolve(values.project), isSource: values.source };
  const others = values.against.map((text): Ours => {
    const [name = "", root = ""] = text.split("=");
    return { name: `${OURS} ${name}`, root: resolve(root), isSource: false };
  });
  return [main_, ...others];
}

/** Whether a source file is younger than what was built of it. */
function isStale(root: string): boolean {
  const built = statSync(join(root, "dist/cli/main.cjs")).mtimeMs;
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .some((name) => statSync(join(root, "src", name)).mtimeMs > built);
}

async function settingOf(server: Server): Promise<Setting> {
  const database = "bench_calibration";
  await server.recreate(database);
  const near = await medianOfQuery(server.url(database), "select 1", CALIBRATION_TURNS);
  const selectMs: Record<string, number> = { "0": near };
  for (const roundTripMs of [1, 10]) {
    await using proxy = await startDelayProxy({ host: server.host, port: server.port, roundTripMs });
    selectMs[roundTripMs] = await medianOfQuery(
      server.url(database, proxy.port),
      "select 1",
      CALIBRATION_TURNS,
    );
  }
  await query(server.url(database), "create table committed (id int)");
  const insertMs = await medianOfQuery(
    server.url(database),
    "insert into committed values (1)",
    CALIBRATION_TURNS,
  );
  return {
    date: new Date().toISOString(),
    node: process.versions.node,
    lockkeeper: commitOf(resolve(values.project)),
    server: server.version,
    serverSetup: server.about,
    platform: `${platform()} ${arch()}`,
    cpus: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`,
    memoryGib: round(totalmem() / GIB),
    selectMs,
    commitMs: round(insertMs - near),
  };
}

/** The commit that is measured, with a `+` where files have been changed since. */
function commitOf(root: string): string {
  const git = (...words: readonly string[]): string =>
    execFileSync("git", ["-C", root, ...words], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  try {
    return (
      git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "src", "bin") === "" ? "" : "+")
    );
  } catch {
    return "unknown";
  }
}

function print(group: Group): void {
  console.log(`\n${group.title}`);
  console.table(
    Object.fromEntries(
      group.rows.map((row) => [
        row.name,
        row.failure === undefined || row.wallMs
          ? {
              "median ms": row.wallMs?.median,
              "min…max": `${row.wallMs?.min}…${row.wallMs?.max}`,
              "× baseline": row.ofBaseline?.median,
              "lockkeeper ÷ it": row.oursOfThis?.median,
              "CPU ms": row.cpuMs?.median,
              "server CPU": row.serverCpuMs?.median,
              MiB: row.rssMib?.median,
              turns: row.turns?.median,
              "other CPU, worst": Math.max(...row.runs.map((run) => run.otherCpuMs ?? 0)),
            }
          : { failure: row.failure.slice(-80) },
      ]),
    ),
  );
}
