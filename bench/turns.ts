// Counts round trips and messages of one `up`: `node turns.ts [--count N] [--only NAME,…]`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { findContestants } from "./contestants.ts";
import { startDelayProxy } from "./delay-proxy.ts";
import { measure } from "./measure.ts";
import { startServer } from "./server.ts";
import { checkFootprint, commandFor, type Workshop } from "./workshop.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "100" },
    only: { type: "string" },
    source: { type: "boolean", default: false },
    project: { type: "string", default: join(import.meta.dirname, "..") },
  },
});

const count = Number(values.count);
const only = values.only?.split(",").map((name) => name.trim());
const ours = { name: "lockkeeper", root: resolve(values.project), isSource: values.source };
const folder = mkdtempSync(join(tmpdir(), "bench-files-"));
await using server = await startServer();
await using proxy = await startDelayProxy({ host: server.host, port: server.port, roundTripMs: 0 });
const workshop: Workshop = {
  server,
  folder,
  contestants: [],
  ours: ours.name,
  runs: 1,
  filled: new Set(),
  say: (line) => console.log(line),
  keep: () => {},
};
for (const contestant of findContestants([ours]).here) {
  if (only !== undefined && !only.includes(contestant.name)) continue;
  const job = { contestant, deed: "up", count, database: "bench_turns", port: proxy.port } as const;
  const command = commandFor(workshop, job);
  if (command === undefined) continue;
  await server.recreate(job.database);
  await proxy.take();
  await measure(command);
  await checkFootprint(workshop, job.database, count);
  const applied = await proxy.take();
  console.log(contestant.name, { up: applied });
  // psql's script cannot be run twice; what is idle for the others is a syntax error for it.
  if (contestant.layout === "psql") continue;
  await measure(command);
  console.log(contestant.name, { noop: await proxy.take() });
}
rmSync(folder, { recursive: true, force: true });
