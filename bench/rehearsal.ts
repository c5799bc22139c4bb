// What watching costs: a rehearsal beside plain up, down and up. `node rehearsal.ts [--count N] [--runs N] [DIR]`.

import { join } from "node:path";
import { parseArgs } from "node:util";

import { rehearse } from "../src/flow/rehearse.ts";
import { generate } from "./generate.ts";
import { openProject, openGround } from "./project.ts";
import { median, round } from "./statistics.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "300" },
    runs: { type: "string", default: "5" },
    setup: { type: "string" },
  },
});

await using project = await openProject({
  migrations: (folder) => positionals[0] ?? generated(folder),
  setup: values.setup,
});
const ratios: number[] = [];
for (let run = 1; run <= Number(values.runs); run += 1) {
  const plainMs = await timed(plain);
  const rehearsedMs = await timed(rehearsed);
  ratios.push(rehearsedMs / plainMs);
  const line = [plainMs, rehearsedMs].map((ms) => `${Math.round(ms)} ms`).join(" plain, ");
  console.log(`${run}: ${line} rehearsed, ${round(rehearsedMs / plainMs)} x`);
}
console.log(`median ${round(median(ratios))} x`);

function generated(folder: string): string {
  generate("lockkeeper", folder, Number(values.count));
  return join(folder, "migrations");
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function rehearsed(): Promise<void> {
  const { rehearsal, failure } = await rehearse(project.journey, {
    allowOutOfOrder: true,
    source: "replay",
    fillRows: 0,
    recordFile: join(project.folder, "record.json"),
  });
  if (rehearsal === undefined || failure?.code !== "hazards-found")
    throw new Error(failure?.message ?? "nothing");
}

/** The same steps by the same executor on a database like any other, one migration after the other, unwatched. */
async function plain(): Promise<void> {
  await using ground = await openGround(project);
  for (const { up, down } of ground.parts) {
    await ground.run(up);
    if (down && (await ground.run(down))) await ground.run(up);
  }
}
