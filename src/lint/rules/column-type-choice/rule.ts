// Types of new columns that are hard to change once there are many rows.

import type { ColumnDefinition } from "../../../core/definition.ts";
import { showName } from "../../../core/name.ts";
import type { Report, Rule } from "../../rule.ts";

export const rule: Rule = {
  name: "column-type-choice",
  class: "advice",
  severity: "note",
  about: "a type that is often regretted, and is cheap to change only now",
  files: ["up"],
  changes: {
    *"create-table"({ columns }) {
      for (const column of columns) yield* reportsOf(column);
    },
    *"add-column"({ column }) {
      yield* reportsOf(column);
    },
  },
};

interface Advice {
  readonly why: string;
  readonly instead: string;
}

const RUNS_OUT: Advice = {
  why: "runs out of numbers after two thousand million rows or failed inserts, and a wider type writes the table anew",
  instead: "Write bigint generated always as identity.",
};
const SERIAL: Advice = {
  why: "is serial: its sequence has privileges of its own, and a value that is written by hand collides with it later",
  instead: "Write bigint generated always as identity.",
};
const JSON_TEXT: Advice = {
  why: "is json: it has no equality, so that DISTINCT and GROUP BY fail, and it is parsed anew for each access",
  instead: "Write jsonb, unless white space and the order of keys have to be kept.",
};
const FIXED_LENGTH: Advice = {
  why: "is padded with blanks to its length, and they are ignored in comparisons",
  instead: "Write text, with a CHECK of its length.",
};
const LIMITED_LENGTH: Advice = {
  why: "has a limit that is part of its type: a lower one writes the table anew",
  instead: "Write text, with a CHECK of its length, which can be replaced without a look at the type.",
};
const LOCAL_TIME: Advice = {
  why: "is a time without a time zone: it means another moment to each reader",
  instead: "Write timestamptz.",
};

const BY_TYPE: ReadonlyMap<string, Advice> = new Map([
  ["json", JSON_TEXT],
  ["bpchar", FIXED_LENGTH],
  ["varchar", LIMITED_LENGTH],
  ["timestamp", LOCAL_TIME],
]);

function* reportsOf(column: ColumnDefinition): Iterable<Report> {
  const advice = adviceOn(column);
  if (advice === undefined) return;
  const { at, name } = column;
  yield { at, message: `The column ${showName(name)} ${advice.why}.`, instead: advice.instead };
}

function adviceOn({ type, serial, identity }: ColumnDefinition): Advice | undefined {
  if (type === undefined || type.schema !== undefined) return undefined;
  const isShort = type.name === "int4" || type.name === "int2";
  if (isShort && (serial || identity !== undefined)) return RUNS_OUT;
  if (serial) return SERIAL;
  if (type.name === "varchar" && type.modifiers.length === 0) return undefined;
  return BY_TYPE.get(type.name);
}
