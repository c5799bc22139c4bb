// A repeatable with everything that is known about it before it is planned.

import type { Repeatable } from "../../core/migration.ts";
import type { RepeatableContent } from "../../core/repeatable.ts";
import type { StandingObject } from "../../core/standing-object.ts";
import type { Script } from "../../core/statement.ts";

/** The file, parsed. */
export interface ReadRepeatable {
  readonly repeatable: Repeatable;
  readonly script: Script;
  readonly content: RepeatableContent;
}

/** What a database has of each object that the file makes, in the order of `content.makes`. */
export interface FoundRepeatable extends ReadRepeatable {
  readonly standing: readonly (readonly StandingObject[])[];
  /** What stands of that which its last text made and this one does not. */
  readonly former: readonly StandingObject[];
}
