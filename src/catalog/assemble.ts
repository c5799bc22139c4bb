// Puts the rows that the catalogs gave together into objects with full names.

import type { CatalogObject } from "../core/catalog.ts";
import { grantFacts } from "./grants.ts";
import { RESERVED, type CatalogQuery, type CatalogRow, type MemberRow, type RemarkRow } from "./query.ts";

/** What a query gave. */
export interface Answer {
  readonly query: CatalogQuery;
  readonly rows: readonly CatalogRow[];
}

type Facts = Record<string, string>;

interface Found {
  /** Absent for what only lends its name to others. */
  readonly key?: string;
  readonly name: string;
  readonly facts: Readonly<Facts>;
}

/** An object with all that it was made from besides its row and remarks: equal where these are. */
interface Made {
  readonly prefix: string;
  readonly parent: string | undefined;
  readonly owner: string | undefined;
  readonly object: CatalogObject;
}

/** Rows that were not read again make the same objects again, which then need not be told, hashed or compared anew. */
const madeFrom = new WeakMap<CatalogRow, Made>();

/** By catalog, number and for columns their own number. */
type FoundById = Map<string, Found>;

/** What a snapshot is made from. */
export interface Material {
  readonly answers: readonly Answer[];
  readonly remarks: readonly RemarkRow[];
  readonly members: readonly MemberRow[];
}

/**
 * The objects by `kind name`, in the order of those. What an object belongs to must come before it; an object
 * whose schema or table is not there (of the system, of an extension, temporary) is left out.
 */
export function assemble({ answers, remarks, members }: Material): ReadonlyMap<string, CatalogObject> {
  const found: FoundById = new Map();
  const memberIds = new Set(members.map(({ catalog, id }) => idOf(catalog, id)));
  const remarksById = Map.groupBy(remarks, ({ catalog, id, sub }) => idOf(catalog, id, sub));
  const objects = answers.flatMap((answer) => objectsOf(answer, { found, memberIds, remarksById }));
  return new Map(
    objects
      .map((object) => [`${object.kind} ${object.name}`, object] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))),
  );
}

interface Known {
  readonly found: FoundById;
  readonly memberIds: ReadonlySet<string>;
  readonly remarksById: ReadonlyMap<string, readonly RemarkRow[]>;
}

/** The objects of one query, which are noted in `found` for what comes after. */
function objectsOf(
  { query, rows }: Answer,
  { found, memberIds, remarksById }: Known,
): readonly CatalogObject[] {
  const factNames = Object.keys(rows[0] ?? {}).filter((column) => !RESERVED.has(column));
  const objects: CatalogObject[] = [];
  for (const row of rows) {
    const place = placeOf(row, found);
    if (place === undefined) continue;
    const id = idOf(query.catalog, row.id, row.sub);
    if (query.grantsOnly !== true && memberIds.has(id)) {
      const name = `${place.prefix}${row.name}`;
      if (query.catalog === "pg_namespace") found.set(id, { name, facts: {} });
      continue;
    }
    const object = objectFrom(row, factNames, place);
    const { kind, name, facts } = object;
    if (query.grantsOnly === true && Object.keys(facts).length === 0) continue;
    found.set(id, { key: `${kind} ${name}`, name, facts });
    objects.push(remarked(object, remarksById.get(id)));
  }
  return objects;
}

/** The same object as before where nothing that it is made from has changed. */
function objectFrom(row: CatalogRow, factNames: readonly string[], { prefix, whole }: Place): CatalogObject {
  const parent = whole?.key;
  const owner = whole?.facts["owner"];
  const made = madeFrom.get(row);
  if (made?.prefix === prefix && made.parent === parent && made.owner === owner) return made.object;
  const facts = factsOf(row, factNames, owner);
  const { kind } = row;
  const object = { kind, name: `${prefix}${row.name}`, ...(parent === undefined ? {} : { parent }), facts };
  madeFrom.set(row, { prefix, parent, owner, object });
  return object;
}

function remarked(object: CatalogObject, remarks: readonly RemarkRow[] | undefined): CatalogObject {
  if (remarks === undefined) return object;
  const more = Object.fromEntries(remarks.map(({ fact, text }) => [fact, text]));
  return { ...object, facts: { ...object.facts, ...more } };
}

interface Place {
  /** What the name begins with. */
  readonly prefix: string;
  /** What the object is a part of. */
  readonly whole?: Found;
}

/** Undefined where the schema or what the object is a part of is not ours. */
function placeOf(row: CatalogRow, found: FoundById): Place | undefined {
  const wholeId = wholeOf(row);
  const whole = wholeId === undefined ? undefined : found.get(wholeId);
  if (wholeId !== undefined && whole === undefined) return undefined;
  const part = whole === undefined ? {} : { whole };
  if (!row.schema) return { prefix: whole === undefined ? "" : `${whole.name}.`, ...part };
  const schema = found.get(idOf("pg_namespace", row.schema));
  return schema === undefined ? undefined : { prefix: `${schema.name}.`, ...part };
}

/** What the object is a part of, the nearest first. */
function wholeOf({ constraint, relation, column, type_id: type }: CatalogRow): string | undefined {
  if (constraint) return idOf("pg_constraint", constraint);
  if (relation) return idOf("pg_class", relation, column);
  return type ? idOf("pg_type", type) : undefined;
}

const idOf = (catalog: string, id: string, sub?: number | null): string => `${catalog} ${id} ${sub ?? 0}`;

function factsOf(row: CatalogRow, names: readonly string[], ownerOfWhole: string | undefined): Facts {
  const facts: Facts = {};
  for (const name of names) note(facts, name, row[name]);
  if (row.more) for (const [name, value] of Object.entries(row.more)) note(facts, name, value);
  const owner = facts["owner"] ?? ownerOfWhole;
  for (const [name, value] of grantFacts({ items: row.acl, builtIn: row.acl_default, owner })) {
    note(facts, name, value);
  }
  return facts;
}

function note(facts: Facts, name: string, value: unknown): void {
  if (value === null) return;
  facts[name] = typeof value === "string" ? value : JSON.stringify(value);
}
