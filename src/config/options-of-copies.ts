// The options that say how a database is copied, for backups and what is made from them.

import type { Option, OptionName } from "./option.ts";

type Copying = Extract<
  OptionName,
  "backup" | "backupKind" | "backupsDir" | "pgbackrestStanza" | "rdsInstance" | "rdsCluster"
>;

/** Their part of the one table. */
export const COPY_OPTIONS: Readonly<Record<Copying, Omit<Option, "name">>> = {
  backup: { kind: "path", value: "PATH", help: "backup to restore: a file or folder of pg_dump" },
  backupKind: {
    kind: "text",
    value: "KIND",
    help: "how the database is copied: pg_dump, template, restore-point, pgbackrest, rds-snapshot or command",
    env: ["LOCKKEEPER_BACKUP_KIND"],
    key: "backup-kind",
    fallback: "pg_dump",
  },
  backupsDir: {
    kind: "path",
    value: "DIR",
    help: "where backups and their receipts are kept",
    env: ["LOCKKEEPER_BACKUPS_DIR"],
    key: "backups",
    fallback: ".lockkeeper/backups",
  },
  pgbackrestStanza: {
    kind: "text",
    value: "NAME",
    help: "for the kind pgbackrest: the stanza of the target's server",
    env: ["LOCKKEEPER_PGBACKREST_STANZA"],
    key: "pgbackrest-stanza",
  },
  rdsInstance: {
    kind: "text",
    value: "ID",
    help: "for the kind rds-snapshot: the instance that the target is on",
    env: ["LOCKKEEPER_RDS_INSTANCE"],
    key: "rds-instance",
  },
  rdsCluster: {
    kind: "text",
    value: "ID",
    help: "for the kind rds-snapshot: the cluster that the target is on, with Aurora",
    env: ["LOCKKEEPER_RDS_CLUSTER"],
    key: "rds-cluster",
  },
};
