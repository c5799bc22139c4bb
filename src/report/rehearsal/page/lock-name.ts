// The name of a lock mode with a spot in the colour of what it blocks.

import type { VNode } from "preact";

import type { LockMode } from "../../../core/lock.ts";
import { blocksOf } from "../blocks.ts";
import { element } from "./element.ts";
import { classOf } from "./lock-class.ts";

/** `● ACCESS EXCLUSIVE`. What is new blocks nobody, whatever the mode. */
export const lockName = (mode: LockMode, existed: boolean = true): VNode =>
  element("span", `mode ${classOf(existed ? blocksOf(mode) : "nothing")}`, mode);
