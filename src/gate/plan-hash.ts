// The hash that an approval is bound to: which files, byte for byte, would run on which environment.

import { createHash } from "node:crypto";

import type { DeployMigration } from "../core/deploy.ts";

/** SHA-256, in hex. */
export function planHash(environment: string, migrations: readonly DeployMigration[]): string {
  const files = migrations.map(({ version, name, checksum, downChecksum }) => [
    version,
    name,
    checksum,
    downChecksum ?? null,
  ]);
  return createHash("sha256")
    .update(JSON.stringify(["lockkeeper-plan-1", environment, files]))
    .digest("hex");
}
