// Ways to make values of PostgreSQL's own types, and of any other type that reads one of many texts.

import { constants, formula, type OwnChoice } from "./choice.ts";
import type { Clues } from "./expression.ts";
import { raw, sql, type Fragment } from "./fragment.ts";
import { floatChoices, integerChoices, numericChoices } from "./number-choices.ts";
import { bitChoices, byteChoices, textChoices } from "./text-choices.ts";
import { dateChoices, intervalChoices, timeChoices, timestampChoices } from "./time-choices.ts";

/** A base type where it is used, for a column that is called `label`. */
export interface BaseUse {
  readonly name: string;
  readonly modifier: number;
  readonly label: string;
}

/** The catalog counts a text's length with the four bytes of its header. */
const HEADER_BYTES = 4;
const NAME_BYTES = 63;
/** IPv4 addresses of the network 10.0.0.0/8. */
const ADDRESSES = 2 ** 24;
/** Texts of a check that are tried as keys. */
const JSON_KEYS_MAX = 40;

type Make = (use: BaseUse, clues: Clues) => readonly OwnChoice[];

const integer: Make = ({ name }, clues) => integerChoices(name, clues);
const float: Make = ({ name }, clues) => floatChoices(name, clues);
const text: Make = ({ label, modifier }, clues) =>
  textChoices({ label, lengthMax: modifier < 0 ? undefined : modifier - HEADER_BYTES }, clues);
const unbound: Make = ({ label }, clues) => textChoices({ label }, clues);
const bits: Make = ({ modifier }, clues) => bitChoices(modifier, clues);
const time: Make = (_use, clues) => timeChoices(clues);
const timestamp: Make = ({ name }, clues) => timestampChoices(name, clues);

/** One formula, then the constants that a check compares with, then some more. */
const one =
  (at: (index: Fragment) => Fragment, distinct?: number, more: readonly string[] = []): Make =>
  (_use, { texts }) => [formula(at, distinct), ...constants([...texts, ...more])];

const some =
  (...texts: readonly string[]): Make =>
  () =>
    constants(texts);

const float8 = (index: Fragment): Fragment => sql`(${index})::float8`;
const pointAt = (index: Fragment, offset = "0"): Fragment =>
  sql`pg_catalog.point(${float8(index)} + ${raw(offset)}, ${raw(offset)})`;
const hexadecimal = (index: Fragment, digits: number): Fragment =>
  sql`pg_catalog.lpad(pg_catalog.to_hex(${index}), ${raw(digits)}, '0')`;

const json: Make = (_use, { texts: all }) => {
  const texts = all.slice(0, JSON_KEYS_MAX);
  const objects = ["1", '"a"', "true", "{}", "[]"].flatMap((value) => [
    ...texts.map((key) => JSON.stringify({ [key]: JSON.parse(value) as unknown })),
    JSON.stringify(Object.fromEntries(texts.map((key) => [key, JSON.parse(value) as unknown]))),
  ]);
  return [
    formula((index) => sql`'{"row": ' || ${index} || '}'`),
    ...constants([...objects, ...texts, "{}", "[]", "[{}]", "[1]", '["a"]', '"a"', "1", "true", "null"]),
    formula((index) => sql`'[' || ${index} || ']'`),
    formula((index) => sql`${index}::text`),
    formula((index) => sql`'"row ' || ${index} || '"'`),
  ];
};

