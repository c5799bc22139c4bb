// The format of Supabase, and of sqlx without downs: `<digits>_name.sql` alone.

import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import { asVersion } from "../../../core/version.ts";
import type { Format, Recognised } from "../format.ts";
import { nearestNumbered, nextNumber } from "../numbered.ts";

/** Not `20251122_120000_name.sql`, where the time would be taken for a name. */
const FILE = /^(?!\d{8}_\d{6}_)(?<digits>\d+)_(?<name>[^/.]+)\.sql$/i;
/** A mark of dbmate or goose, whose files hold the way back as well. */
const SECTION = /^--\s*(?:migrate:|\+goose )\s*down\b/im;
const NO_TRANSACTION = "-- no-transaction";

export const plain: Format = {
  name: "plain",
  about: "<digits>_name.sql without a way back, as Supabase and sqlx have it",
  layout: "files",
  recognise: (paths) => paths.flatMap(recognised),
  nearestName: nearestNumbered,
  cut: (file) => {
    const outsideTransaction = file.text.startsWith(NO_TRANSACTION);
    if (SECTION.test(file.text)) return { outsideTransaction, problems: [hasDown(file)] };
    return { up: file, outsideTransaction, problems: [] };
  },
  nextVersion: nextNumber,
  fileNames: (version, name) => ({ up: `${version}_${name}.sql` }),
  withVersion: (path, version) => path.replace(/^\d+/, version),
};

function recognised(path: string): readonly Recognised[] {
  const { digits, name } = FILE.exec(path)?.groups ?? {};
  if (digits === undefined || name === undefined) return [];
  return [{ kind: "part", path, version: asVersion(digits), name, role: "up", weak: true }];
}

const hasDown = ({ path }: SourceFile): Problem => ({
  code: "bad-sections",
  severity: "error",
  message: `${path} holds the way back as well, which would run with the way there.`,
  remedy: "Name the format that cuts it: `--format dbmate` or `--format goose`.",
  file: path,
});
