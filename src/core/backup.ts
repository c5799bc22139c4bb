// A backup: what was copied of a database before it is changed, and the proof that it comes back.

/** How a database is copied. */
export const BACKUP_KINDS = [
  "pg_dump",
  "template",
  "restore-point",
  "pgbackrest",
  "rds-snapshot",
  "command",
] as const;
export type BackupKind = (typeof BACKUP_KINDS)[number];

/** The kinds that this tool restores by itself, and so can prove. The others bring back whole servers. */
export const PROVABLE_KINDS: ReadonlySet<BackupKind> = new Set(["pg_dump", "template"]);

/** What one table held. */
export interface TableCount {
  /** `public.orders`. */
  readonly relation: string;
  readonly rows: number;
  /** A sum over the hashes of all rows, in which their order does not count. Absent where it was not asked for. */
  readonly hash?: string;
}

/** What a database held at the moment of its backup. */
export interface Content {
  /** Digest of its schema's snapshot. */
  readonly schema: string;
  readonly tables: readonly TableCount[];
}

/** That a backup was restored, and had everything in it. */
export interface BackupProof {
  /** ISO 8601 in UTC. */
  readonly provenAt: string;
  /** How long the restore took: the time to recover. */
  readonly restoreMs: number;
  readonly tables: number;
  readonly rows: number;
  /** True where the hashes of the rows were compared, too. */
  readonly hashes: boolean;
}

/** The receipt of a backup: what a deploy asks for, and what is kept with the run. */
export interface Backup {
  /** `20261122_180312_4f2a`: when it was begun, in UTC. */
  readonly id: string;
  readonly kind: BackupKind;
  /** The environment that it was taken of, where it has a name. */
  readonly environment?: string;
  readonly database: string;
  /** The server's own number, which no other server has. Absent where it does not tell. */
  readonly system?: string;
  /** `server_version_num`. */
  readonly serverVersion: number;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** A folder beside the receipt, the name that its keeper knows it by, or what a program printed. */
  readonly place: string;
  readonly bytes?: number;
  /** SHA-256, in hex, of the files. */
  readonly checksum?: string;
  /** The place in the write-ahead log to which it can be brought back, for copies of whole servers. */
  readonly lsn?: string;
  /** Where in the write-ahead log such a copy was begun. */
  readonly lsnStart?: string;
  /** `pg_dump 18.1`. */
  readonly program?: string;
  /** What looked the copy over, short of a restore: `pgbackrest verify`. */
  readonly checked?: string;
  /** Absent where the whole server comes back, and where a program of the team took it. */
  readonly content?: Content;
  readonly proof?: BackupProof;
}
