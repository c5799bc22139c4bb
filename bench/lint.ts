// The case `lint`: the same files looked at by Lockkeeper and by other linters, each as a process of its own.

import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Contestant } from "./contestants.ts";
import type { Command } from "./measure.ts";
import { PACKAGES, binaryPackage, versionOfPackage } from "./packages.ts";
import type { Group } from "./results.ts";
import type { Trial } from "./round-robin.ts";
import { commandFor, folderOf, plainEnv, runGroup, type Workshop } from "./workshop.ts";

const SQUAWK = "squawk";
/** A linter ends with 1 where it has found something, as all of them do here. */
const FOUND = 1;

/** Looks at `count` files: ups and downs, half of each. */
export function lintGroup(workshop: Workshop, count: number): Promise<Group> {
  const migrations = count / 2;
  const ours = workshop.contestants.filter(({ layout }) => layout === "lockkeeper");
  const [first] = ours;
  if (first === undefined)
    throw new Error("The files to look at are those of Lockkeeper, which is left out.");
  const folder = folderOf(workshop, { contestant: first, count: migrations });
  const trials = [...othersIn(workshop, folder), ...ours.flatMap((own) => oursIn(workshop, own, migrations))];
  const title = `lint ${count} files`;
  return runGroup(workshop, { title, deed: "lint", count, roundTripMs: 0, baseline: SQUAWK, trials });
}

/** Once without what the last run has kept, and once with it. */
function oursIn(workshop: Workshop, contestant: Contestant, count: number): readonly Trial[] {
  const command = commandFor(workshop, { contestant, deed: "lint", count, database: "bench_none" });
  if (command === undefined) return [];
  const linting = { ...command, goodCodes: [FOUND] };
  const kept = join(command.cwd, ".lockkeeper");
  const forget = async (): Promise<void> => rmSync(kept, { recursive: true, force: true });
  return [
    { ...contestant, command: linting, prepare: forget },
    { ...contestant, name: `${contestant.name}, nothing changed`, command: linting },
  ];
}

function othersIn(workshop: Workshop, cwd: string): readonly Trial[] {
  const files = readdirSync(join(cwd, "migrations")).map((name) => `migrations/${name}`);
  const squawk = binaryPackage("@squawk-cli");
  const binary = join(PACKAGES, squawk, "bin", "squawk");
  const script = join(PACKAGES, "@flvmnt", "pgfence", "dist", "index.js");
  const command = (...argv: readonly string[]): Command => {
    return { argv: [...argv, ...files], cwd, env: plainEnv(workshop), goodCodes: [FOUND] };
  };
  const others = [
    { name: SQUAWK, package: squawk, file: binary, command: command(binary) },
    {
      name: "pgfence",
      package: "@flvmnt/pgfence",
      file: script,
      command: command(process.execPath, script, "analyze"),
    },
  ];
  return others
    .filter(({ file }) => existsSync(file))
    .map((other) => ({ ...other, version: versionOfPackage(other.package), commits: "" }));
}
