// Where Lockkeeper spends its own time: `node profile.ts [up|noop|status|down] [--count N] [--top N]`.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findContestants, type Deed } from "./contestants.ts";
import { startDelayProxy } from "./delay-proxy.ts";
import { measure } from "./measure.ts";
import { startServer } from "./server.ts";
import { round } from "./statistics.ts";
import { commandFor, fill, type Job, type Workshop } from "./workshop.ts";

/** What of a V8 CPU profile is read here. Times in microseconds. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
  readonly startTime: number;
  readonly endTime: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "1000" },
    top: { type: "string", default: "40" },
    rtt: { type: "string", default: "0" },
    source: { type: "boolean", default: false },
    project: { type: "string", default: join(import.meta.dirname, "..") },
    out: { type: "string" },
  },
});

const root = resolve(values.project);
const wanted = positionals[0] ?? "up";
const deed: Deed = wanted === "status" || wanted === "down" ? wanted : "up";

const file = await record();
report(JSON.parse(readFileSync(file, "utf8")) as Profile);
console.log(`\nThe whole profile, for the inspector of a browser: ${file}`);

/** Runs the command once under the profiler, after one run that warms the compile cache. */
async function record(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "bench-profile-"));
  const out = resolve(values.out ?? join(folder, "profile"));
  mkdirSync(out, { recursive: true });
  const [contestant] = findContestants([{ name: "lockkeeper", root, isSource: values.source }]).here;
  if (contestant?.layout !== "lockkeeper") throw new Error("Lockkeeper is not built: npm run build");
  await using server = await startServer();
  await using proxy = await startDelayProxy({
    host: server.host,
    port: server.port,
    roundTripMs: Number(values.rtt),
  });
  const say = (line: string): void => console.log(line);
  const workshop: Workshop = {
    server,
    folder,
    contestants: [],
    ours: "lockkeeper",
    runs: 1,
    filled: new Set(),
    say,
    keep: () => {},
  };
  const job: Job = {
    contestant,
    deed,
    count: Number(values.count),
    database: "bench_profile",
    port: proxy.port,
  };
  const command = commandFor(workshop, job);
  if (command === undefined) throw new Error(`nothing to run for ${deed}`);
  await fill(workshop, job);
  if (wanted === "up") await server.recreate(job.database);
  const [node = "", ...rest] = command.argv;
  const before = readdirSync(out);
  const argv = [node, "--cpu-prof", "--cpu-prof-interval=200", `--cpu-prof-dir=${out}`, ...rest];
  const sample = await measure({ ...command, argv });
  console.log(
    `${wanted} of ${values.count}: ${Math.round(sample.wallMs)} ms, CPU ${Math.round(sample.userMs + sample.systemMs)} ms, ${Math.round(sample.rssMib)} MiB, under the profiler\n`,
  );
  const made = readdirSync(out).find((name) => !before.includes(name));
  if (made === undefined) throw new Error("Node wrote no profile");
  return join(out, made);
}

function report(profile: Profile): void {
  const selfUs = new Map<number, number>();
  profile.samples.forEach((id, index) =>
    selfUs.set(id, (selfUs.get(id) ?? 0) + (profile.timeDeltas[index] ?? 0)),
  );
  const [byFunction, byPart] = [new Map<string, number>(), new Map<string, number>()];
  for (const { id, callFrame } of profile.nodes) {
    const us = selfUs.get(id) ?? 0;
    const place = placeOf(callFrame.url);
    add(
      byFunction,
      `${callFrame.functionName || "(anonymous)"}  ${place}${place === "" ? "" : `:${callFrame.lineNumber + 1}`}`,
      us,
    );
    add(byPart, partOf(place, callFrame.functionName), us);
  }
  const total = profile.endTime - profile.startTime;
  print("Self time by part", byPart, total);
  print("Self time by function", byFunction, total);
}

function add(sums: Map<string, number>, key: string, us: number): void {
  sums.set(key, (sums.get(key) ?? 0) + us);
}

function placeOf(url: string): string {
  return url.startsWith("file:") ? relative(root, fileURLToPath(url)) : url;
}

/** A room, a package, Node itself, or what V8 puts in brackets: (idle), (program), (garbage collector). */
function partOf(place: string, functionName: string): string {
  if (place === "") return functionName.startsWith("(") ? functionName : "built in";
  if (place.startsWith("node:")) return "node";
  const package_ = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(place)?.[1];
  return package_ ?? /^(?:dist|src)\/([^/]+)/.exec(place)?.[1] ?? place;
}

function print(title: string, sums: ReadonlyMap<string, number>, totalUs: number): void {
  console.log(`${title} (of ${round(totalUs / 1000)} ms)`);
  const rows = [...sums].toSorted(([, a], [, b]) => b - a).slice(0, Number(values.top));
  for (const [name, us] of rows.filter(([, time]) => time > 0)) {
    console.log(
      `${(us / 1000).toFixed(1).padStart(9)} ms ${((us / totalUs) * 100).toFixed(1).padStart(5)} %  ${name}`,
    );
  }
  console.log("");
}
