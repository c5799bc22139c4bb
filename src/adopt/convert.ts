// Other tools' migrations as files of our own: versions that keep the order, names, heads that say where they come from.

import type { ForeignMigration, Origin } from "../core/adoption.ts";
import { asVersion, type Version } from "../core/version.ts";
import { momentOf, nameFrom, stampOf } from "../store/store.ts";

/** What tells the migration of our folder from which one of the other tool it was made. */
export interface Converted {
  readonly version: Version;
  readonly name: string;
  readonly origin: Origin;
  /** Paths relative to the migrations folder. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Before every migration that says when it was written. */
const FIRST_STAMP = "20000101000000";
const SECOND_MS = 1000;

/**
 * The files, in the same order. A migration keeps its date and time where the order lets it; otherwise, and where it
 * has none, it gets the second after the one before it. The same files always come to the same versions.
 */
export function convert(migrations: readonly ForeignMigration[], tool: string): readonly Converted[] {
  let last = momentOf(FIRST_STAMP) ?? new Date(0);
  return migrations.map((migration) => {
    const own = momentOf(migration.stamp ?? "");
    last = own !== undefined && own > last ? own : new Date(last.getTime() + SECOND_MS);
    const stamp = stampOf(last);
    return converted(migration, asVersion(`${stamp.slice(0, 8)}_${stamp.slice(8)}`), tool);
  });
}

function converted(migration: ForeignMigration, version: Version, tool: string): Converted {
  const { origin, up, down, verify } = migration;
  const name = safeName(migration.title);
  const stem = `${version}_${name}`;
  const files = [{ path: `${stem}.sql`, text: headOf(migration, tool) + textOf(up.text) }];
  if (down) files.push({ path: `${stem}_down.sql`, text: downHead(stem, migration) + textOf(down.text) });
  if (verify) files.push({ path: `${stem}_verify.sql`, text: textOf(verify.text) });
  return { version, name, origin, files };
}

/** A name that no file role hangs on: `scale_down` would be taken for the rollback of `scale`. */
function safeName(title: string): string {
  const name = nameFrom(title) || "migration";
  return /(?:^|_)(?:down|verify)$/.test(name) ? `${name}_change` : name;
}

const TRANSACTION_NONE = "-- lockkeeper: transaction=none\n";

const headOf = ({ title, origin, outsideTransaction, notes }: ForeignMigration, tool: string): string =>
  [
    `-- Intent: ${oneLine(title)}. Adopted from ${tool}: ${oneLine(origin.source)}`,
    "-- Application: as it was released with it.",
    ...notes.map((note) => `-- Note: ${oneLine(note)}`),
    outsideTransaction ? TRANSACTION_NONE : "",
  ].join("\n") + "\n";

const downHead = (stem: string, { outsideTransaction }: ForeignMigration): string =>
  `-- Intent: undoes ${stem}\n${outsideTransaction ? TRANSACTION_NONE : ""}\n`;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim().replace(/\.$/, "");

const textOf = (text: string): string => `${text.replace(/^(?:[ \t]*\r?\n)+/, "").trimEnd()}\n`;
