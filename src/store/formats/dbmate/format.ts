// The format of dbmate: `<digits>_name.sql` with `-- migrate:up` and `-- migrate:down` in it.

import type { Format } from "../format.ts";
import { numberedFiles } from "../numbered.ts";
import { cutFile, type Mark } from "../sections.ts";

const FILE = /^(?<digits>\d+)(?!_\d{6}_)_?(?<name>[^/.]*)\.sql$/i;
const MARK = /^--\s*migrate:(?<section>up|down)(?<options>(?:\s.*)?)$/;

export const dbmate: Format = {
  name: "dbmate",
  about: "<digits>_name.sql with `-- migrate:up` and `-- migrate:down`, as dbmate has them",
  ...numberedFiles(FILE),
  mark: /^--\s*migrate:up\b/m,
  cut: (file) => cutFile(file, { markOf, opening: "-- migrate:up" }),
  joined: (up, down) => `-- migrate:up\n${up}\n-- migrate:down\n${down}`,
};

function markOf(line: string): Mark | undefined {
  const { section, options = "" } = MARK.exec(line)?.groups ?? {};
  if (section === undefined) return undefined;
  const isUp = section === "up";
  return { opens: isUp ? "up" : "down", outsideTransaction: isUp && /\btransaction:false\b/.test(options) };
}
