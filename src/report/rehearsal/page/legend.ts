// What the colours of locks mean.

import type { VNode } from "preact";

import type { Blocks } from "../blocks.ts";
import { element } from "./element.ts";
import { classOf } from "./lock-class.ts";

/** Only for what is there to be seen. */
export const legend = (seen: readonly Blocks[]): VNode =>
  element(
    "ul",
    { class: "legend", "aria-label": "Colours of locks" },
    ...seen.map((blocks) => element("li", "", element("i", classOf(blocks)), `blocks ${blocks}`)),
  );
