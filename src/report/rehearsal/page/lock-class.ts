// Classes of the style sheet for what a lock blocks.

import type { Blocks } from "../blocks.ts";

const CLASSES: Readonly<Record<Blocks, string>> = {
  "reads and writes": "rw",
  writes: "wr",
  maintenance: "mt",
  nothing: "no",
};

/** The class that colours a lock by what it blocks. */
export const classOf = (blocks: Blocks): string => CLASSES[blocks];
