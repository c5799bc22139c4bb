// The hazards that `lockkeeper lint` finds, without the light of a record.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { LockMode } from "../../../src/core/lock.ts";
import type { Found } from "../judge.ts";
import { relationIn, statementAt, type Project } from "../project.ts";

const MAIN = resolve(import.meta.dirname, "../../../src/cli/main.ts");

interface Finding {
  readonly rule: string;
  readonly class: "hazard" | "advice";
  readonly file?: string;
  readonly line?: number;
  readonly relation?: string;
  readonly mode?: LockMode;
  readonly work?: Found["work"];
}

/** Its hazards in the ups. It runs in an empty folder, so that neither settings nor a record are at hand. */
export function lockkeeper({ folder, server, files }: Project): readonly Found[] {
  const cwd = mkdtempSync(join(tmpdir(), "lint-truth-"));
  const words = ["lint", "--json", "--postgres", String(server), "--migrations-dir", folder];
  const { stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  const byPath = new Map(files.map((file) => [file.path, file]));
  if (stdout === "") throw new Error(`lockkeeper says nothing: ${stderr}`);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
  const found = findings.flatMap(({ rule, class: level, file: path, line = 1, relation, mode, work }) => {
    const file = byPath.get(resolve(cwd, path ?? ""));
    const statement = file && statementAt(file, line);
    if (file === undefined || statement === undefined || level !== "hazard") return [];
    const place = { version: file.version, statement: statement.number };
    return [{ rule, ...place, relation: relation ?? relationIn(statement), mode, work }];
  });
  rmSync(cwd, { recursive: true });
  return found;
}
