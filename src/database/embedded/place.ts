// Decides where an embedded server's files go and which user of the machine runs it.

import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";

import { Failure } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";

/** A user of the machine, by numbers. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Where the parts of one embedded server stand. */
export interface Place {
  /** Where people look for it: holds the state file, the password and the lock against two starts. */
  readonly directory: string;
  /** Holds cluster, log and sockets; the same directory, unless the server's user cannot reach that one. */
  readonly home: string;
  /** Set where we are root: PostgreSQL refuses to run as root. */
  readonly runAs?: RunAs;
}

/** Where a server's files go when root's project cannot be reached by anybody else. */
const SHARED_HOME = "/var/lib/lockkeeper";
const USERS = ["postgres", "nobody"];
const UID_NOBODY = 65_534;
const UID_MAX = 2_147_483_647;

export const dataOf = (place: Pick<Place, "home">): string => join(place.home, "data");
export const logOf = (place: Pick<Place, "home">): string => join(place.home, "server.log");

/** The user that runs the server when we are root; undefined when we are not. */
export async function serverUser(world: World): Promise<RunAs | undefined> {
  if (world.processes.uid !== 0) return undefined;
  const table =
    (await world.files.kindOf("/etc/passwd")) === "file" ? await world.files.read("/etc/passwd") : "";
  const users = table
    .toString()
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of USERS) {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? [];
    // macOS writes its nobody as a negative number, which no program can be started as.
    if (uid !== undefined && Number(uid) > 0 && Number(uid) < UID_MAX)
      return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: UID_NOBODY, gid: UID_NOBODY };
}

/**
 * The place for a server whose files should be in `directory`, which is made. For root, elsewhere when the
 * server's user cannot get there, such as in a project under /root.
 */
export async function choosePlace(world: World, directory: string, runAs: RunAs | undefined): Promise<Place> {
  await world.files.makeDirectory(directory);
  if (runAs === undefined) return { directory, home: directory };
  await world.files.changeMode(directory, 0o755);
  if (await canReach(world, directory, runAs)) return { directory, home: directory, runAs };
  const mark = createHash("sha256").update(directory).digest("hex").slice(0, 12);
  const project = basename(dirname(dirname(directory))).replaceAll(/[^\w.-]/g, "-");
  const home = join(SHARED_HOME, `${project}-${mark}`);
  await world.files.makeDirectory(home, 0o755);
  if (await canReach(world, home, runAs)) return { directory, home, runAs };
  throw new Failure(
    "server-unavailable",
    `The user that runs PostgreSQL (uid ${runAs.uid}) cannot reach ${home}.`,
    {
      hint: "Run as an ordinary user, or give a server with --database-url.",
    },
  );
}

/** True when the user can get into a directory. */
async function canReach(world: World, directory: string, runAs: RunAs): Promise<boolean> {
  const enter = 'cd -- "$1"';
  return (
    (await world.processes.run("/bin/sh", ["-c", enter, "sh", directory], { cwd: "/", ...runAs })).code === 0
  );
}

/** Makes a directory that only the server's user may enter. */
export async function makePrivate(world: World, place: Place, directory: string): Promise<void> {
  await world.files.makeDirectory(directory, 0o700);
  await world.files.changeMode(directory, 0o700);
  await giveAway(world, place, directory);
}

/** Hands a path to the server's user, where that is not us. */
export async function giveAway(world: World, place: Place, path: string): Promise<void> {
  if (place.runAs !== undefined) await world.files.changeOwner(path, place.runAs.uid, place.runAs.gid);
}
