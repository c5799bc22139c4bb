// The contract of a kind of backup.

import type { Backup, Content } from "../core/backup.ts";
import type { BackupSettings } from "../core/settings.ts";
import type { World } from "../core/world.ts";
import type { Session } from "../database/database.ts";
import type { Source } from "./source.ts";

/** What a kind is given to make a copy. */
export interface Taking {
  readonly world: World;
  readonly id: string;
  /** The database to copy. Nobody else may change its schema meanwhile: the caller holds the deploy lock. */
  readonly url: string;
  /** A session on it. A kind that needs the database for itself closes it. */
  readonly session: Session;
  readonly open: (url: string) => Promise<Session>;
  /** The folder of this backup, which is there and empty. */
  readonly folder: string;
  /** What the database holds, as the session's open transaction sees it. */
  readonly look: (session: Session) => Promise<Content>;
  /** What the database and its server say of themselves. */
  readonly source: Source;
  readonly startedAt: Date;
  readonly settings: BackupSettings;
  /** Told one sentence where a kind takes its time. */
  readonly progress: (sentence: string) => void;
  readonly signal: AbortSignal;
}

/** What was made. */
export type Taken = Pick<
  Backup,
  "place" | "bytes" | "checksum" | "lsn" | "lsnStart" | "program" | "checked" | "content"
>;

/**
 * Makes a copy that is finished when it returns. Throws Failure; what was begun is cleared away then, or named where
 * only its keeper can.
 */
export type TakeBackup = (taking: Taking) => Promise<Taken>;
