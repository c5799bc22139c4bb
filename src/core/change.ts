// A change: one thing that a statement does to the schema or the data, free of the parser's tree.

import type {
  Body,
  ColumnDefinition,
  ConstraintDefinition,
  CreatedRoutine,
  CreatedTable,
  DefaultValue,
  Expression,
  IndexedPart,
  TypeName,
} from "./definition.ts";
import type { LockMode } from "./lock.ts";
import type { RelationName } from "./name.ts";

/** What can be created, dropped, renamed and moved, in PostgreSQL's words. */
export type ObjectKind =
  | "table"
  | "foreign-table"
  | "view"
  | "materialized-view"
  | "index"
  | "sequence"
  | "type"
  | "domain"
  | "function"
  | "procedure"
  | "schema"
  | "trigger"
  | "policy"
  | "rule"
  | "extension"
  | "publication"
  | "database"
  | "statistics"
  | "other";

interface OfTable {
  readonly table: RelationName;
  /** ALTER VIEW, ALTER INDEX and so on take commands of ALTER TABLE too. */
  readonly object: ObjectKind;
  /** ALTER TABLE ONLY: partitions and children are left out. */
  readonly only: boolean;
}

type Kinds<All extends Record<string, object>> = {
  [Kind in keyof All]: { readonly kind: Kind } & All[Kind];
}[keyof All];

type ColumnChange = Kinds<{
  "add-column": OfTable & { readonly column: ColumnDefinition; readonly ifNotExists: boolean };
  "drop-column": OfTable & {
    readonly column: string;
    readonly ifExists: boolean;
    readonly cascade: boolean;
  };
  "rename-column": OfTable & { readonly column: string; readonly to: string };
  "alter-column-type": OfTable & {
    readonly column: string;
    readonly type: TypeName;
    readonly collation?: string;
    /** The value to be stored instead; absent for a plain cast. */
    readonly using?: Expression & { readonly isColumnItself: boolean; readonly castsTo?: TypeName };
  };
  "set-default": OfTable & { readonly column: string; readonly default: DefaultValue };
  "drop-default": OfTable & { readonly column: string };
  "set-not-null": OfTable & { readonly column: string };
  "drop-not-null": OfTable & { readonly column: string };
  "set-expression": OfTable & { readonly column: string; readonly expression: Expression };
  "drop-expression": OfTable & { readonly column: string };
  /** ADD, SET or DROP IDENTITY. */
  "alter-identity": OfTable & { readonly column: string; readonly verb: "add" | "set" | "drop" };
  /** SET STATISTICS, STORAGE, COMPRESSION, and options. */
  "set-column-option": OfTable & { readonly column: string; readonly option: string };
}>;

type ConstraintChange = Kinds<{
  "add-constraint": OfTable & { readonly constraint: ConstraintDefinition };
  "validate-constraint": OfTable & { readonly name: string };
  "drop-constraint": OfTable & {
    readonly name: string;
    readonly ifExists: boolean;
    readonly cascade: boolean;
  };
  "rename-constraint": OfTable & { readonly name: string; readonly to: string };
  "alter-constraint": OfTable & {
    readonly name: string;
    /** Absent where it says nothing of it. */
    readonly enforced?: boolean;
    readonly deferrable?: boolean;
  };
}>;

type TableChange = Kinds<{
  "create-table": CreatedTable;
  truncate: { readonly tables: readonly RelationName[]; readonly cascade: boolean };
  "set-persistence": OfTable & { readonly persistence: "permanent" | "unlogged" };
  "set-tablespace": OfTable & { readonly tablespace: string };
  "set-access-method": OfTable & { readonly method: string };
  "set-storage-parameters": OfTable & {
    readonly parameters: readonly string[];
    /** Those that are switched off: `autovacuum_enabled = false`. */
    readonly off: readonly string[];
    readonly reset: boolean;
  };
  "attach-partition": OfTable & { readonly partition: RelationName; readonly isDefault: boolean };
  "detach-partition": OfTable & {
    readonly partition: RelationName;
    readonly concurrently: boolean;
    readonly finalize: boolean;
  };
  /** INHERIT and NO INHERIT. */
  "alter-inheritance": OfTable & { readonly parent: RelationName; readonly verb: "add" | "drop" };
  "switch-trigger": OfTable & {
    /** Absent for ALL and USER. */
    readonly trigger?: string;
    readonly enabled: boolean;
  };
  "switch-row-security": OfTable & { readonly verb: "enable" | "disable" | "force" | "no-force" };
  "replica-identity": OfTable & {
    readonly identity: "default" | "full" | "nothing" | "index";
    readonly index?: string;
  };
  /** Any other command of ALTER TABLE, by the parser's name for it. */
  "alter-table-other": OfTable & { readonly command: string };
  "lock-table": { readonly tables: readonly RelationName[]; readonly mode: LockMode };
  cluster: { readonly table?: RelationName };
  vacuum: { readonly tables: readonly RelationName[]; readonly full: boolean };
  analyze: { readonly tables: readonly RelationName[] };
  "refresh-materialized-view": {
    readonly view: RelationName;
    readonly concurrently: boolean;
    readonly withData: boolean;
  };
}>;

