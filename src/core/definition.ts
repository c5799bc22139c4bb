// What a statement says of a table, a column, a type, a constraint or a routine, free of the parser's tree.

import type { RelationName } from "./name.ts";

/** A piece of a file: where it starts, as a UTF-16 index, and where the next clause starts if there is one. */
export interface Clause {
  readonly at: number;
  readonly end?: number;
}

/** A type as PostgreSQL's catalogs name it: `int4`, `varchar`, `timestamptz`. */
export interface TypeName extends RelationName {
  /** What stands in parentheses: `numeric(10,2)` has 10 and 2. */
  readonly modifiers: readonly number[];
  readonly array: boolean;
}

/**
 * How an expression's value can change. `constant`: nothing in it is called. `stable`: it stays the same for one
 * statement, as with `now()`. `volatile`: every row gets its own. `unknown`: it calls what PostgreSQL does not bring.
 */
export type Volatility = "constant" | "stable" | "volatile" | "unknown";

export interface Expression extends Clause {
  readonly columns: readonly string[];
  /** Functions that PostgreSQL does not bring along, or that are not well known. */
  readonly calls: readonly RelationName[];
  readonly volatility: Volatility;
}

export interface DefaultValue extends Expression {
  /** True for DEFAULT NULL, which is none. */
  readonly isNull: boolean;
  /** True where it takes the next number of a sequence. */
  readonly takesNumber: boolean;
}

interface ConstraintBase extends Clause {
  readonly name?: string;
  /** True where it stands in a column's definition. */
  readonly inline: boolean;
}

/** A constraint of a column or of the whole table. A column's own names that column. */
export type ConstraintDefinition = ConstraintBase &
  (
    | {
        readonly kind: "check";
        readonly expression: Expression;
        /** Columns of which a valid constraint proves that they hold no NULL. */
        readonly provesNotNull: readonly string[];
        readonly notValid: boolean;
        readonly enforced: boolean;
        readonly noInherit: boolean;
      }
    | {
        readonly kind: "foreign-key";
        readonly columns: readonly string[];
        readonly references: RelationName;
        /** Empty where it means the primary key. */
        readonly referencedColumns: readonly string[];
        readonly onDelete: ReferenceAction;
        readonly onUpdate: ReferenceAction;
        readonly notValid: boolean;
        readonly enforced: boolean;
        readonly deferrable: boolean;
      }
    | {
        readonly kind: "unique" | "primary-key";
        /** Empty where an index brings them along. */
        readonly columns: readonly string[];
        readonly usingIndex?: string;
        readonly deferrable: boolean;
      }
    | { readonly kind: "exclude"; readonly columns: readonly string[]; readonly method: string }
    | { readonly kind: "not-null"; readonly columns: readonly string[]; readonly notValid: boolean }
  );

export type ReferenceAction = "no-action" | "restrict" | "cascade" | "set-null" | "set-default";

export interface ColumnDefinition {
  readonly name: string;
  /** Where the column's name stands. */
  readonly at: number;
  /** Absent where the table's own type has it. */
  readonly type?: TypeName;
  /** True for serial and bigserial, whose type is given as the integer that they are. */
  readonly serial: boolean;
  readonly notNull: boolean;
  readonly default?: DefaultValue;
  readonly generated?: { readonly kind: "stored" | "virtual"; readonly expression: Expression };
  readonly identity?: "always" | "by-default";
  readonly collation?: string;
  readonly constraints: readonly ConstraintDefinition[];
}

/** A column or an expression that an index is made of. */
export interface IndexedPart {
  /** Absent for an expression. */
  readonly column?: string;
  readonly expression?: Expression;
  /** What the expression is called in a name that PostgreSQL finds: `lower`. Absent where that is `expr`. */
  readonly called?: string;
}

/** What CREATE TABLE in any of its forms says. */
export interface CreatedTable {
  readonly table: RelationName;
  readonly ifNotExists: boolean;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintDefinition[];
  readonly persistence: "permanent" | "unlogged" | "temporary";
  readonly foreign: boolean;
  readonly partitionOf?: { readonly parent: RelationName; readonly isDefault: boolean };
  readonly partitionBy?: { readonly strategy: string; readonly columns: readonly string[] };
  readonly inherits: readonly RelationName[];
  readonly like: readonly RelationName[];
  /** For CREATE TABLE AS and SELECT INTO: its columns are those of a query. */
  readonly fromQuery: boolean;
}

/** A function or procedure with what it does when it is called. */
export interface CreatedRoutine {
  readonly routine: RelationName;
  readonly object: "function" | "procedure";
  readonly orReplace: boolean;
  readonly language: string;
  readonly volatility: "immutable" | "stable" | "volatile";
  readonly securityDefiner: boolean;
  /** Names of the settings that it brings along: `search_path`. */
  readonly settings: readonly string[];
  readonly body: Body;
}

/** The text between the quotes, where it could be found, and the whole definition. */
export interface Body {
  /** Absent for BEGIN ATOMIC. */
  readonly text?: string;
  readonly language: string;
  /** The statement that the body stands in, as it stands in the file. */
  readonly definition: string;
  /** UTF-16 index of the definition in the file. */
  readonly at: number;
}

const PEOPLES_NAMES: Readonly<Record<string, string>> = {
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  float4: "real",
  float8: "double precision",
  bool: "boolean",
  bpchar: "char",
};

/** A type for people: `varchar(20)`, `bigint[]`. */
export function showType({ schema, name, modifiers, array }: TypeName): string {
  const shown = schema === undefined ? (PEOPLES_NAMES[name] ?? name) : `${schema}.${name}`;
  const inParentheses = modifiers.length === 0 ? "" : `(${modifiers.join(",")})`;
  return `${shown}${inParentheses}${array ? "[]" : ""}`;
}
