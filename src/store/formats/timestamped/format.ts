// Our own format: `YYYYMMDD_HHMMSS_name.sql`, with `_down.sql` and `_verify.sql` beside it.

import { asVersion } from "../../../core/version.ts";
import type { Version } from "../../../core/version.ts";
import { nameFrom } from "../../migration-name.ts";
import { isMoment, momentOf, stampAfter } from "../../stamp.ts";
import type { Format, Recognised } from "../format.ts";

const FILE = /^\d{8}_\d{6}_[a-z0-9_-]+\.sql$/i;
const VERSION = /^\d{8}_\d{6}/;
const VERSION_LENGTH = "YYYYMMDD_HHMMSS".length;

export const timestamped: Format = {
  name: "timestamped",
  about: "YYYYMMDD_HHMMSS_name.sql, with …_down.sql and …_verify.sql beside it",
  layout: "files",
  recognise: (paths) => paths.filter((path) => FILE.test(path)).map(recognised),
  nearestName,
  nextVersion: (now, newest) => versionOf(stampAfter(now, newest)),
  fileNames: (version, name) => ({ up: `${version}_${name}.sql`, down: `${version}_${name}_down.sql` }),
  withVersion: (path, version) => path.replace(VERSION, version),
};

/** A path that FILE matches. A folder has thousands of them, so they are cut at fixed places. */
function recognised(path: string): Recognised {
  const version = asVersion(path.slice(0, VERSION_LENGTH));
  if (!isMoment(version)) return noSuchDate(path, version);
  const stem = path.slice(VERSION_LENGTH + 1, -".sql".length);
  const end = stem.lastIndexOf("_");
  const role = stem.slice(end + 1).toLowerCase();
  if (end < 1 || (role !== "down" && role !== "verify")) return up(path, version, stem);
  return { kind: "part", path, version, name: stem.slice(0, end), role, nameAsUp: stem };
}

function up(path: string, version: Version, name: string): Recognised {
  if (!/^(?:down|verify)$/i.test(name)) return { kind: "part", path, version, name, role: "up" };
  return {
    kind: "complaint",
    path,
    code: "name-ends-in-down",
    message: `the name is only \`${name}\`: it cannot be told what it belongs to.`,
    remedy:
      `Rename it to \`${version}_NAME.sql\`, ` +
      `or to \`${version}_NAME_${name}.sql\` if it belongs to NAME.`,
  };
}

const noSuchDate = (path: string, stamp: string): Recognised => ({
  kind: "complaint",
  path,
  code: "bad-file-name",
  message: `\`${stamp}\` is not a date and time that exists.`,
  remedy: "Rename it so that it begins with a real date and time in UTC, as YYYYMMDD_HHMMSS.",
});

/** Keeps what looks like a date at the beginning, and turns the rest into a name. */
function nearestName(fileName: string): string {
  const stem = fileName.replace(/\.sql$/i, "");
  const [, start = "", rest = "", role = ""] =
    /^([\d_\-. ]*)(.*?)(?:[._](up|down|verify))?$/i.exec(stem) ?? [];
  const digits = start.replaceAll(/\D/g, "");
  const stamp = digits.slice(0, 14).padEnd(14, "0");
  const isDate = digits.length >= 8 && momentOf(stamp) !== undefined;
  const version = isDate ? versionOf(stamp) : "YYYYMMDD_HHMMSS";
  const suffix = /^(?:down|verify)$/i.test(role) ? `_${role.toLowerCase()}` : "";
  return `${version}_${nameFrom(rest) || "name"}${suffix}.sql`;
}

const versionOf = (stamp: string): Version => asVersion(`${stamp.slice(0, 8)}_${stamp.slice(8)}`);