const MAKERS: Readonly<Record<string, Make>> = {
  ...{ int2: integer, int4: integer, int8: integer, float4: float, float8: float },
  numeric: ({ modifier }, clues) => numericChoices(modifier, clues),
  money: one((index) => sql`${index} + 1`, 10 ** 15, ["0", "-1"]),
  bool: some("true", "false"),
  ...{ text, varchar: text, bpchar: text, citext: unbound },
  name: ({ label }, clues) => textChoices({ label, lengthMax: NAME_BYTES }, clues),
  char: one((index) => sql`pg_catalog.chr((33 + ${index})::integer)`, 94),
  ...{ bit: bits, varbit: bits, bytea: (_use, clues) => byteChoices(clues) },
  ...{ timestamp, timestamptz: timestamp, date: (_use, clues) => dateChoices(clues) },
  ...{ time, timetz: time, interval: (_use, clues) => intervalChoices(clues) },
  uuid: one((index) => sql`'00000000-0000-4000-8000-' || ${hexadecimal(index, 12)}`, 2 ** 48, [
    "00000000-0000-7000-8000-000000000001",
  ]),
  ...{ json, jsonb: json },
  jsonpath: one((index) => sql`'$.row' || ${index}`),
  xml: one((index) => sql`'<row>' || ${index} || '</row>'`),
  inet: one((index) => sql`'10.0.0.0'::inet + ${index}`, ADDRESSES, ["fd00::1", "10.0.0.0/8"]),
  cidr: one((index) => sql`'10.0.0.0'::inet + ${index}`, ADDRESSES, ["10.0.0.0/8", "fd00::/8"]),
  macaddr: one((index) => hexadecimal(index, 12), 2 ** 48),
  macaddr8: one((index) => hexadecimal(index, 16)),
  oid: one((index) => sql`${index} + 1`, 2 ** 32 - 1),
  ...{ xid: one((index) => sql`${index}::text`, 2 ** 32), xid8: one((index) => sql`${index}::text`) },
  cid: one((index) => sql`${index}::text`, 2 ** 32),
  tid: one((index) => sql`'(' || ${index} / 100 || ',' || 1 + ${index} % 100 || ')'`, 10 ** 9),
  pg_lsn: one((index) => sql`'0/' || pg_catalog.to_hex(${index})`, 2 ** 32),
  ...{ regclass: some("pg_catalog.pg_class", "pg_catalog.pg_type"), regtype: some("integer", "text") },
  ...{ regproc: some("pg_catalog.now"), regprocedure: some("pg_catalog.now()") },
  ...{ regoper: some("pg_catalog.||/"), regoperator: some("pg_catalog.+(integer,integer)") },
  ...{ regconfig: some("pg_catalog.simple"), regdictionary: some("pg_catalog.simple") },
  ...{ regnamespace: some("pg_catalog"), regcollation: some('pg_catalog."C"') },
  regrole: some("pg_monitor", "pg_read_all_stats"),
  tsvector: one((index) => sql`'row:1 w' || ${index} || ':2'`),
  tsquery: one((index) => sql`'w' || ${index}`),
  point: one((index) => pointAt(index)),
  line: one((index) => sql`pg_catalog.line(${pointAt(index)}, ${pointAt(index, "1")})`),
  lseg: one((index) => sql`pg_catalog.lseg(${pointAt(index)}, ${pointAt(index, "0.5")})`),
  box: one((index) => sql`pg_catalog.box(${pointAt(index)}, ${pointAt(index, "0.5")})`),
  path: one((index) => sql`'((0,0),(' || ${index} || ',1),(1,2))'`),
  polygon: one(
    (index) => sql`pg_catalog.polygon(pg_catalog.box(${pointAt(index)}, ${pointAt(index, "0.5")}))`,
  ),
  circle: one((index) => sql`pg_catalog.circle(${pointAt(index)}, 0.4)`),
};

/** Whether values of the type can be made without trying out whether it reads them. */
export const isKnown = (name: string): boolean => Object.hasOwn(MAKERS, name) && name !== "xml";

/** Ways to make values of a base type; the first one serves where nothing is asked of it. */
export const baseChoices = (use: BaseUse, clues: Clues): readonly OwnChoice[] =>
  (MAKERS[use.name] ?? guesses)(use, clues);

/** For a type that is not known: texts that some type reads, and a vector of as many numbers as its modifier says. */
function guesses({ modifier, label }: BaseUse, clues: Clues): readonly OwnChoice[] {
  const numbers = Array.from({ length: Math.min(16_000, Math.max(1, modifier)) }, () => "1").join(",");
  return [
    ...textChoices({ label }, clues),
    formula((index) => sql`'row.' || ${index}`),
    formula((index) => sql`'row=>' || ${index}`),
    formula((index) => sql`'(' || ${index} || ')'`),
    formula((index) => sql`'POINT(' || ${index} % 180 || ' 0)'`, 180),
    ...constants([`[${numbers}]`, `{1:1}/${Math.max(1, modifier)}`, `(${numbers})`, `{${numbers}}`]),
    ...constants(["SRID=4326;POINT(0 0)", "POLYGON((0 0,0 1,1 1,0 0))", "LINESTRING(0 0,1 1)"]),
    ...constants(["MULTIPOINT(0 0)", "MULTIPOLYGON(((0 0,0 1,1 1,0 0)))", "MULTILINESTRING((0 0,1 1))"]),
  ];
}
