// The journey of `init`: the four folders, the configuration and the pipelines in a repository, without touching a file.

import { dirname, join } from "node:path";

import type { NoteOutcome } from "../core/outcome.ts";
import type { Problem } from "../core/problem.ts";
import { told, type Journey } from "./journey.ts";
import { noteOf } from "./note.ts";
import { pathsBelow } from "./project-files.ts";

/** Whose pipelines are written. */
export const CI_KINDS = ["github", "gitlab", "none"] as const;
export type CiKind = (typeof CI_KINDS)[number];

export interface InitRequest {
  /** Absolute: the repository that is set up. */
  readonly directory: string;
  /** Absolute: where this tool's own files are, to copy from. */
  readonly source: string;
  /** What the remote of the repository looks like where it is left out. */
  readonly ci?: CiKind;
}

/** A file of ours, and what it is called there. */
interface Copy {
  readonly from: string;
  readonly to: string;
}

const TEMPLATES: readonly Copy[] = [
  { from: "templates/lockkeeper.yaml", to: "lockkeeper.yaml" },
  { from: "templates/gitignore", to: ".gitignore" },
  { from: "templates/migrations.md", to: "migrations/README.md" },
  { from: "templates/lockkeeper.sh", to: "scripts/lockkeeper.sh" },
];

/** Scripts that are only for the repository of the tool itself, and the one that has a template. */
const OWN_SCRIPTS: ReadonlySet<string> = new Set(["install-dependencies.sh", "test.sh", "lockkeeper.sh"]);

/** Where each kind wants its definitions; the other kind's are left out. */
const PIPELINES: Readonly<Record<CiKind, readonly (readonly [from: RegExp, to: string])[]>> = {
  github: [[/^ci\/github\//, ".github/workflows/"]],
  gitlab: [[/^ci\/gitlab\/lockkeeper\.gitlab-ci\.yml$/, ".gitlab-ci.yml"]],
  none: [],
};

/** Writes what is not there yet. What is there stays as it is, and is named. */
export function init(journey: Journey, { directory, source, ci }: InitRequest): Promise<NoteOutcome> {
  return told(noteOf(), async (known) => {
    const { files } = journey.world;
    const kind = ci ?? (await kindOfRemote(journey, directory));
    const written: string[] = [];
    const left: string[] = [];
    for (const { from, to } of await copiesFor(journey, source, kind)) {
      const path = join(directory, to);
      await files.makeDirectory(dirname(path));
      const text = adapted(
        new TextDecoder().decode(await files.read(join(source, from))),
        journey.settings.tool,
      );
      const isNew = await files.writeNew(path, text, to.endsWith(".sh") ? 0o755 : 0o644);
      (isNew ? written : left).push(to);
    }
    known.problems = await ignoreProblems(journey, directory, left);
    known.word = written.length === 0 ? "idle" : "ok";
    known.lines = linesOf(written, left, kind);
    known.facts = { written, left, ci: kind };
  });
}

async function kindOfRemote({ world }: Journey, directory: string): Promise<CiKind> {
  const { code, stdout } = await world.processes.run("git", ["-C", directory, "remote", "get-url", "origin"]);
  return code === 0 && /gitlab/i.test(stdout) ? "gitlab" : "github";
}

async function copiesFor({ world }: Journey, source: string, kind: CiKind): Promise<readonly Copy[]> {
  const project = { files: world.files, directory: source };
  const scripts = (await pathsBelow(project, "scripts")).filter((path) => {
    const name = path.slice("scripts/".length);
    return name.endsWith(".sh") && !OWN_SCRIPTS.has(name);
  });
  const ci = (await pathsBelow(project, "ci")).flatMap((path) => pipelineCopy(path, kind));
  const infra = await pathsBelow(project, "infra");
  return [...TEMPLATES, ...[...scripts, ...infra].map((path) => ({ from: path, to: path })), ...ci];
}

/** A definition goes where its service looks for it; what runs in a cluster stays in ci/. */
function pipelineCopy(path: string, kind: CiKind): readonly Copy[] {
  const place = PIPELINES[kind].find(([from]) => from.test(path));
  if (place !== undefined) return [{ from: path, to: path.replace(place[0], place[1]) }];
  return /^ci\/(?:github|gitlab)\//.test(path) || kind === "none" ? [] : [{ from: path, to: path }];
}

/** Our version, and no links to pages that only our own repository has. */
const adapted = (text: string, version: string): string =>
  text.replaceAll("@VERSION@", version).replaceAll(/\[([^\]]*)\]\((?:\.\.\/)+docs\/[^)]*\)/g, "$1");

/** A .gitignore that was there already may let secrets and backups into Git. */
async function ignoreProblems(
  { world }: Journey,
  directory: string,
  left: readonly string[],
): Promise<readonly Problem[]> {
  if (!left.includes(".gitignore")) return [];
  const text = new TextDecoder().decode(await world.files.read(join(directory, ".gitignore")));
  const lines = new Set(text.split(/\r?\n/).map((line) => line.trim().replaceAll(/^\/|\/$/g, "")));
  const missing = [".lockkeeper", ".env"].filter((line) => !lines.has(line));
  if (missing.length === 0) return [];
  return [
    {
      code: "not-ignored",
      severity: "warning",
      message: `.gitignore does not name ${missing.join(" and ")}: backups and secrets could get into Git.`,
      remedy: `Add to it: ${missing.join(", ")}`,
      file: ".gitignore",
    },
  ];
}

/** A folder with so many files is told as one. */
const LISTED_MAX = 12;

function byFolder(paths: readonly string[]): readonly string[] {
  const folders = Map.groupBy(paths, (path) => path.split("/")[0] ?? path);
  return [...folders].flatMap(([folder, files]) =>
    files.length > LISTED_MAX ? [`${folder}/: ${files.length} files`] : files,
  );
}

function linesOf(written: readonly string[], left: readonly string[], kind: CiKind): readonly string[] {
  const kept = left.map((file) => `left as it is: ${file}`);
  if (written.length === 0) return [];
  return [
    ...byFolder(written).map((file) => `wrote ${file}`),
    ...kept,
    'Next: ./scripts/new-migration.sh "what it does", and ./scripts/run-migrations.sh to try it.',
    ...(kind === "none"
      ? []
      : ["ci/README.md says which secrets the pipelines need; lockkeeper ci check proves them."]),
  ];
}
