// Backups as text and as JSON.

import type { Backup } from "../core/backup.ts";
import { showDuration } from "../core/duration.ts";
import type { BackupOutcome } from "../core/outcome.ts";
import { counted, type Paint } from "./style.ts";

/** The lines of an outcome. */
export function backupLines(outcome: BackupOutcome, paint: Paint): readonly string[] {
  const { done, backups, directory, failure } = outcome;
  const lines = backups.flatMap((backup) => linesOf(backup, paint));
  if (failure) return done === "created" ? lines : [];
  switch (done) {
    case "created":
    case "verified":
      return lines;
    case "listed":
      return backups.length === 0 ? [`There is no backup in ${directory}.`] : lines;
    case "restored":
      return restoredLines(outcome);
    case "pruned":
      return [
        backups.length === 0
          ? "There is nothing to remove."
          : `Removed ${counted(backups.length, "backup")}.`,
      ];
  }
}

function linesOf(
  { id, kind, database, bytes, proof, content, place, checked }: Backup,
  paint: Paint,
): readonly string[] {
  const mark = proof ? paint("good", "✓") : " ";
  const size = bytes === undefined ? "" : `, ${showBytes(bytes)}`;
  return [
    `${mark} ${paint("strong", id)}  ${kind} of ${database}${size}`,
    `    ${proof ? provenWords(proof) : content ? "not proven: lockkeeper backup verify" : elsewhereWords(place, checked)}`,
  ];
}

const elsewhereWords = (place: string, checked: string | undefined): string =>
  `cannot be proven from here${checked === undefined ? "" : ` (${checked})`}: ${place}`;

function provenWords({ restoreMs, tables, rows, hashes }: NonNullable<Backup["proof"]>): string {
  const what = `${counted(tables, "table")} with ${counted(rows, "row")}${hashes ? ", each compared" : ""}`;
  return `restored in ${showDuration(restoreMs)}: ${what}`;
}

function restoredLines({ backups, aside = "", restoreMs = 0 }: BackupOutcome): readonly string[] {
  const [backup] = backups;
  const when = `${backup?.startedAt ?? ""}: backup ${backup?.id ?? ""}`;
  return [
    `The database is as it was at ${when}, restored in ${showDuration(restoreMs)}.`,
    `What was there until now is in the database ${aside}. Drop it when nobody misses anything.`,
  ];
}

const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"];

function showBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power] ?? ""}`;
}

/** The members of the JSON object. */
export const backupMembers = ({ done, directory, backups, aside, restoreMs }: BackupOutcome): object => ({
  done,
  directory,
  backups: backups.map(receiptMembers),
  ...(aside === undefined ? {} : { aside }),
  ...(restoreMs === undefined ? {} : { restore_ms: restoreMs }),
});

/** A receipt. */
export const receiptMembers = ({
  startedAt,
  finishedAt,
  serverVersion,
  content,
  proof,
  lsnStart,
  ...backup
}: Backup): object => ({
  ...backup,
  server_version: serverVersion,
  started_at: startedAt,
  finished_at: finishedAt,
  ...(lsnStart === undefined ? {} : { lsn_start: lsnStart }),
  ...(content === undefined ? {} : { content }),
  ...(proof === undefined
    ? {}
    : {
        proof: {
          proven_at: proof.provenAt,
          restore_ms: proof.restoreMs,
          tables: proof.tables,
          rows: proof.rows,
          hashes: proof.hashes,
        },
      }),
});
