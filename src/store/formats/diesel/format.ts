// Diesel's format: one folder for each migration, with up.sql, down.sql and metadata.toml.

import { asVersion } from "../../../core/version.ts";
import type { Version } from "../../../core/version.ts";
import { stampAfter } from "../../stamp.ts";
import type { Format, Recognised } from "../format.ts";
import { readMetadata } from "./metadata.ts";

const FILE = /^(?<folder>[^/]+)\/(?:(?<role>up|down|verify)\.sql|metadata\.toml)$/i;
const FOLDER = /^(?<stamp>\d[\d-]*)_(?<name>.+)$/;

export const diesel: Format = {
  name: "diesel",
  about: "<stamp>_name/up.sql, with down.sql and metadata.toml in the same folder, as Diesel has them",
  layout: "folders",
  recognise: (paths) => {
    const others = new Set(paths.filter((path) => /\/migration\.sql$/i.test(path)).map(folderOf));
    return paths.filter((path) => !others.has(folderOf(path))).flatMap(recognised);
  },
  readSettings: (_up, settings) => readMetadata(settings),
  nextVersion: (now, newest) => asVersion(stampAfter(now, newest)),
  fileNames: (version, name) => {
    const folder = `${withDashes(version)}_${name}`;
    return { up: `${folder}/up.sql`, down: `${folder}/down.sql` };
  },
  withVersion: (path, version) => path.replace(/^[\d-]+/, withDashes(version)),
};

/** A folder with a `migration.sql` is one of Prisma. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));

function recognised(path: string): readonly Recognised[] {
  const file = FILE.exec(path)?.groups;
  if (file === undefined) return [];
  const { stamp, name } = FOLDER.exec(file["folder"] ?? "")?.groups ?? {};
  const role = roleOf(file["role"]);
  if (stamp !== undefined && name !== undefined) {
    return [{ kind: "part", path, version: asVersion(stamp.replaceAll("-", "")), name, role }];
  }
  return role === "up" ? [folderWithoutStamp(path)] : [];
}

function roleOf(word: string | undefined): "up" | "down" | "verify" | "settings" {
  const role = word?.toLowerCase();
  return role === "up" || role === "down" || role === "verify" ? role : "settings";
}

const folderWithoutStamp = (path: string): Recognised => ({
  kind: "complaint",
  path,
  code: "bad-file-name",
  message: "its folder does not begin with a stamp.",
  remedy: `Rename the folder to \`YYYY-MM-DD-HHMMSS_${path.split("/")[0] ?? "name"}\`.`,
  weak: true,
});

/** `20251122120000` as `2025-11-22-120000`; a counter behind the seconds gets a dash too. */
const withDashes = (version: Version): string =>
  version.replace(/^(\d{4})(\d\d)(\d\d)(\d{6})(\d*)$/, (_all, ...parts: readonly string[]) =>
    parts.slice(0, 5).filter(Boolean).join("-"),
  );
