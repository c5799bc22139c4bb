// Snapshots of Amazon RDS through its SDK: instances and clusters have calls of their own, and are one thing here.

import type { DBClusterSnapshot, DBSnapshot, RDSClient } from "@aws-sdk/client-rds";

import { Failure } from "../../core/failure.ts";
import { redact } from "../../core/redact.ts";
import type { RdsSource } from "../../core/settings.ts";

/** A snapshot as far as it matters here. */
export interface RdsSnapshot {
  readonly status: string;
  readonly percent: number;
  /** The instance or cluster that it is of. */
  readonly source: string | undefined;
  readonly encrypted: boolean;
  readonly createdAt: Date | undefined;
  readonly arn: string | undefined;
}

/** Makes snapshots of one instance or cluster, and looks them up by name. */
export interface RdsKeeper extends Disposable {
  /** Begins one. Throws Failure `server-refused` with what RDS says. */
  create(name: string): Promise<void>;
  /** Undefined as long as RDS does not list it. */
  look(name: string): Promise<RdsSnapshot | undefined>;
}

type Sdk = typeof import("@aws-sdk/client-rds");

/** Bound for one call with its retries. */
const CALL_MS_MAX = 60_000;

/** Region and credentials come as Amazon's own tools find them. Throws Failure `not-found` without the SDK. */
export async function openRds({ kind, identifier }: RdsSource, signal: AbortSignal): Promise<RdsKeeper> {
  const sdk = await loadSdk();
  const client = new sdk.RDSClient({});
  const bounds = (): Bounds => ({
    abortSignal: AbortSignal.any([signal, AbortSignal.timeout(CALL_MS_MAX)]),
  });
  const line: Line = { sdk, client, bounds };
  const calls = kind === "instance" ? instanceCalls(line, identifier) : clusterCalls(line, identifier);
  const unless = errorsExcept(signal);
  return {
    // Where the first answer was lost, the SDK asks again: that a snapshot of this name is there is good news.
    create: async (name) => void (await unless(/AlreadyExists/, () => calls.create(name))),
    look: (name) => unless(/SnapshotNotFound/, () => calls.look(name)),
    [Symbol.dispose]: () => client.destroy(),
  };
}

interface Bounds {
  readonly abortSignal: AbortSignal;
}

interface Line {
  readonly sdk: Sdk;
  readonly client: RDSClient;
  readonly bounds: () => Bounds;
}

interface Calls {
  readonly create: (name: string) => Promise<unknown>;
  readonly look: (name: string) => Promise<RdsSnapshot | undefined>;
}

const instanceCalls = ({ sdk, client, bounds }: Line, identifier: string): Calls => ({
  create: (name) =>
    client.send(
      new sdk.CreateDBSnapshotCommand({ DBInstanceIdentifier: identifier, DBSnapshotIdentifier: name }),
      bounds(),
    ),
  look: async (name) => {
    const command = new sdk.DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: name });
    const { DBSnapshots: [found] = [] } = await client.send(command, bounds());
    return found && ofInstance(found);
  },
});

const clusterCalls = ({ sdk, client, bounds }: Line, identifier: string): Calls => ({
  create: (name) =>
    client.send(
      new sdk.CreateDBClusterSnapshotCommand({
        DBClusterIdentifier: identifier,
        DBClusterSnapshotIdentifier: name,
      }),
      bounds(),
    ),
  look: async (name) => {
    const command = new sdk.DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier: name });
    const { DBClusterSnapshots: [found] = [] } = await client.send(command, bounds());
    return found && ofCluster(found);
  },
});

const ofInstance = (snapshot: DBSnapshot): RdsSnapshot => ({
  ...common(snapshot),
  source: snapshot.DBInstanceIdentifier,
  encrypted: snapshot.Encrypted === true,
  arn: snapshot.DBSnapshotArn,
});

const ofCluster = (snapshot: DBClusterSnapshot): RdsSnapshot => ({
  ...common(snapshot),
  source: snapshot.DBClusterIdentifier,
  encrypted: snapshot.StorageEncrypted === true,
  arn: snapshot.DBClusterSnapshotArn,
});

const common = (
  snapshot: DBSnapshot | DBClusterSnapshot,
): Pick<RdsSnapshot, "status" | "percent" | "createdAt"> => ({
  status: snapshot.Status ?? "",
  percent: snapshot.PercentProgress ?? 0,
  createdAt: snapshot.SnapshotCreateTime,
});

async function loadSdk(): Promise<Sdk> {
  try {
    return await import("@aws-sdk/client-rds");
  } catch (cause) {
    throw new Failure("not-found", "The kind `rds-snapshot` needs Amazon's SDK, which is not installed.", {
      hint: "Install it beside lockkeeper: npm install @aws-sdk/client-rds",
      cause,
    });
  }
}

type Except = <T>(pattern: RegExp, call: () => Promise<T>) => Promise<T | undefined>;

/** Gives undefined where RDS answers with an error of such a name. Throws Failure for any other. */
const errorsExcept =
  (signal: AbortSignal): Except =>
  async (pattern, call) => {
    try {
      return await call();
    } catch (cause) {
      if (signal.aborted)
        throw new Failure("interrupted", "Interrupted. RDS goes on with a snapshot that was begun.");
      const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
      if (pattern.test(name)) return undefined;
      throw new Failure("server-refused", `RDS did not do it: ${name}: ${redact(message)}`, {
        hint: "Are region, credentials and rights set as for the aws command? It creates and describes snapshots.",
        cause,
      });
    }
  };
