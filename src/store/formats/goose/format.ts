// The format of goose: `<digits>_name.sql` with `-- +goose Up` and `-- +goose Down` in it.

import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Cut, Format } from "../format.ts";
import { numberedFiles } from "../numbered.ts";
import { cutFile, type Mark } from "../sections.ts";

const FILE = /^(?<digits>\d+)_(?!\d{6}_)(?<name>[^/.]+)\.sql$/i;
const MARK = /^--\s*\+goose\s+(?<words>.*?)$/i;
const ENVSUB = /^--\s*\+goose\s+ENVSUB(?:ST)?\s+ON\s*$/im;

export const goose: Format = {
  name: "goose",
  about: "<digits>_name.sql with `-- +goose Up` and `-- +goose Down`, as goose has them",
  ...numberedFiles(FILE),
  mark: /^--\s*\+goose\s+up\b/im,
  cut,
  joined: (up, down) => `-- +goose Up\n${up}\n-- +goose Down\n${down}`,
};

function cut(file: SourceFile): Cut {
  const made = cutFile(file, { markOf, opening: "-- +goose Up" });
  return ENVSUB.test(file.text) ? { ...made, problems: [...made.problems, substitutes(file)] } : made;
}

function markOf(line: string): Mark | undefined {
  const words = MARK.exec(line)?.groups?.["words"]?.replaceAll(/\s+/g, " ").toLowerCase();
  if (words === undefined) return undefined;
  if (words === "up" || words === "down") return { opens: words };
  return { outsideTransaction: words === "no transaction", ends: words === "statementend" };
}

const substitutes = ({ path }: SourceFile): Problem => ({
  code: "unknown-values",
  severity: "error",
  message: `${path} has values of the environment put into it by goose (ENVSUB).`,
  remedy: "Write the values out and remove the line that turns it on.",
  file: path,
});
