// The objects that a repeatable makes, as the catalogs are asked for them.

import type { WantedObject } from "../catalog/catalog.ts";
import type { RepeatableContent } from "../core/repeatable.ts";

/** What a file makes, to be looked for where the file would. `compared`: also how it would look by the file. */
export const wantedIn = (
  { makes, searchPath }: RepeatableContent,
  compared: boolean,
): readonly WantedObject[] =>
  makes.map((made) => ({ made, compared, ...(searchPath === undefined ? {} : { searchPath }) }));
