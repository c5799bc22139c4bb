// Puts values in the place of `${name}`, wherever it stands, as Flyway does.

import type { SourceFile } from "../../../core/migration.ts";
import { nearestWord } from "../../../core/nearest-word.ts";
import type { Problem } from "../../../core/problem.ts";
import { badFile } from "../../reading.ts";
import type { Settings } from "./settings.ts";

/** The file with its values, or what is wrong with it. */
export function replaced(file: SourceFile, settings: Settings): SourceFile | Problem {
  const { placeholderPrefix: prefix, placeholderSuffix: suffix } = settings;
  const values = new Map([...ownValues(file, settings), ...settings.placeholders]);
  let text = "";
  let from = 0;
  // Bound: every round goes on behind the placeholder.
  for (let at = file.text.indexOf(prefix); at !== -1; at = file.text.indexOf(prefix, from)) {
    const end = file.text.indexOf(suffix, at + prefix.length);
    if (end === -1) break;
    const name = file.text.slice(at + prefix.length, end);
    const value = values.get(name.toLowerCase());
    if (value === undefined) return unknown(file, at, { name, known: [...values.keys()] });
    text += file.text.slice(from, at) + value;
    from = end + suffix.length;
  }
  return { path: file.path, text: text + file.text.slice(from) };
}

/** What Flyway knows by itself, as far as it is the same everywhere. */
const ownValues = ({ path }: SourceFile, { table, defaultSchema }: Settings): readonly [string, string][] => [
  ["flyway:defaultschema", defaultSchema],
  ["flyway:table", table],
  ["flyway:filename", path.slice(path.lastIndexOf("/") + 1)],
];

function unknown(
  file: SourceFile,
  at: number,
  { name, known }: { readonly name: string; readonly known: readonly string[] },
): Problem {
  const near = nearestWord(name.toLowerCase(), known);
  return badFile(
    { file: file.path, line: file.text.slice(0, at).split("\n").length },
    `there is no value for \`${name}\`${near === undefined ? "" : `; there is one for \`${near}\``}.`,
    "Give it in flyway.conf (flyway.placeholders.NAME=value) or flyway.toml, or write the value out.",
  );
}
