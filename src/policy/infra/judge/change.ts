// A change to one resource, whichever language it was planned in: what becomes of it, and its settings before and after.

import type { Spot } from "../../rule.ts";

/** `forget`: it stays as it is, and is no longer managed. */
export type Fate = "create" | "update" | "replace" | "destroy" | "forget" | "keep";

/** `null` where nothing is written, `undefined` where only AWS will know. */
export type Scalar = undefined | null | string | number | boolean;

/** One value that a resource is given. */
export interface Setting {
  readonly value: Scalar;
  /** True where it is not to be shown. */
  readonly isSecret: boolean;
}

/** The settings of a resource by their paths: `ingress.0.cidr_blocks.1`. Names are written as Terraform writes them. */
export type Settings = ReadonlyMap<string, Setting>;

export interface ResourceChange {
  /** `module.database.aws_db_instance.main`, or the name in a template. */
  readonly address: string;
  /** `aws_db_instance` or `AWS::RDS::DBInstance`. */
  readonly type: string;
  readonly fate: Fate;
  readonly before: Settings;
  readonly after: Settings;
  /** What forces the replacement; empty where the plan does not tell. */
  readonly forcedBy: readonly string[];
  /** True where data is lost with the resource. */
  readonly isStateful: boolean;
  /** Where it is written; absent for a plan, which does not tell. */
  readonly spot?: Spot;
}

/** Everything that is planned. */
export interface Changes {
  readonly changes: readonly ResourceChange[];
  /** SHA-256 of the changes, in hex: the same for every plan that does the same. */
  readonly hash: string;
}

/** A value that may hold others, as it stands in a document. */
export interface Held {
  readonly value: unknown;
  /** True, or the same shape with true in it, for what is only known later. */
  readonly unknown?: unknown;
  /** The same for what is not to be shown. */
  readonly secret?: unknown;
}

/** The settings in a value, each under its path. */
export const settingsIn = (held: Held): Settings => new Map(settingsBelow(held, ""));

function* settingsBelow(held: Held, path: string): Generator<readonly [string, Setting]> {
  const { value, unknown, secret } = held;
  const keys = new Set([...keysOf(value), ...keysOf(unknown)]);
  if (unknown === true || keys.size === 0) {
    const isEmpty = typeof value === "object" && value !== null;
    if (path === "" || isEmpty) return;
    yield [path, { value: unknown === true ? undefined : (value as Scalar), isSecret: secret === true }];
    return;
  }
  for (const key of keys) {
    const below = {
      value: memberOf(value, key),
      unknown: memberOf(unknown, key),
      secret: secret === true || memberOf(secret, key),
    };
    yield* settingsBelow(below, path === "" ? key : `${path}.${key}`);
  }
}

const keysOf = (value: unknown): readonly string[] =>
  typeof value === "object" && value !== null ? Object.keys(value) : [];

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
