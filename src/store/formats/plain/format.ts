// The format of Supabase, and of sqlx without downs: `<digits>_name.sql` alone.

import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Format } from "../format.ts";
import { SINGLE, isOutsideTransaction, numberedFiles } from "../numbered.ts";

/** A mark of dbmate or goose, whose files hold the way back as well. */
const SECTION = /^--\s*(?:migrate:|\+goose )\s*down\b/im;

export const plain: Format = {
  name: "plain",
  about: "<digits>_name.sql without a way back, as Supabase and sqlx have it",
  ...numberedFiles(SINGLE),
  cut: (file) => {
    const outsideTransaction = isOutsideTransaction(file.text);
    if (SECTION.test(file.text)) return { outsideTransaction, problems: [hasDown(file)] };
    return { up: file, outsideTransaction, problems: [] };
  },
};

const hasDown = ({ path }: SourceFile): Problem => ({
  code: "bad-sections",
  severity: "error",
  message: `${path} holds the way back as well, which would run with the way there.`,
  remedy: "Name the format that cuts it: `--format dbmate` or `--format goose`.",
  file: path,
});
