// Which placeholders of a planned migration were replaced, and on which lines of which files.

import type { PlannedMigration } from "../core/plan.ts";
import { placeAt } from "../core/text-place.ts";

export interface Replaced {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** In the order of the files; escapes are none. */
export const replacedIn = ({ repeats, ...migration }: PlannedMigration): readonly Replaced[] =>
  (repeats ?? [migration]).flatMap(({ file, filled }) =>
    (filled?.fills ?? [])
      .filter(({ name }) => name !== "")
      .map(({ name, at }) => ({ name, file, line: placeAt(filled?.original ?? "", at).line })),
  );
