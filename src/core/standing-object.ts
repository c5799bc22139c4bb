// An object of a database that a repeatable makes: how to take it away, what hangs on it, and what it must get again.

import type { LockForecast } from "./lock.ts";
import type { MadeKind } from "./repeatable.ts";

/** A column of a view: its type and modifier as the catalogs number them. */
export interface ShownColumn {
  readonly name: string;
  readonly type: string;
  readonly modifier: number;
}

/** A routine as CREATE OR REPLACE compares it; types as the catalogs number them. */
export interface ShownRoutine {
  readonly parameters: readonly { readonly mode: string; readonly name: string; readonly type: string }[];
  readonly returns?: { readonly type: string; readonly set: boolean };
  readonly defaults: number;
}

/** As it is, and as the file would have it; the second is absent where it cannot be known before it is tried. */
export interface Versions<Shape> {
  readonly now: Shape;
  readonly next?: Shape;
}

/** Something that depends on an object directly. */
export interface Dependant {
  readonly key: string;
  /** As PostgreSQL describes it: `view public.orders_of_today`. */
  readonly shown: string;
}

export interface StandingObject {
  /** The same for the same object, whoever asks for it. */
  readonly key: string;
  readonly shown: string;
  readonly kind: MadeKind;
  /** The statement that takes it away, and nothing else with it. */
  readonly drop: string;
  readonly locks: readonly LockForecast[];
  readonly dependants: readonly Dependant[];
  /** Statements that give it owner, grants, comment and labels again. */
  readonly keeps: readonly string[];
  readonly columnKeeps: readonly { readonly column: string; readonly text: string }[];
  /** What no statement of ours could give it again, in words. */
  readonly unkept: readonly string[];
  readonly view?: Versions<readonly ShownColumn[]>;
  readonly routine?: Versions<ShownRoutine>;
}
