// Chooses the server to rehearse on, starts it where it is our own, and says why it is that one.

import type { Problem } from "../../core/problem.ts";
import type { Embedded } from "../../core/settings.ts";
import type { World } from "../../core/world.ts";
import type { Session } from "../../database/database.ts";
import { startScratch } from "../../database/embedded/scratch.ts";
import { majorOf, type ScratchServer } from "./scratch.ts";

export interface ServerWish {
  /** As `server_version_num` has it. */
  readonly targetVersion: number;
  /** A server that was named. Nothing is started then. */
  readonly url?: string;
  readonly embedded: Embedded;
  readonly open: (url: string) => Promise<Session>;
  readonly onProgress: (sentence: string) => void;
}

export interface ChosenServer {
  readonly server: ScratchServer;
  /** One sentence for people: which one, and why. */
  readonly reason: string;
  /** A warning where it is of another major version than the target. */
  readonly problems: readonly Problem[];
}

/**
 * The server that was named; else one of this machine, of the target's major version where there is one, else the
 * embedded one. Throws Failure `server-unavailable` and `connection-failed`.
 */
export async function chooseServer(world: World, wish: ServerWish): Promise<ChosenServer> {
  const wanted = majorOf(wish.targetVersion);
  const { url, kind } = await address(world, wish, wanted);
  await using session = await wish.open(url);
  const server: ScratchServer = { url, version: session.serverVersion, kind };
  const major = majorOf(server.version);
  const problems = major === wanted ? [] : [otherVersion(wanted, major)];
  return { server, reason: reasonFor(kind, major, wanted), problems };
}

async function address(
  world: World,
  { url, embedded, onProgress }: ServerWish,
  major: number,
): Promise<Pick<ScratchServer, "url" | "kind">> {
  return url === undefined ? startScratch(world, { embedded, major, onProgress }) : { url, kind: "url" };
}

const SHOWN: Readonly<Record<ScratchServer["kind"], string>> = {
  embedded: "the embedded PostgreSQL",
  system: "this machine's own PostgreSQL",
  url: "the server that --scratch-url names, PostgreSQL",
};

function reasonFor(kind: ScratchServer["kind"], major: number, wanted: number): string {
  const chosen = `Rehearsing on ${SHOWN[kind]} ${major}`;
  if (major === wanted) return `${chosen}, the target's version.`;
  return kind === "url" ? `${chosen}.` : `${chosen}: there is no PostgreSQL ${wanted} on this machine.`;
}

const otherVersion = (wanted: number, major: number): Problem => ({
  code: "scratch-version",
  severity: "warning",
  message: `The target runs PostgreSQL ${wanted}, the rehearsal PostgreSQL ${major}: they may lock and refuse differently.`,
  remedy: `Install the server of PostgreSQL ${wanted} on this machine, or name one with --scratch-url.`,
});
