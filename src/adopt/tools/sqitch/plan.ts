// The file `sqitch.plan`: pragmas, changes with what they require, tags; and the id that Sqitch computes for each change.

import { createHash } from "node:crypto";

import type { Problem } from "../../../core/problem.ts";
import { badFile } from "../../reading.ts";

/** One change, in the order of the plan. */
export interface Change {
  readonly name: string;
  /** SHA-1 over all that the plan says of it and the id of the one before it: an edit further up changes it. */
  readonly id: string;
  readonly line: number;
  /** Fourteen digits. */
  readonly stamp: string;
  readonly requires: readonly string[];
  readonly conflicts: readonly string[];
  readonly note: string;
  readonly tags: readonly string[];
  /** The tags between it and its reworking: its scripts are named for one of them. */
  readonly reworkTags: readonly string[];
}

export interface Plan {
  readonly project: string;
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
}

interface Draft extends Omit<Change, "tags" | "reworkTags"> {
  readonly tags: string[];
  readonly reworkTags: string[];
}

const PRAGMA = /^\s*%\s*(?<name>[^\s=]+)\s*(?:=\s*(?<value>.*?))?\s*$/;
const ENTRY =
  /^[ \t]*(?:(?<tag>@)|(?<operator>[+-])[ \t]*)?(?<name>[^\s@:#\\]+)[ \t]*(?:\[(?<dependencies>[^\]]+)\][ \t]*)?(?<date>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)[ \t]*(?<planner>[^<]+[ \t]<[^>]+>)$/;

/** Reads a plan. A line that is neither is a problem, and the ids behind it are not to be trusted. */
export function readPlan(path: string, text: string): Plan {
  const pragmas = new Map<string, string>();
  const changes: Draft[] = [];
  const problems: Problem[] = [];
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const { line, note } = apart(whole);
    if (line === "") continue;
    const pragma = changes.length === 0 ? PRAGMA.exec(line)?.groups : undefined;
    if (pragma) pragmas.set(pragma["name"] ?? "", pragma["value"] ?? "");
    else {
      const wrong = take(line, { changes, pragmas, note, line: index + 1 });
      if (wrong !== undefined) problems.push(badFile({ file: path, line: index + 1 }, ...wrong));
    }
  }
  const project = pragmas.get("project");
  if (project === undefined) {
    problems.push(badFile({ file: path }, "it has no line `%project=NAME`.", "Get the plan back from Git."));
  }
  return { project: project ?? "", changes, problems };
}

function apart(whole: string): { readonly line: string; readonly note: string } {
  const at = whole.indexOf("#");
  const note = at === -1 ? "" : whole.slice(at + 1).trim();
  return {
    line: (at === -1 ? whole : whole.slice(0, at)).trimEnd(),
    note: note.replaceAll(/\\([\\nr])/g, (_, sign: string) => ESCAPED[sign] ?? sign),
  };
}

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", "\\": "\\" };

interface Taking {
  readonly changes: Draft[];
  readonly pragmas: ReadonlyMap<string, string>;
  readonly note: string;
  readonly line: number;
}

/** Adds a change or a tag. Gives back what is wrong with the line and what to do. */
function take(text: string, { changes, pragmas, note, line }: Taking): readonly [string, string] | undefined {
  const {
    tag,
    operator,
    name = "",
    dependencies = "",
    date = "",
    planner = "",
  } = ENTRY.exec(text)?.groups ?? {};
  const last = changes.at(-1);
  if (name === "") return ["this is neither a change nor a tag.", "Get the plan back from Git."];
  if (operator === "-")
    return ["changes that take back others are not read.", "Name the change that Sqitch is at."];
  if (tag !== undefined) {
    last?.tags.push(name);
    return undefined;
  }
  const words = dependencies.split(/\s+/).filter(Boolean);
  const told = {
    ...{ name, note },
    requires: words.filter((word) => !word.startsWith("!")),
    conflicts: words.filter((word) => word.startsWith("!")).map((word) => word.slice(1)),
  };
  const id = idOf({ ...told, date, planner, parent: last?.id, pragmas });
  // Reworked: the scripts of the one before it carry a tag from in between.
  const index = changes.findLastIndex((change) => change.name === name);
  if (index !== -1) changes[index]?.reworkTags.push(...changes.slice(index).flatMap(({ tags }) => tags));
  changes.push({ ...told, id, line, stamp: date.replaceAll(/\D/g, ""), tags: [], reworkTags: [] });
  return undefined;
}

interface Told {
  readonly name: string;
  readonly requires: readonly string[];
  readonly conflicts: readonly string[];
  readonly note: string;
  readonly date: string;
  readonly planner: string;
  readonly parent: string | undefined;
  readonly pragmas: ReadonlyMap<string, string>;
}

/** As `App::Sqitch::Plan::Change` puts it together: like an object of Git, with its kind and its length in front. */
function idOf({ name, requires, conflicts, note, date, planner, parent, pragmas }: Told): string {
  const project = pragmas.get("project") ?? "";
  const uri = pragmas.get("uri");
  const within = (each: string): string =>
    each.startsWith(`${project}:`) ? each.slice(project.length + 1) : each;
  const content = [
    `project ${project}`,
    ...(uri === undefined ? [] : [`uri ${canonical(uri)}`]),
    `change ${name}`,
    ...(parent === undefined ? [] : [`parent ${parent}`]),
    `planner ${planner.replace(/[ \t]</, " <")}`,
    `date ${date}`,
    ...(requires.length === 0 ? [] : ["requires", ...requires.map((each) => `  + ${within(each)}`)]),
    ...(conflicts.length === 0 ? [] : ["conflicts", ...conflicts.map((each) => `  - ${within(each)}`)]),
    ...(note === "" ? [] : ["", note]),
  ].join("\n");
  return createHash("sha1")
    .update(`change ${Buffer.byteLength(content)}\0${content}`)
    .digest("hex");
}

/** Scheme and host in lower case, and a path behind the host of a web address. */
const canonical = (uri: string): string =>
  uri
    .replace(/^[a-z][a-z0-9+.-]*:(?:\/\/[^/?#]*)?/i, (start) => start.toLowerCase())
    .replace(/^(https?:\/\/[^/?#]+)(?=$|[?#])/, "$1/");
