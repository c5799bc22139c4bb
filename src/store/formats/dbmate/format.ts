// The format of dbmate: `<digits>_name.sql` with `-- migrate:up` and `-- migrate:down` in it.

import { asVersion } from "../../../core/version.ts";
import type { Format, Recognised } from "../format.ts";
import { nearestNumbered, nextNumber } from "../numbered.ts";
import { cutFile, type Mark } from "../sections.ts";

const FILE = /^(?<digits>\d+)(?!_\d{6}_)_?(?<name>[^/.]*)\.sql$/i;
const MARK = /^--\s*migrate:(?<section>up|down)(?<options>(?:\s.*)?)$/;

export const dbmate: Format = {
  name: "dbmate",
  about: "<digits>_name.sql with `-- migrate:up` and `-- migrate:down`, as dbmate has them",
  layout: "files",
  recognise: (paths) => paths.flatMap(recognised),
  nearestName: nearestNumbered,
  mark: /^--\s*migrate:up\b/m,
  cut: (file) => cutFile(file, { markOf, opening: "-- migrate:up" }),
  joined: (up, down) => `-- migrate:up\n${up}\n-- migrate:down\n${down}`,
  nextVersion: nextNumber,
  fileNames: (version, name) => ({ up: `${version}_${name}.sql` }),
  withVersion: (path, version) => path.replace(/^\d+/, version),
};

function recognised(path: string): readonly Recognised[] {
  const { digits, name } = FILE.exec(path)?.groups ?? {};
  if (digits === undefined || name === undefined) return [];
  return [{ kind: "part", path, version: asVersion(digits), name, role: "up", weak: true }];
}

function markOf(line: string): Mark | undefined {
  const { section, options = "" } = MARK.exec(line)?.groups ?? {};
  if (section === undefined) return undefined;
  const isUp = section === "up";
  return { opens: isUp ? "up" : "down", outsideTransaction: isUp && /\btransaction:false\b/.test(options) };
}
