// Reads one environment of lockkeeper.yaml: its values, where its address comes from, and its gates.

import type { Problem } from "../core/problem.ts";
import type { GatePolicies } from "../core/gate.ts";
import { readPlaceholders, type PlaceholderSources } from "./placeholders.ts";
import { asMap, failureAt, fill, unknownKey, wordsAt, type Reading } from "./reading.ts";
import type { SecretSource } from "./secret.ts";
import { ENVIRONMENT_KEYS, readValues, type FileValues } from "./values.ts";

export interface FileEnvironment {
  readonly values: FileValues;
  readonly protected: boolean;
  readonly secret?: SecretSource;
  readonly placeholders: PlaceholderSources;
  readonly backupCommand?: readonly string[];
  readonly gates?: GatePolicies;
  readonly warnings: readonly Problem[];
}

const OWN_KEYS = ["protected", "url-file", "url-command", "backup-command", "gates", "placeholders"] as const;

/** Throws Failure `bad-configuration` with the line. Gates are only looked at where variables are filled in, too. */
export async function readEnvironment(
  reading: Reading,
  name: string,
  value: unknown,
): Promise<FileEnvironment> {
  const at = ["environments", name];
  const map = asMap(reading, at, value ?? {});
  const isProtected = map["protected"] ?? false;
  if (typeof isProtected !== "boolean")
    throw failureAt(reading, [...at, "protected"], "`protected` is true or false.");
  const own = Object.fromEntries(
    Object.entries(map).filter(([key]) => !OWN_KEYS.some((known) => known === key)),
  );
  const secret = secretIn(reading, at, map);
  const backupCommand = wordsAt(reading, [...at, "backup-command"], map["backup-command"]);
  const gates = await gatesIn(reading, at, { written: map["gates"], isProtected });
  return {
    values: readValues(reading, at, { map: own, keys: [...ENVIRONMENT_KEYS, ...OWN_KEYS] }),
    protected: isProtected,
    ...(secret === undefined ? {} : { secret }),
    placeholders: readPlaceholders(reading, at, map["placeholders"]),
    ...(backupCommand === undefined ? {} : { backupCommand }),
    ...(gates === undefined ? {} : { gates }),
    warnings: inlineSecret(reading, at, map["url"]),
  };
}

function secretIn(
  reading: Reading,
  at: readonly string[],
  map: Readonly<Record<string, unknown>>,
): SecretSource | undefined {
  const named = (["url", "url-file", "url-command"] as const).filter((key) => map[key] !== undefined);
  const [first, second] = named;
  if (first !== undefined && second !== undefined)
    throw failureAt(
      reading,
      [...at, second],
      `There is \`${first}\` already: an environment has one address.`,
    );
  if (first === "url-command") {
    const words = wordsAt(reading, [...at, first], map[first]) ?? [];
    return { kind: "command", words };
  }
  if (first !== "url-file") return undefined;
  const path = map[first];
  if (typeof path !== "string")
    throw failureAt(reading, [...at, first], "`url-file` takes the path of a file.");
  return { kind: "file", path: fill(reading, [...at, first], path) };
}

async function gatesIn(
  reading: Reading,
  at: readonly string[],
  { written, isProtected }: { readonly written: unknown; readonly isProtected: boolean },
): Promise<GatePolicies | undefined> {
  if (written === undefined || reading.env === undefined) return undefined;
  const map = asMap(reading, [...at, "gates"], written ?? {});
  // What checks shapes takes longer to load than most commands, and few speak to an environment with gates.
  const { readGates } = await import("./gates.ts");
  const read = readGates(map, isProtected);
  if ("gates" in read) return read.gates;
  const { path, message, unknown } = read.misfit;
  const said = unknown ? unknownKey(unknown.key, unknown.known) : message;
  throw failureAt(reading, [...at, "gates", ...path], said);
}

/** A password in a file that is kept in git is one that everybody has. */
function inlineSecret(reading: Reading, at: readonly string[], url: unknown): readonly Problem[] {
  if (typeof url !== "string" || !/^[a-z]+:\/\/[^/@]*:(?!\$\{)[^/@]+@/.test(url)) return [];
  const { file, line } = failureAt(reading, [...at, "url"], "");
  return [
    {
      code: "inline-secret",
      severity: "warning",
      message: `The address of ${at.at(-1) ?? ""} has its password in it.`,
      remedy:
        "Take it from outside: url: ${DATABASE_URL}, url-file: PATH, or url-command: [program, argument].",
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
    },
  ];
}
