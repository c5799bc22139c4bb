// What the branch that a change is made for says about its files: which it has, and what that forbids.

import type { Finding } from "../core/finding.ts";
import type { Migration } from "../core/migration.ts";
import { compareVersions } from "../core/version.ts";

/** The folder as a branch has it. */
export interface BaseBranch {
  /** `origin/main`. */
  readonly name: string;
  /** Files of the folder that the branch has. */
  readonly files: ReadonlySet<string>;
  /** Those that stand here with another text. */
  readonly edited: ReadonlySet<string>;
}

/** Ups that the branch has with another text, and new ones that would run before its newest. */
export function baseFindings(
  migrations: readonly Migration[],
  base: BaseBranch,
  { allowOutOfOrder }: { readonly allowOutOfOrder: boolean },
): readonly Finding[] {
  const newest = migrations
    .filter(({ up }) => base.files.has(up.path))
    .toSorted((a, b) => compareVersions(a.version, b.version))
    .at(-1);
  return migrations.flatMap((migration) => {
    const { path } = migration.up;
    if (base.edited.has(path)) return [edited(migration, base)];
    const isOld = newest !== undefined && compareVersions(migration.version, newest.version) < 0;
    const isNew = !base.files.has(path);
    return isNew && isOld && !allowOutOfOrder ? [older(migration, newest, base)] : [];
  });
}

const edited = (migration: Migration, { name }: BaseBranch): Finding => ({
  ...placeOf(migration),
  rule: "edited-after-base",
  message: `${name} has this file with another text: a database that has run it does not run it again.`,
  instead: `Put back the text that ${name} has, and write the change as a migration of its own.`,
});

const older = (migration: Migration, newest: Migration, { name }: BaseBranch): Finding => ({
  ...placeOf(migration),
  rule: "older-than-base",
  message: `${name} has ${newest.version} ${newest.name} already: where that is applied, this one is out of order and refused.`,
  instead: `Rename its files to a version after ${newest.version}.`,
});

const placeOf = ({
  version,
  up,
}: Migration): Pick<Finding, "class" | "severity" | "file" | "line" | "column" | "version"> => ({
  class: "hazard",
  severity: "error",
  file: up.path,
  line: 1,
  column: 1,
  version,
});
