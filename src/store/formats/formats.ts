// The list of file formats. To add one: a folder beside this file and a line here.

import { dbmate } from "./dbmate/format.ts";
import { diesel } from "./diesel/format.ts";
import { flyway } from "./flyway/format.ts";
import type { Format } from "./format.ts";
import { goose } from "./goose/format.ts";
import { plain } from "./plain/format.ts";
import { prisma } from "./prisma/format.ts";
import { timestamped } from "./timestamped/format.ts";
import { upDown } from "./up-down/format.ts";

/** The first one is for folders that hold no migration yet. */
export const FORMATS: readonly [Format, ...Format[]] = [
  timestamped,
  upDown,
  flyway,
  diesel,
  prisma,
  plain,
  dbmate,
  goose,
];
