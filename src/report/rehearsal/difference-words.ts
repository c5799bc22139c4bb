// One difference between two schemas on one line.

import type { Difference } from "../../core/catalog.ts";
import { shownInLine } from "./shown.ts";

/** Longer values say too little for the room that they take. */
const VALUE_LENGTH_MAX = 60;

const SIGNS: Readonly<Record<Difference["change"], string>> = { added: "+", removed: "-", changed: "~" };

/** `~ column public.orders.id: type integer → bigint`. Long values are cut. */
export function differenceWords({ change, kind, name, fact, before, after }: Difference): string {
  const values = [before, after].filter((value) => value !== undefined).map(cut);
  const said = [...(fact === undefined ? [] : [fact]), values.join(" → ")].filter((word) => word !== "");
  return shownInLine(`${SIGNS[change]} ${kind} ${name}${said.length === 0 ? "" : `: ${said.join(" ")}`}`);
}

function cut(value: string): string {
  const line = shownInLine(value);
  return line.length > VALUE_LENGTH_MAX ? `${line.slice(0, VALUE_LENGTH_MAX)}…` : line;
}
