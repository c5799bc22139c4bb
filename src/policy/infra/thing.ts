// A resource of either language as rules see it: its type, and what its settings come to in one environment.

import type { Spot } from "../rule.ts";
import type { Value } from "./terraform/value.ts";

/** What a setting is there. */
export interface Setting {
  readonly spot: Spot;
  /** `undefined` where the files alone do not tell. */
  readonly value: Value;
}

/** A resource, or a block or list item inside of one. */
export interface Part {
  readonly spot: Spot;
  /** All values below some names, one for each block of a name that stands there more than once. */
  settings(...path: readonly string[]): readonly Setting[];
  /** Everything that is written in it, by its names; a block is a list of what stands in each of its name. */
  all(): Value;
  /** The blocks, or the items of the list, of that name. */
  inside(name: string): readonly Part[];
}

export interface Thing extends Part {
  /** `aws_db_instance` or `AWS::RDS::DBInstance`. */
  readonly type: string;
  readonly name: string;
  /** True in an environment whose name says so. */
  readonly isProduction: boolean;
}

/** What one setting comes to; `null` where it is not written, `undefined` where it is not known. */
export function valueIn(part: Part, ...path: readonly string[]): Value {
  const [first] = part.settings(...path);
  return first === undefined ? null : first.value;
}

export const PRODUCTION: RegExp = /(?:^|[/_-])prod(?:uction)?(?:[/._-]|$)/;
