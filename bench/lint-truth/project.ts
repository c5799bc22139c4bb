// A folder of migrations and the record of its rehearsal, as the linters are shown it.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Rehearsal } from "../../src/core/rehearsal.ts";
import { readMigrations } from "../../src/store/store.ts";
import { realWorld } from "../../src/world/world.ts";
import { observationsOf, type Observation } from "./observed-hazards.ts";

/** An up that was rehearsed. */
export interface File {
  readonly version: string;
  readonly path: string;
  readonly inTransaction: boolean;
  readonly statements: readonly Observation[];
}

export interface Project {
  readonly folder: string;
  /** Major version of the server of the rehearsal. */
  readonly server: number;
  readonly files: readonly File[];
}

/** Reads a folder with its record. */
export async function openProject(folder: string, recordFile: string): Promise<Project> {
  const record = JSON.parse(readFileSync(recordFile, "utf8")) as Rehearsal;
  const directory = resolve(folder);
  const where = { directory, shownAs: folder, now: new Date() };
  const { migrations } = await readMigrations(realWorld().files, where);
  const observations = Map.groupBy(observationsOf(record), ({ version }) => version);
  return {
    folder: directory,
    server: Math.floor(record.server.version / 10_000),
    files: migrations.flatMap(({ version, up, outsideTransaction }) => {
      const statements = observations.get(version);
      if (statements === undefined) return [];
      const inTransaction = !outsideTransaction && statements.every(({ isCertain }) => isCertain);
      return [{ version, path: resolve(up.path), inTransaction, statements }];
    }),
  };
}

/** The statement that a line of a file is in. */
export const statementAt = ({ statements }: File, line: number): Observation | undefined =>
  statements.findLast((statement) => statement.line <= line) ?? statements[0];

const NAMED =
  /\b(?:alter|drop|truncate|reindex|refresh|cluster|vacuum|create)\b[^;]*?\b(?:(?:table|index|view|on)\s+(?:concurrently\s+)?(?:if\s+exists\s+)?(?:only\s+)?)([\w."]+)/i;
const INDEXED = /\bcreate\s+(?:unique\s+)?index\b[^;]*?\bon\s+(?:only\s+)?([\w."]+)/i;

/** The relation that a statement is about, by its text. */
export const relationIn = ({ text }: Observation): string | undefined =>
  (INDEXED.exec(text) ?? NAMED.exec(text))?.[1];
