// How one goes back to a backup that only others can restore.

import type { Backup } from "../core/backup.ts";

export interface Elsewhere {
  /** Why this tool does not restore it. */
  readonly why: string;
  /** What does. */
  readonly how: string;
}

/** Tells the way; undefined where this tool restores the backup itself. */
export function onlyElsewhere({
  id,
  kind,
  place,
}: Pick<Backup, "id" | "kind" | "place">): Elsewhere | undefined {
  switch (kind) {
    case "pg_dump":
    case "template":
      return undefined;
    case "command":
      return {
        why: `${id} was taken by a program of your own, which alone can restore it.`,
        how: `It is at ${place}.`,
      };
    case "restore-point":
      return {
        why: "A restore point brings back a whole server, which is not ours to stop.",
        how:
          `Restore a base backup with recovery_target_name = '${place}', recovery_target_action = 'promote' ` +
          "and an empty file recovery.signal.",
      };
    case "pgbackrest":
      return {
        why: "pgBackRest brings back a whole server, which is not ours to stop.",
        how: `With the server stopped: ${pgbackrestRestore(place)}`,
      };
    case "rds-snapshot":
      return {
        why: "A snapshot of RDS comes back as a new instance, which is not ours to make.",
        how: rdsRestore(place),
      };
  }
}

function pgbackrestRestore(place: string): string {
  const [stanza = "", label = ""] = place.split("/");
  return `pgbackrest --stanza=${stanza} --set=${label} --type=immediate --target-action=promote --delta restore`;
}

/** A cluster comes back without instances. */
const rdsRestore = (place: string): string =>
  place.includes(":cluster-snapshot:")
    ? `aws rds restore-db-cluster-from-snapshot --snapshot-identifier ${place} ` +
      "--engine aurora-postgresql --db-cluster-identifier NEW, then aws rds create-db-instance in it."
    : `aws rds restore-db-instance-from-db-snapshot --db-snapshot-identifier ${place} --db-instance-identifier NEW`;
