// The kind `rds-snapshot`: Amazon RDS copies the storage of an instance or a cluster, and says when it is done.

import { Failure } from "../../core/failure.ts";
import type { RdsSource } from "../../core/settings.ts";
import { describeUrl } from "../../database/database.ts";
import type { Taken, Taking } from "../kind.ts";
import { hostFault } from "./rds-host.ts";
import type { RdsKeeper, RdsSnapshot } from "./rds-keeper.ts";

/** The first snapshot of a large instance takes hours. */
const AVAILABLE_WITHIN_MS = 21_600_000;
const LOOK_EVERY_MS = 15_000;
/** Our clock and Amazon's may differ by so much. */
const CLOCKS_APART_MS = 60_000;

/**
 * Makes a snapshot under a name that no other has, waits until it is available, and looks at what it is. Throws
 * Failure `bad-configuration` without an instance or cluster, `not-found` without the SDK, and `server-refused` for
 * a snapshot that does not serve; that one stays, and is named.
 */
export async function takeRdsSnapshot(taking: Taking): Promise<Taken> {
  const { settings, url, id, startedAt, world, signal } = taking;
  const { rds } = settings;
  if (rds === undefined) {
    throw new Failure("bad-configuration", "The kind `rds-snapshot` needs an instance or a cluster.", {
      hint: "Write it into the environment: rds-instance: ID, or rds-cluster: ID for Aurora",
    });
  }
  const elsewhere = hostFault(describeUrl(url, world.processes.env).host, rds);
  if (elsewhere !== undefined) throw elsewhere;
  // The SDK takes long to load, and few have it.
  const { openRds } = await import("./rds-keeper.ts");
  using keeper = await openRds(rds, signal);
  const name = snapshotName(rds, id);
  await keeper.create(name);
  const snapshot = await untilAvailable(taking, keeper, name);
  const fault = snapshotFault(snapshot, { rds, startedAt });
  if (fault !== undefined) throw unfit(name, fault);
  return { place: snapshot.arn ?? name, program: "Amazon RDS", checked: "RDS: available and encrypted" };
}

/**
 * RDS takes letters, digits and single hyphens, and a letter first. The name begins with that of what is copied, so
 * that a role can be held to the snapshots of its own database.
 */
const snapshotName = ({ identifier }: RdsSource, id: string): string =>
  `${identifier}-lockkeeper-${id.replaceAll("_", "-")}`;

async function untilAvailable(
  { world, signal, progress }: Taking,
  keeper: RdsKeeper,
  name: string,
): Promise<RdsSnapshot> {
  const untilMs = world.clock.monotonicMs() + AVAILABLE_WITHIN_MS;
  let told = "";
  // Bound: six hours.
  while (world.clock.monotonicMs() < untilMs && !signal.aborted) {
    const snapshot = await keeper.look(name);
    if (snapshot?.status === "available") return snapshot;
    if (/fail|error|delet/.test(snapshot?.status ?? ""))
      throw unfit(name, `its status is ${snapshot?.status ?? ""}`);
    const news = `Waiting for the snapshot ${name}: ${snapshot?.status ?? "not listed yet"}, ${snapshot?.percent ?? 0} %`;
    if (news !== told) progress(news);
    told = news;
    await world.clock.sleep(LOOK_EVERY_MS, signal);
  }
  if (signal.aborted) throw new Failure("interrupted", `Interrupted. RDS goes on with the snapshot ${name}.`);
  throw unfit(name, "it did not become available within six hours");
}

/** Why a snapshot does not serve; undefined where it does. */
function snapshotFault(
  { source, encrypted, createdAt }: RdsSnapshot,
  { rds, startedAt }: { readonly rds: RdsSource; readonly startedAt: Date },
): string | undefined {
  if (source?.toLowerCase() !== rds.identifier.toLowerCase())
    return `it is of ${source ?? "something unknown"}, and not of ${rds.identifier}`;
  if (!encrypted) return "it is not encrypted";
  if (createdAt === undefined) return "RDS does not say when it was made";
  if (createdAt.getTime() < startedAt.getTime() - CLOCKS_APART_MS)
    return `it was made at ${createdAt.toISOString()}, before this backup was begun`;
  return undefined;
}

const unfit = (name: string, fault: string): Failure =>
  new Failure("server-refused", `The snapshot ${name} does not serve: ${fault}.`, {
    hint: "It stays in your account. Look at it there, delete it, and take a new backup.",
  });
