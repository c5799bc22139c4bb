// What an application's own configuration says of a tool that it runs at its start: Spring Boot's and Quarkus's.

import { parseAllDocuments } from "yaml";

import type { SourceFile } from "../core/migration.ts";
import type { Problem } from "../core/problem.ts";
import { isBuilt } from "./folders.ts";
import { propertiesIn } from "./java-properties.ts";
import { badFile } from "./reading.ts";
import type { LookedAt } from "./tool.ts";

/** A value, and the file that it stands in. */
export interface Said {
  readonly value: string;
  readonly file: string;
}

export interface ApplicationSettings {
  /** By what stands behind `spring.TOOL.`: its first word in lower case without dashes, lists between commas. */
  readonly values: ReadonlyMap<string, Said>;
  readonly problems: readonly Problem[];
}

const FILE = /(?:^|\/)application(?:-(?<profile>[\w.-]+))?\.(?:properties|ya?ml)$/;
const OF_TESTS = /(?:^|\/)(?:tests?|src\/(?:it|integrationTest|testFixtures))\//;

/** True for a file that may say something. */
export const isApplicationFile = (path: string): boolean =>
  FILE.test(path) && !OF_TESTS.test(path) && !isBuilt(path);

/**
 * The values whose names are wanted: those that hold without a profile. What is said for a profile, comes from the
 * environment, or differs from file to file is told and not taken.
 */
export async function applicationSettings(
  { paths, read }: LookedAt,
  { tool, wanted }: { readonly tool: string; readonly wanted: RegExp },
): Promise<ApplicationSettings> {
  const found: Found[] = [];
  const problems: Problem[] = [];
  for (const path of paths.filter(isApplicationFile)) {
    const file = await read(path);
    if (file?.text.includes(tool) !== true) continue;
    const parts = partsOf(file, FILE.exec(path)?.groups?.["profile"]);
    if ("code" in parts) problems.push(parts);
    else found.push(...parts.flatMap((part) => ofTool(part, tool)).filter(({ key }) => wanted.test(key)));
  }
  const values = new Map<string, Said>();
  for (const key of new Set(found.map((each) => each.key))) {
    const all = found.filter((each) => each.key === key);
    const { value, problems: doubts } = settled(all);
    problems.push(...doubts);
    if (value) values.set(key, value);
  }
  return { values, problems };
}

/** A file, or the part of it that holds for one profile. */
interface Part {
  readonly file: string;
  readonly profile: string | undefined;
  readonly pairs: readonly (readonly [string, string])[];
}

interface Found extends Said {
  readonly key: string;
  /** As it is written, for messages. */
  readonly name: string;
  readonly profile: string | undefined;
}

function partsOf({ path, text }: SourceFile, profile: string | undefined): readonly Part[] | Problem {
  if (path.endsWith(".properties")) {
    return [{ file: path, profile, pairs: joined([...propertiesIn(text)]) }];
  }
  // Maven puts values in for `@name@`, which is no YAML: such a value is as little known as one of the environment.
  const whole = text.replaceAll(/@([\w.-]+)@/g, (_, name: string) => `\${${name}}`);
  const documents = parseAllDocuments(whole, { version: "1.1" });
  const parts: Part[] = [];
  // What is no document at all is an empty list of them with an error of its own.
  for (const document of Array.isArray(documents) ? documents : []) {
    const [error] = document.errors;
    if (error) return unreadable(path, error.message.split("\n")[0] ?? "");
    const pairs = flattened(document.toJS(), "");
    const own = pairs.find(([name]) => PROFILE.test(name))?.[1];
    parts.push({ file: path, profile: own ?? profile, pairs: joined(pairs) });
  }
  return parts;
}

const PROFILE = /^spring\.(?:config\.activate\.on-?profile|profiles)$/i;

function flattened(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object") return [[path, `${value as string | number | boolean}`]];
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    flattened(each, path === "" ? key : Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`),
  );
}

/** `locations[0]` and `locations[1]` as one value with a comma. */
function joined(pairs: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  const lists = new Map<string, readonly string[]>();
  for (const [name, value] of pairs) {
    const plain = name.replace(/\[\d+\]$/, "");
    lists.set(plain, [...(lists.get(plain) ?? []), value]);
  }
  return [...lists].map(([name, values]) => [name, values.join(",")]);
}

function ofTool({ file, profile, pairs }: Part, tool: string): readonly Found[] {
  const pattern = new RegExp(`^(?:%(?<own>[\\w-]+)\\.)?(?:spring|quarkus)\\.${tool}\\.(?<rest>.+)$`, "i");
  return pairs.flatMap(([name, value]) => {
    const { own, rest } = pattern.exec(name)?.groups ?? {};
    if (rest === undefined) return [];
    const [first = "", ...more] = rest.split(".");
    const key = [first.toLowerCase().replaceAll(/[-_]/g, ""), ...more].join(".");
    return [{ key, name, value, file, profile: own ?? profile }];
  });
}

/** The value that holds without any profile, where it is one and stands there; and what is in doubt about it. */
function settled(all: readonly Found[]): { readonly value?: Said; readonly problems: readonly Problem[] } {
  const [first, ...others] = all.filter(({ profile }) => profile === undefined);
  const profiled = all.filter(({ profile, value }) => profile !== undefined && value !== first?.value);
  const problems = [...profiles(profiled)];
  if (first === undefined) return { problems };
  const other = others.find(({ value }) => value !== first.value);
  if (other !== undefined) {
    const what = `${first.name} is ${first.value} here and ${other.value} in ${other.file}: neither is taken.`;
    return { problems: [...problems, told(first, what)] };
  }
  if (!first.value.includes("${")) return { value: first, problems };
  return {
    problems: [...problems, told(first, `${first.name} comes from the environment, and is not taken.`)],
  };
}

function profiles(all: readonly Found[]): readonly Problem[] {
  const [first] = all;
  if (first === undefined) return [];
  const list = all.map(({ value, profile = "" }) => `${value} for the profile ${profile}`).join(", ");
  return [told(first, `${first.name} is ${list} alone, which is not taken.`)];
}

const told = ({ file }: Found, what: string): Problem => ({
  ...badFile(
    { file },
    what,
    "Where it matters for this database, write the value that holds there into that file while you adopt.",
  ),
  severity: "warning",
});

const unreadable = (file: string, why: string): Problem => ({
  ...badFile(
    { file },
    `it cannot be read: ${why}.`,
    "What it says of where files and tables are is not known.",
  ),
  severity: "warning",
});
