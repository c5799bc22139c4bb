// Other tools' migrations as files of our own: versions that keep the order, names, heads that say where they come from.

import type { ForeignMigration, Origin } from "../core/adoption.ts";
import { repeatableVersion } from "../core/repeatable.ts";
import { asVersion, type Version } from "../core/version.ts";
import { momentOf, nameFrom, REPEATABLE_FOLDER, stampOf } from "../store/store.ts";

/** What tells the migration of our folder from which one of the other tool it was made. */
export interface Converted {
  /** `repeatable:NAME` for a repeatable. */
  readonly version: Version;
  readonly name: string;
  readonly origin: Origin;
  /** Paths relative to the migrations folder. */
  readonly up: NewFile;
  readonly down?: NewFile;
  readonly verify?: NewFile;
  readonly outsideTransaction: boolean;
}

export interface NewFile {
  readonly path: string;
  readonly text: string;
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
  const names = new Set<string>();
  return migrations.map((migration) => {
    if (migration.kind === "repeatable") return repeatable(migration, tool, names);
    const own = momentOf(migration.stamp ?? "");
    last = own !== undefined && own > last ? own : new Date(last.getTime() + SECOND_MS);
    const stamp = stampOf(last);
    return versioned(migration, asVersion(`${stamp.slice(0, 8)}_${stamp.slice(8)}`), tool);
  });
}

function versioned(migration: ForeignMigration, version: Version, tool: string): Converted {
  const { origin, up, down, verify, outsideTransaction } = migration;
  const name = safeName(migration.title);
  const stem = `${version}_${name}`;
  return {
    ...{ version, name, origin, outsideTransaction },
    up: { path: `${stem}.sql`, text: headOf(migration, tool) + textOf(up.text) },
    ...(down && { down: { path: `${stem}_down.sql`, text: downHead(stem, migration) + textOf(down.text) } }),
    ...(verify && { verify: { path: `${stem}_verify.sql`, text: textOf(verify.text) } }),
  };
}

/** A repeatable has nothing but its name, which must be its own. */
function repeatable(migration: ForeignMigration, tool: string, names: Set<string>): Converted {
  const { origin, up, outsideTransaction } = migration;
  const plain = safeName(migration.title);
  let name = plain;
  // Bound: one round for each name that there is.
  for (let number = 2; names.has(name); number += 1) name = `${plain}_${number}`;
  names.add(name);
  const file = { path: `${REPEATABLE_FOLDER}${name}.sql`, text: headOf(migration, tool) + textOf(up.text) };
  return { version: repeatableVersion(name), name, origin, outsideTransaction, up: file };
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
