// A repeatable: a file that is applied whenever its content has changed, with what it makes and what it needs.

import type { RelationName } from "./name.ts";
import { asVersion, type Version } from "./version.ts";

const MARK = "repeatable:";

/** What stands for a repeatable where a migration has its version. */
export const repeatableVersion = (name: string): Version => asVersion(MARK + name);

/** True for what `repeatableVersion` gives. */
export const isRepeatable = (version: Version): boolean => version.startsWith(MARK);

/** How people are shown it: the version of a migration, or the word `repeatable`, whose name is told anyway. */
export const shownVersion = (version: Version): string => (isRepeatable(version) ? "repeatable" : version);

/** Repeatables and journal side by side. */
export interface RepeatableStanding {
  readonly name: string;
  /** `removed`: it was applied, and its file is not in the folder. */
  readonly state: "current" | "new" | "changed" | "removed";
  readonly repeatedAt?: string;
}

export type MadeKind =
  | "view"
  | "materialized view"
  | "function"
  | "procedure"
  | "trigger"
  | "policy"
  | "rule"
  | "index";

/** One parameter of a routine, as PostgreSQL's catalogs write its mode: `i`, `o`, `b`, `v` or `t`. */
export interface MadeParameter {
  readonly mode: string;
  readonly name: string;
  /** As SQL, each part quoted; undefined for `table.column%TYPE`. */
  readonly type?: string;
}

/** What CREATE OR REPLACE compares of a routine. */
export interface MadeRoutine {
  readonly parameters: readonly MadeParameter[];
  /** Absent for procedures, and where OUT parameters say it. */
  readonly returns?: { readonly type?: string; readonly set: boolean };
  readonly defaults: number;
}

/** An object that a file makes. */
export interface MadeObject {
  readonly kind: MadeKind;
  /** Empty for an index that PostgreSQL is left to name. */
  readonly name: RelationName;
  /** Of a trigger, policy, rule or index. */
  readonly table?: RelationName;
  /** Index of the statement in its file. */
  readonly statement: number;
  /** True where PostgreSQL is told to replace what is there. */
  readonly replaces: boolean;
  /** What a CREATE OR REPLACE VIEW shows; absent where it cannot be asked by itself. */
  readonly view?: { readonly query: string; readonly columns: readonly string[] };
  readonly routine?: MadeRoutine;
}

/** Something that a file speaks of, and that another one may make. */
export interface Mention {
  readonly kind: "relation" | "routine" | "schema";
  /** Of a schema only the name. */
  readonly name: RelationName;
  /** True where the file can be applied without it, as with what only the body of a PL/pgSQL function names. */
  readonly late: boolean;
}

/** What a repeatable makes, and what it speaks of. */
export interface RepeatableContent {
  readonly makes: readonly MadeObject[];
  readonly mentions: readonly Mention[];
  /** What it drops itself where it is there, by the same names. */
  readonly drops: readonly RelationName[];
  /** Schemas in the order of a `set search_path` of its own; absent without one. */
  readonly searchPath?: readonly string[];
  /** Names of the settings that it sets for longer than a statement. */
  readonly sets: readonly string[];
}
