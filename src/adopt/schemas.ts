// The schemas that a tool works in: those that it makes itself, and the one that unqualified names go into.

import type { ForeignMigration } from "../core/adoption.ts";
import type { SourceFile } from "../core/migration.ts";
import { quoteName } from "../core/name.ts";

/**
 * The same migrations, saying in their own text what the tool does before each: unqualified names go to the first
 * schema, and all of them are there; `makes` is false where somebody else makes them.
 */
export function inSchemas(
  migrations: readonly ForeignMigration[],
  schemas: readonly string[],
  makes = true,
): readonly ForeignMigration[] {
  const [home = "public"] = schemas;
  const path = home === "public" ? "" : `set search_path to ${quoteName(home)}, "$user", public;\n\n`;
  const made = schemas.filter((name) => makes && name !== "public");
  const creates = made.map((name) => `create schema if not exists ${quoteName(name)};\n`).join("");
  const after = (head: string, file: SourceFile): SourceFile => ({ ...file, text: head + file.text });
  return migrations.map((migration, index) => ({
    ...migration,
    up: after(index === 0 ? creates + path : path, migration.up),
    ...(migration.down && { down: after(path, migration.down) }),
  }));
}
