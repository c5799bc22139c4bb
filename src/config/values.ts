// The values of lockkeeper.yaml that are options, too: the same at the top and in each environment.

import { failureAt, fill, unknownKey, type Reading } from "./reading.ts";
import { OPTIONS, type OptionName } from "./options.ts";

/** Values by option, as text. */
export type FileValues = Partial<Record<OptionName, string>>;

const KEYED = Object.values(OPTIONS).filter((option) => option.key !== undefined);
/** Every option's key. */
export const ENVIRONMENT_KEYS: readonly string[] = KEYED.map((option) => option.key ?? "");
/** An address belongs to an environment. */
export const TOP_KEYS: readonly string[] = [
  ...ENVIRONMENT_KEYS.filter((key) => key !== "url"),
  "environments",
  "placeholders",
];

/** Throws Failure `bad-configuration` for a key that is not among `keys`, and for a value that is none. */
export function readValues(
  reading: Reading,
  at: readonly string[],
  { map, keys }: { readonly map: Readonly<Record<string, unknown>>; readonly keys: readonly string[] },
): FileValues {
  const values: FileValues = {};
  for (const [key, value] of Object.entries(map)) {
    if (!keys.includes(key)) throw failureAt(reading, [...at, key], unknownKey(key, keys));
    const option = KEYED.find((candidate) => candidate.key === key);
    if (!option) continue;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw failureAt(reading, [...at, key], `\`${key}\` takes one value: ${option.help}.`);
    }
    values[option.name as OptionName] = fill(reading, [...at, key], String(value));
  }
  return values;
}
