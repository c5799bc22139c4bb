// Makes standing objects of what the catalogs say about them.

import type { MadeKind, MadeObject } from "../../core/repeatable.ts";
import type { ShownColumn, ShownRoutine, StandingObject, Versions } from "../../core/standing-object.ts";
import type { Session } from "../../database/database.ts";
import {
  columnKeepsOf,
  keepsOfOwned,
  keepsOfPart,
  unkeptOf,
  type ColumnRow,
  type OwnedRow,
  type PartRow,
} from "./keeps.ts";
import { PARTS, RELATIONS, ROUTINES } from "./queries.ts";

/** A wanted object that stands, with what its file would make of it as far as that can be told. */
export interface Found {
  readonly index: number;
  readonly key: string;
  readonly catalog: string;
  readonly id: string;
  readonly made: MadeObject;
  /** Numbers of the parameters' types, and of the result; null for types that are not there. */
  readonly types: readonly (string | null)[];
  readonly returns: string | null;
  readonly next?: readonly ShownColumn[];
}

type Fact = Omit<StandingObject, "dependants">;

interface RelationRow extends OwnedRow {
  readonly key: string;
  readonly kind: MadeKind;
  readonly schema: string;
  readonly relation: string;
  readonly columns: readonly ColumnRow[] | null;
  readonly columnLabels: boolean;
}

interface RoutineRow extends OwnedRow {
  readonly key: string;
  readonly kind: MadeKind;
  readonly returns: string;
  readonly set: boolean;
  readonly defaults: number;
  readonly modes: readonly string[] | null;
  readonly names: readonly string[] | null;
  readonly types: readonly string[];
}

/** By the index of the wanted object and the key of the one that stands. */
export async function factsOf(session: Session, found: readonly Found[]): Promise<ReadonlyMap<string, Fact>> {
  const idsOf = (...kinds: readonly MadeKind[]): string[] =>
    found.filter(({ made }) => kinds.includes(made.kind)).map(({ id }) => id);
  const facts = new Map<string, Fact>();
  const keep = (key: string, fact: (each: Found) => Fact): void => {
    for (const each of found) if (each.key === key) facts.set(`${each.index} ${key}`, fact(each));
  };
  const relations = await session.query<RelationRow>(RELATIONS, [idsOf("view", "materialized view")]);
  for (const row of relations) keep(row.key, (each) => ofRelation(row, each));
  const routines = await session.query<RoutineRow>(ROUTINES, [idsOf("function", "procedure")]);
  for (const row of routines) keep(row.key, (each) => ofRoutine(row, each));
  const kinds = ["index", "trigger", "policy", "rule"] as const;
  const parts = await session.query<PartRow & { readonly key: string }>(
    PARTS,
    kinds.map((kind) => idsOf(kind)),
  );
  for (const row of parts) keep(row.key, () => ofPart(row));
  return facts;
}

function ofRelation(row: RelationRow, { made, next }: Found): Fact {
  const { key, kind, target, schema, relation, columnLabels } = row;
  const columns = row.columns ?? [];
  const now = columns.map(({ name, type, modifier }) => ({ name, type, modifier }));
  const grants = [...(row.grants ?? []), ...columns.flatMap((column) => column.grants)];
  return {
    key,
    kind,
    shown: `${kind} ${target}`,
    drop: `drop ${kind} ${target}`,
    locks: [{ relation: { schema, name: relation }, mode: "ACCESS EXCLUSIVE" }],
    keeps: keepsOfOwned(row, made.kind),
    columnKeeps: columnKeepsOf(target, columns, made.kind),
    unkept: unkeptOf(grants, columnLabels),
    view: { now, ...(next === undefined ? {} : { next }) },
  };
}

function ofRoutine(row: RoutineRow, found: Found): Fact {
  const { key, kind, target } = row;
  return {
    key,
    kind,
    shown: `${kind} ${target}`,
    drop: `drop ${kind} ${target}`,
    locks: [],
    keeps: keepsOfOwned(row, kind),
    columnKeeps: [],
    unkept: unkeptOf(row.grants ?? [], false),
    routine: routinesOf(row, found),
  };
}

function routinesOf(row: RoutineRow, { made, types, returns }: Found): Versions<ShownRoutine> {
  const now = {
    parameters: row.types.map((type, at) => ({
      mode: row.modes?.[at] ?? "i",
      name: row.names?.[at] ?? "",
      type,
    })),
    returns: { type: row.returns, set: row.set },
    defaults: row.defaults,
  };
  const { routine } = made;
  const isKnown =
    routine !== undefined &&
    types.every((type) => type !== null) &&
    (routine.returns === undefined || returns !== null);
  if (!isKnown) return { now };
  const next = {
    parameters: routine.parameters.map(({ mode, name }, at) => ({ mode, name, type: types[at] ?? "" })),
    ...(routine.returns === undefined || returns === null
      ? {}
      : { returns: { type: returns, set: routine.returns.set } }),
    defaults: routine.defaults,
  };
  return { now, next };
}

function ofPart(row: PartRow & { readonly key: string }): Fact {
  const { key, kind, target, schema, relation } = row;
  return {
    key,
    kind,
    shown: `${kind} ${target}`,
    drop: `drop ${kind} ${target}`,
    locks: [{ relation: { schema, name: relation }, mode: "ACCESS EXCLUSIVE" }],
    keeps: keepsOfPart(row),
    columnKeeps: [],
    unkept: [],
  };
}
