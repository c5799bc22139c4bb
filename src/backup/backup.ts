// The door of backups: takes copies of a database, keeps their receipts, and says whether a copy is the same.

import type { BackupKind } from "../core/backup.ts";
import type { TakeBackup } from "./kind.ts";
import { takeByCommand } from "./kinds/command.ts";
import { takeDump } from "./kinds/dump.ts";
import { takeByPgbackrest } from "./kinds/pgbackrest.ts";
import { takeRdsSnapshot } from "./kinds/rds-snapshot.ts";
import { takeRestorePoint } from "./kinds/restore-point.ts";
import { takeTemplate } from "./kinds/template.ts";

export { countRows, differingTables } from "./content.ts";
export { sealFolder } from "./files.ts";
export { besideUrl, derivedName } from "./kinds/template.ts";
export {
  makeFolder,
  readReceiptFile,
  readReceipts,
  writeReceipt,
  writeReceiptTo,
  type Kept,
} from "./receipt.ts";
export { restoreInto } from "./restore.ts";
export { swapNames, type Swap } from "./swap.ts";
export { onlyElsewhere } from "./way-back.ts";
export { readSource, type Source } from "./source.ts";

/** Every kind. To add one: a file in kinds/, its name in core/backup.ts, and a line here. */
export const TAKE: Readonly<Record<BackupKind, TakeBackup>> = {
  pg_dump: takeDump,
  template: takeTemplate,
  "restore-point": takeRestorePoint,
  pgbackrest: takeByPgbackrest,
  "rds-snapshot": takeRdsSnapshot,
  command: takeByCommand,
};
