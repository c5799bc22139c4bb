// The hazards that pgfence finds: what it takes for a risk above LOW.

import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import type { LockMode } from "../../../src/core/lock.ts";
import { PACKAGES } from "../../packages.ts";
import type { Found } from "../judge.ts";
import { relationIn, type File, type Project } from "../project.ts";

const SCRIPT = join(PACKAGES, "@flvmnt/pgfence/dist/index.js");

/** What its messages say is done under the lock that it names. All others claim the lock for an instant. */
const WORK: Readonly<Record<string, Found["work"]>> = {
  "add-column-non-constant-default": "rewrite",
  "add-column-serial": "rewrite",
  "add-column-stored-generated": "rewrite",
  "add-constraint-check-no-not-valid": "scan",
  "add-constraint-exclude": "build",
  "add-constraint-fk-no-not-valid": "scan",
  "add-constraint-unique": "build",
  "add-pk-without-using-index": "build",
  "alter-column-set-not-null": "scan",
  "alter-column-type": "rewrite",
  "create-index-not-concurrent": "build",
  "vacuum-full": "rewrite",
};

interface Output {
  readonly results: readonly {
    readonly filePath: string;
    readonly checks: readonly {
      readonly statement: string;
      readonly tableName: string | null;
      readonly lockMode: LockMode;
      readonly risk: "SAFE" | "LOW" | "MEDIUM" | "HIGH" | "CRITICAL";
      readonly ruleId: string;
    }[];
  }[];
}

/** Its hazards in the ups. Breaches of its policy have no place in the file, and are left out. */
export function pgfence({ files, server }: Project): readonly Found[] {
  const paths = files.map(({ path }) => path);
  const words = ["analyze", "--output", "json", "--format", "sql", "--min-pg-version", String(server)];
  const { stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...words, ...paths], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (stdout === "") throw new Error(`pgfence says nothing: ${stderr}`);
  const byPath = new Map(files.map((file) => [file.path, file]));
  return (JSON.parse(stdout) as Output).results.flatMap(({ filePath, checks }) => {
    const file = byPath.get(resolve(filePath));
    return checks
      .filter(({ risk }) => risk !== "SAFE" && risk !== "LOW")
      .flatMap(({ statement: text, tableName, lockMode: mode, ruleId: rule }) => {
        const statement = file && statementOf(file, text);
        if (file === undefined || statement === undefined) return [];
        const place = { version: file.version, statement: statement.number };
        return [{ rule, ...place, relation: tableName ?? relationIn(statement), mode, work: WORK[rule] }];
      });
  });
}

/** pgfence gives a statement's text instead of its line. */
function statementOf({ statements }: File, text: string): File["statements"][number] | undefined {
  const wanted = plain(text);
  return statements.find((statement) => plain(statement.text) === wanted);
}

const plain = (text: string): string =>
  text
    .replaceAll(/--.*$/gm, "")
    .replaceAll(/\/\*.*?\*\//gs, "")
    .replaceAll(/[\s;]+/g, " ")
    .trim();
