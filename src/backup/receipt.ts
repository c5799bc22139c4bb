// The receipts: one file beside each backup that says what it is. A folder without one was not finished.

import { join } from "node:path";

import type { Backup } from "../core/backup.ts";
import { Failure } from "../core/failure.ts";
import type { Files } from "../core/world.ts";

export const RECEIPT_FORMAT = "lockkeeper-backup-1";
const RECEIPT = "receipt.json";
/** What is in it is the database's: for its owner alone. */
const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

/** Makes the folder of a new backup. */
export async function makeFolder(files: Files, directory: string, id: string): Promise<string> {
  const folder = join(directory, id);
  await files.makeDirectory(folder, PRIVATE_FOLDER);
  return folder;
}

/** Writes the receipt, or writes it anew. From then on the backup counts. */
export const writeReceipt = (files: Files, directory: string, backup: Backup): Promise<void> =>
  writeReceiptTo(files, join(directory, backup.id, RECEIPT), backup);

/** Writes a copy of it to any file. */
export async function writeReceiptTo(files: Files, file: string, backup: Backup): Promise<void> {
  const text = `${JSON.stringify({ format: RECEIPT_FORMAT, ...backup }, undefined, 2)}\n`;
  await files.write(file, text, PRIVATE_FILE);
}

/** The backups of a folder, the oldest first, and the names of those that were never finished. */
export interface Kept {
  readonly backups: readonly Backup[];
  readonly unfinished: readonly string[];
}

/** Reads all receipts. Throws Failure `bad-files` for one that cannot be read. */
export async function readReceipts(files: Files, directory: string): Promise<Kept> {
  if ((await files.kindOf(directory)) !== "directory") return { backups: [], unfinished: [] };
  const backups: Backup[] = [];
  const unfinished: string[] = [];
  for (const { name, kind } of await files.list(directory)) {
    if (kind !== "directory") continue;
    const file = join(directory, name, RECEIPT);
    if ((await files.kindOf(file)) !== "file") unfinished.push(name);
    else backups.push(await readReceiptFile(files, file));
  }
  return { backups: backups.toSorted((a, b) => (a.id < b.id ? -1 : 1)), unfinished };
}

/** Reads a receipt wherever it lies. Throws Failure `bad-files` for one that cannot be read. */
export async function readReceiptFile(files: Files, file: string): Promise<Backup> {
  const refuse = (reason: string): Failure =>
    new Failure("bad-files", `${file} is not a receipt that can be read: ${reason}.`, {
      hint: "Take it from where it was copied, or remove its folder and take a new backup.",
      file,
    });
  if ((await files.kindOf(file)) !== "file") {
    throw new Failure("bad-files", `There is no receipt ${file}.`, {
      hint: "lockkeeper backup create --receipt FILE writes one.",
      file,
    });
  }
  const text = new TextDecoder().decode(await files.read(file));
  const { RECEIPT_SHAPE } = await import("./shape.ts");
  const checked = RECEIPT_SHAPE.safeParse(parsed(text));
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw refuse(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "it has another shape"}`);
  }
  const { format: _format, ...backup } = checked.data as Backup & { readonly format: string };
  return backup;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
