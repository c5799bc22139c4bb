// Describes what lint looks at: every file of a migration, parsed, with what its statements do.

import type { Migration, Repeatable, SourceFile } from "../core/migration.ts";
import { repeatableVersion } from "../core/repeatable.ts";
import type { DescribedScript } from "../core/statement.ts";
import type { LintMigration } from "../lint/lint.ts";
import { describeScript } from "../sql/changes/changes.ts";
import { loadParser, type ReadAs } from "../sql/sql.ts";

/** A migration with its files described. */
export async function described(migration: Migration): Promise<LintMigration> {
  const { version, name, outsideTransaction, up, down, verify } = migration;
  return {
    version,
    name,
    outsideTransaction,
    up: await describe(up, "up"),
    ...(down === undefined ? {} : { down: await describe(down, "down") }),
    ...(verify === undefined ? {} : { verify: await describe(verify, "verify") }),
  };
}

/** A repeatable: its text is what an up is to a migration. */
export async function describedRepeatable({ name, file }: Repeatable): Promise<LintMigration> {
  return {
    version: repeatableVersion(name),
    name,
    outsideTransaction: false,
    up: await describe(file, "repeatable"),
    repeatable: true,
  };
}

/** Loading costs nothing when it is done, and replaces a parser that a file has worn out. */
export async function describe(file: SourceFile, direction: ReadAs): Promise<DescribedScript> {
  await loadParser();
  return describeScript(file, { direction });
}

/** The files that a migration has. */
export const scriptsOf = ({ up, down, verify }: LintMigration): readonly DescribedScript[] =>
  [up, down, verify].filter((script) => script !== undefined);
