// `lockkeeper backup`: copies of a database, proven by restoring them.

import { resolve } from "node:path";

import { givenCount } from "../../config/config.ts";
import { createBackup } from "../../flow/backup/create.ts";
import { listBackups, pruneBackups, verifyBackup } from "../../flow/backup/list.ts";
import { restoreBackup } from "../../flow/backup/restore.ts";
import type { Argument, Command } from "../command.ts";
import { BACKUP_OPTIONS, confirmationOf } from "./requests.ts";

const KEEP = 7;

const ID: Argument = { name: "ID", about: "which backup; the newest where it is left out", optional: true };

export const command: Command = {
  kind: "group",
  actions: {
    create: {
      about:
        "Takes a backup of the target and proves it: restored into a scratch database, its schema and the rows of " +
        "each table are compared with what was there at that moment.",
      options: [...BACKUP_OPTIONS, "hashes", "noProof", "receipt", "wait"],
      examples: [
        "lockkeeper backup create --env production",
        "lockkeeper backup create --env production --hashes --receipt receipt.json",
      ],
      run: (journey, { given }) =>
        createBackup(journey, {
          ...journey.settings.backups,
          hashes: given.hashes === true,
          prove: given.noProof !== true,
          ...(typeof given.receipt === "string"
            ? { receiptFile: resolve(journey.world.processes.cwd, given.receipt) }
            : {}),
        }),
    },
    list: {
      about: "Lists the backups that are kept, and which of them are proven.",
      options: ["backupsDir"],
      examples: ["lockkeeper backup list --json"],
      run: (journey) => listBackups(journey, journey.settings.backups.directory),
    },
    verify: {
      about: "Restores a backup into a scratch database, compares it, and notes the proof on its receipt.",
      arguments: [ID],
      options: ["backupsDir", "scratchUrl", "scratchSetup"],
      examples: ["lockkeeper backup verify", "lockkeeper backup verify 20261122_180312_4f2a"],
      run: (journey, { args: [id] }) =>
        verifyBackup(journey, { directory: journey.settings.backups.directory, id }),
    },
    restore: {
      about:
        "Brings the target back to a backup: restores it into a new database, compares that, and swaps the names. " +
        "The database that was there stays under another name. Asks first.",
      arguments: [ID],
      options: ["backupsDir", "yes", "confirm"],
      examples: ["lockkeeper backup restore 20261122_180312_4f2a --env staging"],
      run: (journey, { args: [id], given }) =>
        restoreBackup(journey, {
          directory: journey.settings.backups.directory,
          id,
          ...confirmationOf(given),
        }),
    },
    prune: {
      about: "Removes all backups but the newest. Asks first.",
      options: ["backupsDir", "keep", "yes"],
      examples: ["lockkeeper backup prune --keep 7"],
      run: (journey, { given }) =>
        pruneBackups(journey, {
          directory: journey.settings.backups.directory,
          keep: givenCount(given, "keep") ?? KEEP,
          ...confirmationOf(given),
        }),
    },
  },
};
