// The hazards that squawk finds, told of each file whether it runs in a transaction.

import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { PACKAGES, binaryPackage } from "../../packages.ts";
import type { Found } from "../judge.ts";
import { relationIn, statementAt, type File, type Project } from "../project.ts";

const PROGRAM = join(PACKAGES, binaryPackage("@squawk-cli"), "bin/squawk");

type Claim = Pick<Found, "mode" | "work">;
const LOCKS: Claim = { mode: "ACCESS EXCLUSIVE" };
const LOSES: Claim = {};

/**
 * What each rule's page says that happens. Rules that are not here speak of style, of types, or of time limits that
 * are not set: they name nothing that a statement does.
 */
const CLAIMS: Readonly<Record<string, Claim>> = {
  "adding-field-with-default": { ...LOCKS, work: "rewrite" },
  "adding-foreign-key-constraint": { mode: "SHARE ROW EXCLUSIVE", work: "scan" },
  "adding-not-nullable-field": { ...LOCKS, work: "scan" },
  "adding-required-field": LOSES,
  "adding-serial-primary-key-field": { ...LOCKS, work: "build" },
  "ban-alter-domain-with-add-constraint": { mode: "SHARE", work: "scan" },
  "ban-concurrent-index-creation-in-transaction": LOSES,
  "ban-drop-column": LOSES,
  "ban-drop-database": LOSES,
  "ban-drop-not-null": LOSES,
  "ban-drop-table": LOSES,
  "ban-truncate-cascade": LOSES,
  "changing-column-type": { ...LOCKS, work: "rewrite" },
  "constraint-missing-not-valid": { mode: "SHARE ROW EXCLUSIVE", work: "scan" },
  "disallowed-unique-constraint": { ...LOCKS, work: "build" },
  "prefer-repack": { ...LOCKS, work: "rewrite" },
  "renaming-column": LOSES,
  "renaming-table": LOSES,
  "require-concurrent-index-creation": { mode: "SHARE", work: "build" },
  "require-concurrent-index-deletion": LOCKS,
  "require-concurrent-partition-detach": LOCKS,
  "require-concurrent-reindex": { mode: "SHARE", work: "build" },
};

interface Finding {
  readonly file: string;
  /** From 0. */
  readonly line: number;
  readonly rule_name: string;
}

/** Its hazards in the ups. */
export const squawk = ({ files, server }: Project): readonly Found[] => [
  ...run(
    files.filter(({ inTransaction }) => inTransaction),
    server,
    ["--assume-in-transaction"],
  ),
  ...run(
    files.filter(({ inTransaction }) => !inTransaction),
    server,
    [],
  ),
];

function run(files: readonly File[], server: number, mode: readonly string[]): readonly Found[] {
  if (files.length === 0) return [];
  const paths = files.map(({ path }) => path);
  const words = ["--reporter", "json", "--pg-version", `${server}.0`, ...mode, ...paths];
  const { stdout, stderr } = spawnSync(PROGRAM, words, {
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (stdout === "") throw new Error(`squawk says nothing: ${stderr}`);
  const byPath = new Map(files.map((file) => [file.path, file]));
  return (JSON.parse(stdout) as readonly Finding[]).flatMap(({ file: path, line, rule_name: rule }) => {
    const claim = CLAIMS[rule];
    const file = byPath.get(resolve(path));
    const statement = file && statementAt(file, line + 1);
    if (claim === undefined || file === undefined || statement === undefined) return [];
    const place = { version: file.version, statement: statement.number };
    return [{ rule, ...place, relation: relationIn(statement), ...claim }];
  });
}
