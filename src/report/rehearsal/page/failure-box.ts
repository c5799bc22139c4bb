// A failure on the page: what happened, the place in the source, and what to do next.

import type { VNode } from "preact";

import type { Failure } from "../../../core/failure.ts";
import { element } from "./element.ts";

/** `about` says what failed where the failure itself does not. */
export const failureBox = ({ message, excerpt, hint }: Failure, about?: string): VNode =>
  element(
    "div",
    { class: "box bad", role: "note" },
    about !== undefined && element("p", "rule", about),
    element("p", "message", message),
    excerpt !== undefined && element("pre", "", excerpt),
    hint !== undefined && element("p", "instead", element("b", "", "Next: "), hint),
  );
