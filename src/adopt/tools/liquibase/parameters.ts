// Values that Liquibase puts in for `${name}`.

/** The value of a name; undefined where it is not defined. Names have their upper and lower case. */
export type Values = (name: string) => string | undefined;

const NAME = /\$\{(?<colon>:?)\s*(?<name>[^{}]+?)\s*\}/g;

/** `${:name}` is how somebody writes `${name}`; what is not defined stays as it is. */
export const expanded = (text: string, values: Values): string =>
  text.includes("${")
    ? text.replaceAll(NAME, (whole: string, colon: string, name: string) =>
        colon === "" ? (deep(values(name), values) ?? whole) : `\${${name}}`,
      )
    : text;

/** A value may name others, not itself. */
function deep(value: string | undefined, values: Values, depth = 0): string | undefined {
  if (value === undefined || depth >= DEPTH_MAX || !value.includes("${")) return value;
  return value.replaceAll(NAME, (whole: string, colon: string, name: string) =>
    colon === "" ? (deep(values(name), values, depth + 1) ?? whole) : whole,
  );
}

const DEPTH_MAX = 10;
