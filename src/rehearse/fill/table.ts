// What is known of a table that is to be filled: what a row of it must look like.

import type { RelationName } from "../../core/name.ts";

/** A type as far as making values of it goes. `sql` is how a cast names it, with its length or precision. */
export type ValueType =
  | { readonly kind: "base"; readonly sql: string; readonly name: string; readonly modifier: number }
  | { readonly kind: "enum"; readonly sql: string; readonly labels: readonly string[] }
  | { readonly kind: "array"; readonly sql: string; readonly element: ValueType }
  | { readonly kind: "range"; readonly sql: string; readonly subtype: ValueType }
  | { readonly kind: "multirange"; readonly sql: string; readonly range: ValueType }
  | { readonly kind: "composite"; readonly sql: string; readonly attributes: readonly ValueType[] }
  | {
      readonly kind: "domain";
      readonly sql: string;
      readonly base: ValueType;
      readonly nullable: boolean;
      /** Its checks, and the source of the functions that they call. */
      readonly clues: readonly string[];
    };

export interface Column {
  readonly name: string;
  readonly type: ValueType;
  readonly nullable: boolean;
  /** The expression of a generated column. */
  readonly generated?: string;
  /** The default, unless it takes the next value of a sequence. */
  readonly preset?: string;
  /** The sequence that fills it: `public.orders_id_seq`, ready for a cast to regclass. */
  readonly sequence?: string;
}

/** Something that each row must satisfy, as SQL over the names of the columns. */
export interface Condition {
  /** For people: `the check constraint orders_total_check`. */
  readonly about: string;
  readonly expression: string;
  /** Texts in which the constants stand that it compares with: itself, and the functions that it calls. */
  readonly clues: readonly string[];
}

/** Columns that no two rows may have alike. */
export interface Key {
  readonly name: string;
  readonly columns: readonly string[];
  /** False where more than equal columns decides: expressions, a predicate, an exclusion constraint. */
  readonly strict: boolean;
  /** Checked later than the row is put in, by a trigger. */
  readonly deferrable: boolean;
}

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  /** Object id of the table that it refers to. */
  readonly parentId: string;
  readonly parent: RelationName;
  readonly parentColumns: readonly string[];
  /** MATCH FULL: all of its columns are null, or none. */
  readonly full: boolean;
}

export interface Table {
  /** Object id. */
  readonly id: string;
  readonly relation: RelationName;
  /** Why it can have no rows at all, in a sentence. */
  readonly unfit?: string;
  readonly columns: readonly Column[];
  /** Checks, the bounds of partitions, and expressions that must not fail. */
  readonly conditions: readonly Condition[];
  readonly keys: readonly Key[];
  readonly foreignKeys: readonly ForeignKey[];
}

/** The sentence in which the server or we say why a table could not be filled. */
export interface Refusal {
  readonly why: string;
}
