// Whether snapshots and pg_dump agree on what is the same schema. `node schema-truth.ts [--setup FILE] DIR`.
//
// After every up, down and up again of every migration both are taken. Wherever one of them says of two states in a
// row, or of the state before and the one after the down, that they are the same, the other one has to say so too.

import { parseArgs } from "node:util";

import { compareSnapshots, describeDifference, takeSnapshot } from "../src/catalog/catalog.ts";
import type { Snapshot } from "../src/core/catalog.ts";
import { dumperFor } from "../test/catalog/dump.ts";
import { openProject, openGround } from "./project.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { setup: { type: "string" } } });
const [directory] = positionals;
if (directory === undefined) throw new Error("Name a folder of migrations.");

interface State {
  readonly snapshot: Snapshot;
  readonly dump: string;
}

await using project = await openProject({ migrations: () => directory, setup: values.setup });
let ground = await openGround(project);
const dump = await dumperFor(Math.floor(ground.session.serverVersion / 10_000));
if (dump === undefined) throw new Error("There is no pg_dump of the server's version.");

let pairs = 0;
let same = 0;
let textOnly = 0;
const disagreements: string[] = [];

const look = async (): Promise<State> => ({
  snapshot: await takeSnapshot(ground.session),
  dump: await dump(ground.url),
});

/** A database with all ups until this one, instead of one that a down has left otherwise. */
async function rewind(index: number): Promise<void> {
  await ground[Symbol.asyncDispose]();
  ground = await openGround(project);
  for (const { up } of ground.parts.slice(0, index + 1)) await ground.run(up);
}

/** pg_dump's order depends on the order of creation where names leave it open; its parts do not. */
const partsOf = (text: string): string =>
  text
    .split(/\n(?=--\n-- Name: )/)
    .map((part) => part.trim())
    .toSorted()
    .join("\n");

function compare(what: string, a: State, b: State): void {
  pairs += 1;
  const isSame = a.snapshot.digest === b.snapshot.digest;
  const isSameDump = partsOf(a.dump) === partsOf(b.dump);
  if (isSame) same += 1;
  if (isSameDump && a.dump !== b.dump) textOnly += 1;
  if (isSame === isSameDump) return;
  const said = isSame
    ? firstLines(a.dump, b.dump)
    : compareSnapshots(a.snapshot, b.snapshot).map(describeDifference);
  disagreements.push(
    `${what}: ${isSame ? "only the dumps differ" : "only the snapshots differ"}\n    ${said.slice(0, 4).join("\n    ")}`,
  );
}

/** Lines that only one of two texts has. */
function firstLines(a: string, b: string): readonly string[] {
  const [inA, inB] = [new Set(a.split("\n")), new Set(b.split("\n"))];
  return [...inA.symmetricDifference(inB)];
}

let before = await look();
for (const [index, { up, down }] of ground.parts.entries()) {
  if (!(await ground.run(up))) {
    console.log(`${up.version} does not run on this server; ${index} did before it.`);
    break;
  }
  let after = await look();
  compare(`${up.version} up`, before, after);
  if (down && (await ground.run(down))) {
    const undone = await look();
    compare(`${up.version} down`, after, undone);
    compare(`${up.version} up and down`, before, undone);
    if (await ground.run(up)) compare(`${up.version} up, down and up`, after, await look());
  }
  if (down && (await takeSnapshot(ground.session)).digest !== after.snapshot.digest) {
    await rewind(index);
    after = await look();
  }
  before = after;
}
await ground[Symbol.asyncDispose]();
console.log(
  `${ground.parts.length} migrations, ${pairs} pairs, ${same} the same; in ${textOnly} pairs pg_dump only wrote in another order`,
);
console.log(`${disagreements.length} disagreements`);
for (const line of disagreements) console.log(line);
