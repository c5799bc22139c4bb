// The format of golang-migrate and sqlx: `<digits>_name.up.sql` and `<digits>_name.down.sql`.

import type { SourceFile } from "../../../core/migration.ts";
import { asVersion } from "../../../core/version.ts";
import { nameFrom } from "../../migration-name.ts";
import type { Format, Recognised } from "../format.ts";
import { SINGLE, isOutsideTransaction, nextNumber, withNumber } from "../numbered.ts";

const PAIR = /^(?<digits>\d+)_(?<name>[^/]+)\.(?<role>up|down)\.sql$/i;

export const upDown: Format = {
  name: "up-down",
  about: "<digits>_name.up.sql and <digits>_name.down.sql, as golang-migrate and sqlx have them",
  layout: "files",
  recognise,
  nearestName,
  readSettings: ({ text }: SourceFile) => ({
    outsideTransaction: isOutsideTransaction(text),
    problems: [],
  }),
  nextVersion: nextNumber,
  fileNames: (version, name) => ({ up: `${version}_${name}.up.sql`, down: `${version}_${name}.down.sql` }),
  withVersion: withNumber,
};

function recognise(paths: readonly string[]): readonly Recognised[] {
  const pairs = paths.flatMap(pairPart);
  return pairs.length === 0 ? [] : [...pairs, ...paths.flatMap(singleBesidePairs)];
}

function pairPart(path: string): readonly Recognised[] {
  const { digits, name, role } = PAIR.exec(path)?.groups ?? {};
  if (digits === undefined || name === undefined || role === undefined) return [];
  const kind = role.toLowerCase() === "up" ? "up" : "down";
  return [{ kind: "part", path, version: asVersion(digits), name, role: kind }];
}

/** golang-migrate passes over such a file and sqlx runs it: nobody can tell which was meant. */
function singleBesidePairs(path: string): readonly Recognised[] {
  if (!SINGLE.test(path)) return [];
  return [
    {
      kind: "complaint",
      path,
      code: "bad-file-name",
      message: "it has neither `.up` nor `.down` in its name, while other files here have.",
      remedy: `Rename it to \`${nearestName(path)}\`, or to \`.down.sql\` if it undoes a migration.`,
      weak: true,
    },
  ];
}

function nearestName(fileName: string): string {
  const stem = fileName.replace(/\.sql$/i, "");
  const [, digits = "", rest = "", role = ""] = /^(\d*)(.*?)(?:[._](up|down))?$/i.exec(stem) ?? [];
  return `${digits || "VERSION"}_${nameFrom(rest) || "name"}.${role.toLowerCase() || "up"}.sql`;
}
