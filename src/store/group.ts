// Puts the files of one migration together, and finds those that stand alone.

import type { Problem } from "../core/problem.ts";
import { compareVersions } from "../core/version.ts";
import type { Version } from "../core/version.ts";
import type { Complaint, Part, Recognised, Role } from "./formats/format.ts";
import { lastName, shown } from "./place.ts";
import type { Place } from "./place.ts";

/** A migration before its files are read: paths only. */
export interface Draft {
  readonly version: Version;
  readonly name: string;
  readonly up: string;
  readonly down?: string;
  readonly verify?: string;
  readonly settings?: string;
}

export interface Grouped {
  /** In the order of their versions. */
  readonly drafts: readonly Draft[];
  readonly problems: readonly Problem[];
}

type Where = Pick<Place, "shownAs">;
type Parts = Partial<Record<Role, Part>>;

/** The migrations that the recognised files make. A file without its up makes none and is a problem. */
export function group(where: Where, recognised: readonly Recognised[]): Grouped {
  const groups = new Map<string, Parts>();
  const problems: Problem[] = [];
  for (const found of recognised) {
    const problem = found.kind === "complaint" ? complaint(where, found) : add(where, groups, found);
    if (problem) problems.push(problem);
  }
  const drafts: Draft[] = [];
  const alone: Part[] = [];
  for (const parts of groups.values()) {
    if (parts.up) drafts.push(draftOf(parts.up, parts));
    else alone.push(...Object.values(parts));
  }
  drafts.sort((a, b) => compareVersions(a.version, b.version));
  return { drafts, problems: [...problems, ...orphans(where, alone, drafts)] };
}

/** Adds the part to its migration, unless that has one already: then gives the problem. */
function add(where: Where, groups: Map<string, Parts>, part: Part): Problem | undefined {
  const key = `${part.version}/${part.name}`;
  const parts: Parts = groups.get(key) ?? {};
  const taken = parts[part.role];
  if (taken) return duplicate(where, part.version, [taken.path, part.path]);
  parts[part.role] = part;
  groups.set(key, parts);
  return undefined;
}

const draftOf = ({ version, name, path }: Part, { down, verify, settings }: Parts): Draft => ({
  version,
  name,
  up: path,
  ...(down && { down: down.path }),
  ...(verify && { verify: verify.path }),
  ...(settings && { settings: settings.path }),
});

/** Two or more files for one version. */
export function duplicate(where: Where, version: Version, paths: readonly string[]): Problem {
  const [first = "", second = "", ...more] = paths.map((path) => shown(where, path));
  return {
    code: "duplicate-version",
    severity: "error",
    message: `Version ${version} is taken more than once: ${[first, second, ...more].join(" and ")}.`,
    remedy: `Rename ${second}, and what belongs to it, so that it has a version of its own.`,
    file: second,
    version,
  };
}

const complaint = (where: Where, { path, code, message, remedy }: Complaint): Problem => ({
  code,
  severity: "error",
  message: `${shown(where, path)}: ${message}`,
  remedy,
  file: shown(where, path),
});

function orphans(where: Where, alone: readonly Part[], drafts: readonly Draft[]): readonly Problem[] {
  if (alone.length === 0) return [];
  const byVersion = new Map(drafts.map((draft) => [draft.version, draft]));
  return alone.map((part) => orphan(where, part, byVersion));
}

function orphan(where: Where, part: Part, drafts: ReadonlyMap<Version, Draft>): Problem {
  const file = shown(where, part.path);
  const found = { severity: "error", file, version: part.version } as const;
  const sameVersion = drafts.get(part.version);
  if (sameVersion !== undefined) return { ...found, ...misspelt(where, part, sameVersion) };
  if (part.nameAsUp !== undefined) return { ...found, ...ambiguous(part, file) };
  const remedy = `Bring the up of \`${part.version}_${part.name}\` back, or remove ${file}.`;
  return { ...found, code: orphanCode(part), message: `${file} ${ROLE_TEXT[part.role]}`, remedy };
}

type Text = Pick<Problem, "code" | "message" | "remedy">;

const ROLE_TEXT: Readonly<Record<Role, string>> = {
  up: "stands alone.",
  down: "undoes a migration that is not in the folder.",
  verify: "verifies a migration that is not in the folder.",
  settings: "has the settings of a migration that is not in the folder.",
};

const orphanCode = ({ role }: Part): string => (role === "settings" ? "orphan-settings" : `orphan-${role}`);

const misspelt = (where: Where, part: Part, migration: Draft): Text => ({
  code: orphanCode(part),
  message:
    `${shown(where, part.path)} belongs to \`${part.name}\`, ` +
    `but ${migration.version} is \`${migration.name}\`.`,
  remedy: `Give it and ${shown(where, migration.up)} the same name.`,
});

/** The end of the name says that it is a rollback; without its up it may as well be a migration. */
function ambiguous(part: Part, file: string): Text {
  const nameAsUp = part.nameAsUp ?? "";
  const other = `${part.version}_${part.name}.sql`;
  const role = part.role === "down" ? "rollback" : "verification";
  return {
    code: part.role === "down" ? "name-ends-in-down" : "orphan-verify",
    message:
      `${file} can be read in two ways: as the ${role} of \`${part.name}\`, whose file ${other} is not ` +
      `in the folder, or as a migration named \`${nameAsUp}\`. It is not run.`,
    remedy:
      `If it is a migration, rename ${lastName(file)} to \`${part.version}_${nameAsUp}_change.sql\`; ` +
      `if it is a ${role}, bring ${other} back or remove it.`,
  };
}
