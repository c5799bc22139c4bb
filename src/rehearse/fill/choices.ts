// Ways to make the values of any type, nested ones too.

import { baseChoices, isKnown } from "./base-choices.ts";
import { constants, formula, valueOf, type Formula, type OwnChoice } from "./choice.ts";
import type { Clues } from "./expression.ts";
import { joined, raw, sql, type Fragment } from "./fragment.ts";
import { plainType } from "./value-type.ts";
import type { ValueType } from "./table.ts";

/** Elements that an array is made of in turn, and how many of one it may hold. */
const ELEMENT_CHOICES_MAX = 12;
const ARRAY_LENGTH_MAX = 20;
/** Types of which the first way grows with the index. */
const GROWING: ReadonlySet<string> = new Set([
  ...["int2", "int4", "int8", "numeric", "float4", "float8", "date", "timestamp", "timestamptz"],
]);

/** Ways to make values of a type for a column called `label`: the first one, or the constants that come first. */
export function choicesOf(type: ValueType, label: string, clues: Clues): readonly OwnChoice[] {
  switch (type.kind) {
    case "base":
      return baseChoices({ ...type, label }, clues);
    case "enum":
      // Where there is no label, the server is left to say that the empty one is none.
      return constants(type.labels.length > 0 ? type.labels : [""]);
    case "domain":
      return choicesOf(type.base, label, clues);
    case "array":
      return arrayChoices(type.element, label, clues);
    case "range":
      return rangeChoices(type, label, clues);
    case "multirange":
      return [
        ...choicesOf(type.range, label, clues)
          .filter((choice) => choice.kind === "formula")
          .map((choice) => over([[choice, type.range]], (parts) => sql`${raw(type.sql)}(${parts})`)),
        ...constants(["{}"]),
      ];
    case "composite": {
      const firsts = type.attributes.map((attribute) => {
        const [first] = choicesOf(attribute, label, clues);
        return [first ?? { kind: "null" as const }, attribute] as const;
      });
      return [over(firsts, (parts) => sql`row(${parts})`)];
    }
  }
}

/** Whether any value that we make of the type is one. Otherwise the server has to try. */
export const isCertain = (type: ValueType): boolean => {
  switch (type.kind) {
    case "base":
      return isKnown(type.name);
    case "enum":
      return type.labels.length > 0;
    case "array":
      return isCertain(type.element);
    case "range":
      return isCertain(type.subtype);
    case "multirange":
      return isCertain(type.range);
    case "composite":
      return type.attributes.every(isCertain);
    case "domain":
      return type.clues.length === 0 && isCertain(type.base);
  }
};

/** A formula over one value of each type, which fails nowhere that they do not. */
const over = (
  parts: readonly (readonly [OwnChoice, ValueType])[],
  build: (values: Fragment) => Fragment,
): Formula => {
  const distinct = parts.map(([choice]) => (choice.kind === "formula" ? choice.distinct : 1));
  const reach = Math.max(1, ...distinct);
  return formula(
    (index) =>
      build(
        joined(
          parts.map(([choice, type]) => valueOf(choice, type.sql, { index, reach })),
          ", ",
        ),
      ),
    reach,
  );
};

function arrayChoices(element: ValueType, label: string, clues: Clues): readonly OwnChoice[] {
  const elements = choicesOf(element, label, clues);
  const lengths = clues.numbers.map(Number).flatMap((length) => [length, length + 1, length - 1]);
  const ofLength = (length: number): readonly Formula[] =>
    elements.slice(0, ELEMENT_CHOICES_MAX).map((choice) =>
      over(
        Array.from({ length }, () => [choice, element] as const),
        (parts) => sql`array[${parts}]::${raw(element.sql)}[]`,
      ),
    );
  const wanted = lengths.filter(
    (length) => Number.isInteger(length) && length > 1 && length <= ARRAY_LENGTH_MAX,
  );
  return [
    ...ofLength(1),
    ...constants(["{}", ...clues.texts]),
    ...[...new Set([2, 3, ...wanted])].flatMap(ofLength),
  ];
}

/** From a value to the next, so that no two overlap; of what does not grow by itself the one value. */
function rangeChoices(
  { sql: type, subtype }: ValueType & { readonly kind: "range" },
  label: string,
  clues: Clues,
): readonly OwnChoice[] {
  const plain = plainType(subtype);
  const grows = plain.kind === "base" && GROWING.has(plain.name);
  const formulas = choicesOf(subtype, label, clues).filter((choice) => choice.kind === "formula");
  const ranges = formulas.slice(0, ELEMENT_CHOICES_MAX).map((choice) =>
    formula((index) => {
      const at = (place: Fragment): Fragment => sql`(${choice.at(place)})::${raw(subtype.sql)}`;
      return grows
        ? sql`${raw(type)}(${at(index)}, ${at(sql`(${index} + 1)`)})`
        : sql`${raw(type)}(${at(index)}, ${at(index)}, '[]')`;
    }, choice.distinct - 1),
  );
  return [...ranges, ...constants([...clues.texts, "empty", "(,)"])];
}
