// Parameter groups of PostgreSQL, and what they set, in either language.

import { valueIn, type Setting, type Thing } from "./thing.ts";

/** Of a family that is not known, `major` is undefined. */
export interface Group {
  readonly thing: Thing;
  readonly major: number | undefined;
  /** Whether the name of every parameter in it is known. */
  readonly isComplete: boolean;
}

const POSTGRES = /^(?:aurora-)?postgres(?:ql)?(\d+)/;
const IS_GROUP = /(?:^aws_(?:db|rds_cluster)_parameter_group|::DB(?:Cluster)?ParameterGroup)$/;

/** The groups that are for PostgreSQL, as far as that is known. */
export const postgresGroupsIn = (things: readonly Thing[]): readonly Group[] =>
  things.flatMap((thing): readonly Group[] => {
    if (!IS_GROUP.test(thing.type)) return [];
    const family = valueIn(thing, thing.type.startsWith("aws_") ? "family" : "Family");
    const [, major] = typeof family === "string" ? (POSTGRES.exec(family) ?? []) : [];
    if (typeof family === "string" && (major === undefined || isOfAurora(thing, family))) return [];
    const names = thing.settings("parameter", "name").map(({ value }) => value);
    const whole = thing.type.startsWith("aws_") ? names : [valueIn(thing, "Parameters")];
    return [
      {
        thing,
        major: major === undefined ? undefined : Number(major),
        isComplete: !whole.includes(undefined),
      },
    ];
  });

/** What matters of Aurora is set for its cluster, and an instance has a group of its own beside it. */
const isOfAurora = ({ type }: Thing, family: string): boolean =>
  family.startsWith("aurora") && !/cluster/i.test(type);

/** A parameter of a group; undefined where it is not written. */
export function parameterOf(thing: Thing, name: string): Setting | undefined {
  const block = thing.inside("parameter").find((part) => valueIn(part, "name") === name);
  return block === undefined ? thing.settings("Parameters", name)[0] : block.settings("value")[0];
}
