// The format of Prisma, and of Drizzle since release 1: one folder for each migration, with migration.sql in it.

import { asVersion } from "../../../core/version.ts";
import { stampAfter } from "../../stamp.ts";
import type { Format, Recognised } from "../format.ts";

const FILE = /^(?<folder>(?<digits>\d+)_(?<name>[^/]+))\/(?<file>migration|down)\.sql$/i;

export const prisma: Format = {
  name: "prisma",
  about: "<digits>_name/migration.sql, as Prisma and Drizzle 1 have it, with down.sql in the same folder",
  layout: "folders",
  recognise: (paths) => paths.flatMap((path) => recognised(path, paths)),
  nextVersion: (now, newest) => asVersion(stampAfter(now, newest)),
  fileNames: (version, name) => ({
    up: `${version}_${name}/migration.sql`,
    down: `${version}_${name}/down.sql`,
  }),
  withVersion: (path, version) => path.replace(/^\d+/, version),
};

/** A `down.sql` alone is Diesel's. */
function recognised(path: string, paths: readonly string[]): readonly Recognised[] {
  const { folder = "", digits, name, file } = FILE.exec(path)?.groups ?? {};
  if (digits === undefined || name === undefined) return [];
  const role = file?.toLowerCase() === "down" ? "down" : "up";
  if (role === "down" && !paths.includes(`${folder}/migration.sql`)) return [];
  return [{ kind: "part", path, version: asVersion(digits), name, role }];
}