type IndexChange = Kinds<{
  "create-index": {
    /** Absent where PostgreSQL is left to find a name. */
    readonly index?: string;
    readonly table: RelationName;
    readonly parts: readonly IndexedPart[];
    readonly include: readonly string[];
    readonly method: string;
    readonly where?: Expression;
    readonly unique: boolean;
    readonly concurrently: boolean;
    readonly ifNotExists: boolean;
    readonly only: boolean;
  };
  reindex: {
    readonly object: "index" | "table" | "schema" | "database" | "system";
    readonly name?: RelationName;
    readonly concurrently: boolean;
  };
  "attach-index": { readonly index: RelationName; readonly partition: RelationName };
}>;

/** How an object is named in a DROP: a trigger, policy or rule with its table. */
export interface DroppedObject extends RelationName {
  readonly table?: RelationName;
}

type ObjectChange = Kinds<{
  drop: {
    readonly object: ObjectKind;
    readonly names: readonly DroppedObject[];
    readonly ifExists: boolean;
    readonly cascade: boolean;
    readonly concurrently: boolean;
  };
  rename: {
    readonly object: ObjectKind;
    readonly name: RelationName;
    /** For a trigger, policy or rule. */
    readonly table?: RelationName;
    readonly to: string;
  };
  "set-schema": { readonly object: ObjectKind; readonly name: RelationName; readonly schema: string };
  "set-owner": { readonly object: ObjectKind; readonly name: RelationName };
  "create-schema": { readonly schema: string; readonly ifNotExists: boolean };
  "create-sequence": { readonly sequence: RelationName };
  "alter-sequence": { readonly sequence: RelationName };
  "create-extension": { readonly extension: string; readonly ifNotExists: boolean };
  "alter-extension": { readonly extension: string };
  "create-view": {
    readonly view: RelationName;
    readonly materialized: boolean;
    readonly orReplace: boolean;
    readonly withData: boolean;
    readonly reads: readonly RelationName[];
  };
  "create-routine": CreatedRoutine;
  "create-trigger": {
    readonly trigger: string;
    readonly table: RelationName;
    readonly routine: RelationName;
    readonly orReplace: boolean;
    readonly constraint: boolean;
  };
  "create-policy": { readonly policy: string; readonly table: RelationName };
  "alter-policy": { readonly policy: string; readonly table: RelationName };
  "create-rule": { readonly rule: string; readonly table: RelationName };
  "create-statistics": { readonly tables: readonly RelationName[] };
  "create-publication": { readonly publication: string; readonly allTables: boolean } & Published;
  "alter-publication": { readonly publication: string; readonly verb: "add" | "set" | "drop" } & Published;
  comment: { readonly object: ObjectKind; readonly name: RelationName };
  grant: {
    readonly verb: "grant" | "revoke";
    readonly object: ObjectKind;
    readonly names: readonly RelationName[];
  };
}>;

interface Published {
  readonly tables: readonly RelationName[];
}

type TypeChange = Kinds<{
  "create-enum": { readonly type: RelationName; readonly values: readonly string[] };
  "add-enum-value": {
    readonly type: RelationName;
    readonly value: string;
    readonly ifNotExists: boolean;
    /** True for BEFORE or AFTER another value. */
    readonly placed: boolean;
  };
  "rename-enum-value": { readonly type: RelationName; readonly value: string; readonly to: string };
  "create-composite": { readonly type: RelationName };
  "create-type": { readonly type: RelationName };
  "create-domain": {
    readonly domain: RelationName;
    readonly type: TypeName;
    readonly notNull: boolean;
    readonly checks: readonly { readonly name?: string; readonly expression: Expression }[];
  };
  "alter-domain": {
    readonly domain: RelationName;
    readonly verb:
      | "add-constraint"
      | "drop-constraint"
      | "validate-constraint"
      | "set-not-null"
      | "drop-not-null"
      | "set-default";
    readonly constraint?: string;
    readonly notValid: boolean;
  };
}>;

type RowChange = Kinds<{
  write: {
    readonly verb: "insert" | "update" | "delete" | "merge" | "copy";
    readonly table: RelationName;
    /** For INSERT and COPY without meaning and true. */
    readonly hasWhere: boolean;
    /** Columns that an UPDATE sets. */
    readonly columns: readonly string[];
    /** How many rows VALUES has; absent where a query or a file gives them. */
    readonly rows?: number;
  };
  "do-block": { readonly body: Body };
  /** A call of something that PostgreSQL does not bring along, by CALL, SELECT or PERFORM. */
  call: { readonly routine: RelationName };
}>;

type SessionChange = Kinds<{
  set: { readonly name: string; readonly value: readonly string[]; readonly local: boolean };
  /** RESET of one setting, or of all without a name. */
  reset: { readonly name?: string };
  transaction: { readonly verb: string };
  /** Anything that is not described, by PostgreSQL's command tag. */
  other: { readonly tag: string };
}>;

/** One thing that a statement does. */
export type Change = { readonly at: number; readonly inside?: "do" | "function" } & (
  | ColumnChange
  | ConstraintChange
  | TableChange
  | IndexChange
  | ObjectChange
  | TypeChange
  | RowChange
  | SessionChange
);

export type ChangeKind = Change["kind"];

/** The change of one kind. */
export type ChangeOf<Kind extends ChangeKind> = Extract<Change, { readonly kind: Kind }>;
