// Makes the cluster of an embedded server, whole or not at all.

import { join } from "node:path";

import { Failure } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";
import type { Binaries } from "./binaries.ts";
import { dataOf, giveAway, makePrivate } from "./place.ts";
import type { Place } from "./place.ts";

/** The superuser, and the database that is there from the start. */
export const SUPERUSER = "postgres";
export const DATABASE = "postgres";

/** In the cluster: what we set at every start. ALTER SYSTEM comes after it and wins. */
export const SETTINGS_FILE = "lockkeeper.conf";

const INITDB_TIMEOUT_MS = 120_000;
const MAJOR_WITH_BUILTIN_LOCALE = 17;
const HALF_MADE = "data.making";

/** The major version that made the cluster in a home; undefined where there is no cluster. */
export async function clusterMajor(world: World, place: Pick<Place, "home">): Promise<number | undefined> {
  const path = join(dataOf(place), "PG_VERSION");
  if ((await world.files.kindOf(path)) !== "file") return undefined;
  return Number.parseInt(new TextDecoder().decode(await world.files.read(path)), 10);
}

/**
 * Makes a cluster under another name and renames it when it is complete, so that an interrupted run leaves
 * nothing that looks like one. Call it under the start lock. `durable: false` skips the wait for the disk.
 */
export async function makeCluster(
  world: World,
  place: Place,
  how: { readonly binaries: Binaries; readonly password: string; readonly durable: boolean },
): Promise<void> {
  const making = join(place.home, HALF_MADE);
  const passwordFile = join(place.home, "password.making");
  await world.files.remove(making);
  await makePrivate(world, place, making);
  await world.files.write(passwordFile, `${how.password}\n`, 0o600);
  await giveAway(world, place, passwordFile);
  try {
    const program = join(how.binaries.directory, "initdb");
    const args = [
      ...initdbArguments(how.binaries.major, how.durable),
      "--pgdata",
      making,
      "--pwfile",
      passwordFile,
    ];
    const options = { cwd: place.home, timeoutMs: INITDB_TIMEOUT_MS, env: { LC_ALL: "C" }, ...place.runAs };
    const result = await world.processes.run(program, args, options);
    if (result.code !== 0) throw notMade(`${result.stderr}${result.stdout}`.trim());
    await includeSettings(world, place, making);
  } finally {
    await world.files.remove(passwordFile);
  }
  // What stands there has no PG_VERSION, so it never was a cluster.
  await world.files.remove(dataOf(place));
  await world.files.rename(making, dataOf(place));
}

async function includeSettings(world: World, place: Place, cluster: string): Promise<void> {
  const path = join(cluster, "postgresql.conf");
  const text = new TextDecoder().decode(await world.files.read(path));
  await world.files.write(path, `${text}\ninclude_if_exists = '${SETTINGS_FILE}'\n`, 0o600);
  await giveAway(world, place, path);
}

/** C collation is the same on every machine; the built-in provider adds Unicode's upper and lower case. */
function initdbArguments(major: number, durable: boolean): readonly string[] {
  const locale = ["--encoding", "UTF8", "--locale", "C"];
  const builtin = ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"];
  return [
    ...["--username", SUPERUSER, "--auth", "scram-sha-256", "--data-checksums"],
    ...locale,
    ...(major >= MAJOR_WITH_BUILTIN_LOCALE ? builtin : []),
    ...(durable ? [] : ["--no-sync"]),
  ];
}

function notMade(said: string): Failure {
  const unknownUser = /could not look up (?:effective )?user/i.test(said);
  return new Failure("server-unavailable", `The embedded database could not be made: ${said}`, {
    hint: unknownUser
      ? "PostgreSQL needs a user with a name: run as one that /etc/passwd lists, or use --database-url."
      : "Make room or correct the rights as said above, and run the same command again.",
  });
}
