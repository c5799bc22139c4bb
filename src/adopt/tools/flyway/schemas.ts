// The schemas that Flyway itself makes, and the one that it puts unqualified names into.

import type { ForeignMigration } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import { quoteName } from "../../../core/name.ts";
import type { Settings } from "./settings.ts";

/** The same migrations, saying in their own text what Flyway has done before each and before the first. */
export function inSchemas(
  migrations: readonly ForeignMigration[],
  { schemas, createSchemas }: Settings,
): readonly ForeignMigration[] {
  const [home = "public"] = schemas;
  const path = home === "public" ? "" : `set search_path to ${quoteName(home)}, "$user", public;\n\n`;
  const made = schemas.filter((name) => createSchemas && name !== "public");
  const creates = made.map((name) => `create schema if not exists ${quoteName(name)};\n`).join("");
  const after = (head: string, file: SourceFile): SourceFile => ({ ...file, text: head + file.text });
  return migrations.map((migration, index) => ({
    ...migration,
    up: after(index === 0 ? creates + path : path, migration.up),
    ...(migration.down && { down: after(path, migration.down) }),
  }));
}
