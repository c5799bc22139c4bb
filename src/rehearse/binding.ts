// What a rehearsal is bound to: the files, the settings and the server that it ran with, as one hash.

import { createHash } from "node:crypto";

import type { Rehearsal } from "../core/rehearsal.ts";

export type Bound = Pick<Rehearsal, "limits" | "role" | "server"> & {
  readonly migrations: readonly Pick<
    Rehearsal["migrations"][number],
    "version" | "name" | "checksum" | "downChecksum"
  >[];
};

/** SHA-256, in hex. Equal for the same files, limits, role and major version of the server, whenever they ran. */
export function bindingOf({ limits, role, server, migrations }: Bound): string {
  const major = Math.floor(server.version / 10_000);
  const files = migrations.map(({ version, name, checksum, downChecksum }) => [
    version,
    name,
    checksum,
    downChecksum ?? null,
  ]);
  const times = Object.entries(limits).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const bound = JSON.stringify(["lockkeeper-rehearsal-1", major, role ?? null, times, files]);
  return createHash("sha256").update(bound).digest("hex");
}
