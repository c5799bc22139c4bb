// Reads what is to be filled out of the catalogs.

import { quoteRelation, type RelationName } from "../../core/name.ts";
import type { Session } from "../../database/database.ts";
import { CHECKS, COLUMNS, FOREIGN_KEYS, INDEXES, LEAVES, TABLES, TYPES } from "./catalog-queries.ts";
import { columnsBehind, namesIn } from "./expression.ts";
import type { Column, Condition, ForeignKey, Key, Table } from "./table.ts";
import { takesNull, valueTypeOf, type TypeRow, type TypeUse } from "./value-type.ts";

interface TableRow {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  readonly bounds: string | null;
}

interface OfTable {
  readonly table: string;
  readonly name: string;
}

interface ColumnRow extends OfTable, TypeUse {
  readonly nullable: boolean;
  readonly generated: boolean;
  readonly expression: string | null;
  readonly sequence: string | null;
}

interface CheckRow extends OfTable {
  readonly expression: string;
  readonly sources: readonly string[];
}

interface ForeignKeyRow extends OfTable, Omit<ForeignKey, "parent"> {
  readonly parentSchema: string;
  readonly parentName: string;
}

interface IndexRow extends OfTable {
  readonly unique: boolean;
  readonly exclusion: boolean;
  readonly period: boolean;
  readonly deferrable: boolean;
  readonly expressions: string | null;
  readonly predicate: string | null;
  readonly columns: readonly string[];
}

interface LeafRow {
  readonly table: string;
  readonly bounds: string | null;
}

/** Rows of several tables are read at once; these are the ones of a table. */
type RowsOf = <Row extends { readonly table: string }>(rows: readonly Row[]) => readonly Row[];

/** Partitions whose bounds are looked at; rows go into these only. */
const PARTITIONS_MAX = 100;

/** The tables that are asked for, as far as they are there, then those that they cannot do without. */
export async function readTables(
  session: Session,
  relations: readonly RelationName[],
): Promise<readonly Table[]> {
  const tables = await session.query<TableRow>(TABLES, [relations.map(quoteRelation)]);
  const ids = [tables.map(({ id }) => id)];
  const columns = await session.query<ColumnRow>(COLUMNS, ids);
  const types = await session.query<TypeRow>(TYPES, [[...new Set(columns.map(({ typeId }) => typeId))]]);
  const checks = await session.query<CheckRow>(CHECKS, ids);
  const foreignKeys = await session.query<ForeignKeyRow>(FOREIGN_KEYS, ids);
  const indexes = await session.query<IndexRow>(INDEXES, ids);
  const leaves = await session.query<LeafRow>(LEAVES, ids);
  const typesById = new Map(types.map((row) => [row.id, row]));
  return tables.map((table): Table => {
    const own: RowsOf = (rows) => rows.filter((row) => row.table === table.id);
    const ownColumns = own(columns).map((row) => columnOf(row, typesById));
    return {
      id: table.id,
      relation: { schema: table.schema, name: table.name },
      ...unfitness(table, own(leaves)),
      columns: ownColumns,
      conditions: [
        ...own(checks).map(checkOf),
        ...boundsOf(table, own(leaves)),
        ...own(indexes).flatMap(computedBy),
      ],
      keys: own(indexes).flatMap((row) => keyOf(row, ownColumns)),
      foreignKeys: own(foreignKeys).map(foreignKeyOf),
    };
  });
}

function unfitness({ kind }: TableRow, leaves: readonly LeafRow[]): Pick<Table, "unfit"> {
  if (kind !== "r" && kind !== "p") return { unfit: "It is no table, and only tables can be given rows." };
  return kind === "p" && leaves.length === 0 ? { unfit: "It has no partitions for rows to go into." } : {};
}

function columnOf(row: ColumnRow, types: ReadonlyMap<string, TypeRow>): Column {
  const type = valueTypeOf(row, types);
  const { name, sequence, generated, expression } = row;
  return {
    name,
    type,
    nullable: row.nullable && takesNull(type),
    ...(generated ? { generated: expression ?? "null" } : {}),
    ...(!generated && expression !== null && !/\bnextval\(/.test(expression) ? { preset: expression } : {}),
    ...(sequence === null ? {} : { sequence }),
  };
}

const checkOf = ({ name, expression, sources }: CheckRow): Condition => ({
  about: `the check constraint ${name}`,
  expression,
  clues: [expression, ...sources],
});

/** The bounds of the table where it is a partition, and those of its partitions, one of which has to take the row. */
function boundsOf({ bounds }: TableRow, leaves: readonly LeafRow[]): readonly Condition[] {
  const own = bounds === null ? [] : [boundary("the bounds of the partition", bounds)];
  const every = Math.ceil(leaves.length / PARTITIONS_MAX);
  const below = leaves.filter((_, place) => place % every === 0).map((leaf) => leaf.bounds);
  if (below.length === 0 || below.includes(null)) return own;
  const any = below.map((bound) => `(${bound})`).join(" or ");
  return [...own, boundary("the bounds of its partitions", any)];
}

const boundary = (about: string, expression: string): Condition => ({
  about,
  expression,
  clues: [expression],
});

/** What an index computes must not fail: true whatever comes out of it. */
function computedBy({ name, expressions, predicate }: IndexRow): readonly Condition[] {
  return [expressions, predicate]
    .filter((expression) => expression !== null)
    .map((expression) => ({
      about: `the index ${name}`,
      expression: `pg_catalog.num_nulls(${expression}) >= 0`,
      clues: [],
    }));
}

function keyOf(row: IndexRow, columns: readonly Column[]): readonly Key[] {
  const { name, unique, exclusion, period, expressions, predicate, deferrable } = row;
  if (!unique && !exclusion) return [];
  const own = new Set([...row.columns, ...namesIn(expressions ?? "")]);
  const generated = columns.filter((column) => own.has(column.name) && column.generated !== undefined);
  const within = columnsBehind([...own], columns);
  const strict =
    !exclusion && !period && expressions === null && predicate === null && generated.length === 0;
  return [{ name, columns: within, strict, deferrable }];
}

function foreignKeyOf({ table: _table, parentSchema, parentName, ...row }: ForeignKeyRow): ForeignKey {
  return { ...row, parent: { schema: parentSchema, name: parentName } };
}
