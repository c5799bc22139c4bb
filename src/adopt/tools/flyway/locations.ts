// Where Flyway looks for its files.

import type { Problem } from "../../../core/problem.ts";
import { isBuilt } from "../../folders.ts";
import { badFile } from "../../reading.ts";
import type { ForeignFolder } from "../../tool.ts";

export interface Located {
  readonly paths: readonly string[];
  readonly problems: readonly Problem[];
}

/** The paths that stand in one of the locations, or all where none is set; `configuration` is where they are set. */
export function located(
  { paths }: ForeignFolder,
  locations: readonly string[],
  configuration: string,
): Located {
  const sources = paths.filter((path) => !isBuilt(path));
  if (locations.length === 0) return { paths: sources, problems: [] };
  const found = new Set<string>();
  const problems: Problem[] = [];
  for (const location of locations) {
    const own = pathsAt(sources, location);
    for (const path of own) found.add(path);
    if (own.length === 0) problems.push(empty(location, configuration));
  }
  return { paths: sources.filter((path) => found.has(path)), problems };
}

/**
 * A location is told from the folder that Flyway is started in, from the roots of a Java project or from the root of a
 * machine: the most of its end that any of the paths has.
 */
function pathsAt(paths: readonly string[], location: string): readonly string[] {
  const parts = location
    .replace(/^(?:filesystem|classpath):/, "")
    .split("/")
    .filter((part) => part !== "" && part !== "." && part !== "..");
  for (let from = 0; from < Math.max(1, parts.length); from += 1) {
    const inner = parts.slice(from).map(patternOf).join("/");
    for (const pattern of [new RegExp(`^${inner}/`), new RegExp(`/${inner}/`)]) {
      const found = parts.length === 0 ? paths : paths.filter((path) => pattern.test(path));
      if (found.length > 0) return found;
    }
  }
  return [];
}

const patternOf = (part: string): string =>
  part === "**"
    ? ".*"
    : part
        .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
        .replaceAll("*", "[^/]*")
        .replaceAll("?", "[^/]");

const empty = (location: string, file: string): Problem => ({
  ...badFile(
    { file },
    `the location ${location} has no files here.`,
    "Have it beside the others before you adopt, or take it out where Flyway finds nothing there either.",
  ),
  severity: "warning",
});
