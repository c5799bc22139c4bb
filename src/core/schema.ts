// A schema as far as it is known: tables with columns, constraints and indexes, types, routines, and who uses whom.

import type { Body, ColumnDefinition, IndexedPart, TypeName } from "./definition.ts";
import type { RelationName } from "./name.ts";
import type { Version } from "./version.ts";

/** A name with its schema. */
export interface QualifiedName extends RelationName {
  readonly schema: string;
}

export type Column = Pick<ColumnDefinition, "name" | "notNull"> &
  Partial<Pick<ColumnDefinition, "type" | "default" | "generated" | "identity" | "collation">>;

export type ConstraintKind = "check" | "foreign-key" | "unique" | "primary-key" | "exclude" | "not-null";

export interface Constraint {
  /** As PostgreSQL would name it where the statement leaves it to find one. */
  readonly name: string;
  readonly kind: ConstraintKind;
  readonly columns: readonly string[];
  /** False for NOT VALID until it has been validated. */
  readonly valid: boolean;
  /** False for NOT ENFORCED. */
  readonly enforced: boolean;
  /** For a CHECK: columns of which it proves, once valid, that they hold no NULL. */
  readonly provesNotNull: readonly string[];
  /** For a foreign key: the id of the table that it refers to. */
  readonly references?: number;
  readonly referencedColumns?: readonly string[];
}

export interface Index {
  readonly name: QualifiedName;
  /** The id of its table. */
  readonly table: number;
  readonly parts: readonly IndexedPart[];
  readonly unique: boolean;
  readonly method: string;
  /** Columns that its WHERE reads; absent where it has none. */
  readonly predicate?: readonly string[];
  /** True where a constraint of the same name stands behind it. */
  readonly ofConstraint: boolean;
  readonly made: Version | undefined;
}

export type TableKind = "table" | "foreign-table" | "view" | "materialized-view" | "sequence";

/** A table, or a view, or a sequence: what shares the names of tables. Never changed, only replaced. */
export interface Table {
  /** Stays the same through renames. */
  readonly id: number;
  readonly name: QualifiedName;
  readonly kind: TableKind;
  /** True where its creation was seen, so that a column that is not listed is not there. */
  readonly known: boolean;
  /** The migration that made it; undefined where it is not known or was there before. */
  readonly made: Version | undefined;
  readonly temporary: boolean;
  readonly unlogged: boolean;
  /** True where its own migration has put rows into it that nobody counted. */
  readonly filled: boolean;
  readonly columns: ReadonlyMap<string, Column>;
  readonly constraints: readonly Constraint[];
  /** Names of its indexes. */
  readonly indexes: readonly QualifiedName[];
  readonly triggers: readonly string[];
  readonly partitionedBy?: readonly string[];
  /** Ids. Partitions have their parent in `parents`, and a parent its partitions in `children`. */
  readonly parents: readonly number[];
  readonly children: readonly number[];
  readonly isPartition: boolean;
  readonly defaultPartition?: number;
  /** For a view: what it reads. */
  readonly reads: readonly number[];
}

export type SchemaType =
  | {
      readonly kind: "enum";
      readonly name: QualifiedName;
      readonly values: readonly string[];
      readonly made: Version | undefined;
    }
  | { readonly kind: "composite" | "other"; readonly name: QualifiedName; readonly made: Version | undefined }
  | {
      readonly kind: "domain";
      readonly name: QualifiedName;
      readonly base: TypeName;
      /** True where it has a CHECK or NOT NULL. */
      readonly constrained: boolean;
      readonly made: Version | undefined;
    };

export interface Routine {
  readonly name: QualifiedName;
  readonly language: string;
  readonly volatility: "immutable" | "stable" | "volatile";
  readonly body: Body;
  readonly made: Version | undefined;
}

/** A foreign key with the table that has it. */
export interface Reference {
  readonly table: Table;
  readonly constraint: Constraint;
}

/**
 * What is known at one moment, to be asked and not kept: it moves on with the next statement. A name that was never
 * seen is no error: the schema may come from elsewhere.
 */
export interface Schema {
  /** The table of a name. One that was never seen counts as there, with nothing known about it. */
  table(name: RelationName): Table;
  tableById(id: number): Table;
  index(name: RelationName): Index | undefined;
  indexesOf(table: Table): readonly Index[];
  type(name: RelationName): SchemaType | undefined;
  routine(name: RelationName): Routine | undefined;
  /** Foreign keys of other tables, and of its own, that refer to a table. */
  referencesTo(table: Table): readonly Reference[];
  /** Tables that have a column of a type. */
  tablesUsing(type: RelationName): readonly Table[];
  viewsOn(table: Table): readonly Table[];
  /** Every table of a schema. */
  tablesIn(schema: string): readonly Table[];
  /** The schema in which a name without one is made. */
  readonly currentSchema: string;
}
