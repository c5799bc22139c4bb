// The page's style sheet, put together from its parts.

import { BOX } from "./style/box.ts";
import { COLOURS } from "./style/colours.ts";
import { DIFFERENCES } from "./style/differences.ts";
import { MIGRATION } from "./style/migration.ts";
import { OVERVIEW } from "./style/overview.ts";
import { PAPER } from "./style/paper.ts";
import { STATEMENT } from "./style/statement.ts";
import { TABLE } from "./style/table.ts";
import { TIMELINE } from "./style/timeline.ts";
import { TOP } from "./style/top.ts";
import { TRIP } from "./style/trip.ts";
import { TYPE } from "./style/type.ts";

/** The same for each page; paper comes last, since it changes what the others say. */
export const STYLE_SHEET: string = [
  COLOURS,
  TYPE,
  TOP,
  BOX,
  OVERVIEW,
  MIGRATION,
  STATEMENT,
  TIMELINE,
  TRIP,
  DIFFERENCES,
  TABLE,
  PAPER,
].join("");
