// Sqitch: a plan of changes with deploy, revert and verify scripts for psql, and a registry in a schema of its own.

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import { holdAdvisory } from "../../advisory-lock.ts";
import { foldersWith } from "../../folders.ts";
import { badFile } from "../../reading.ts";
import type { Evidence, ForeignFolder, LookedAt, Tool } from "../../tool.ts";
import { joined, layoutOf, type Layout } from "./config.ts";
import { identity, readHistory } from "./history.ts";
import { readPlan, type Change } from "./plan.ts";
import { readScript, scriptHashes, type Script } from "./script.ts";

/** What `App::Sqitch::Engine::pg` takes before it deploys. */
const LOCK = 75_474_063n;

export const sqitch: Tool = {
  name: "sqitch",
  title: "Sqitch",
  about: "sqitch.plan with deploy, revert and verify scripts",
  recognise,
  read,
  history: {
    places: [{ schema: "sqitch", table: "changes" }],
    others: ["projects", "releases", "tags", "dependencies", "events"].map((table) => ({ table })),
    ownSchema: true,
    columns: ["change_id", "change", "project", "committed_at", "planned_at"],
    tellsEach: true,
    read: readHistory,
    hold: (session, _, how) => holdAdvisory(session, "Sqitch", { key: LOCK, how }),
  },
};

/** Where the settings are; a project without them has its plan alone. */
async function recognise(folder: LookedAt): Promise<readonly Evidence[]> {
  const settings = await foldersWith(folder, { named: /^sqitch\.conf$/ });
  return settings.length > 0 ? settings : foldersWith(folder, { named: /^sqitch\.plan$/ });
}

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  const layout = layoutOf((await folder.read("sqitch.conf"))?.text ?? "");
  const plan = await folder.read(layout.plan);
  const problems = layout.engine === undefined || layout.engine === "pg" ? [] : [otherEngine(layout.engine)];
  if (plan === undefined) return { migrations: [], problems: [...problems, noPlan(layout)] };
  const { changes, problems: inPlan } = readPlan(plan.path, plan.text);
  const migrations: ForeignMigration[] = [];
  const found: Problem[] = [...problems, ...inPlan];
  for (const change of changes) {
    const { migration, problems: inScripts } = await changeOf(folder, layout, change);
    found.push(...inScripts);
    if (migration) migrations.push(migration);
  }
  return { migrations, problems: found };
}

interface Read {
  readonly migration?: ForeignMigration;
  readonly problems: readonly Problem[];
}

async function changeOf(folder: ForeignFolder, layout: Layout, change: Change): Promise<Read> {
  const path = (kind: "deploy" | "revert" | "verify"): string => pathOf(folder, layout, { kind, change });
  const deploy = await folder.read(path("deploy"));
  if (deploy === undefined) return { problems: [noScript(layout, change, path("deploy"))] };
  const up = await readScript(path("deploy"), deploy, { direction: "up", read: folder.read });
  const [down, verify] = [
    await scriptAt(folder, path("revert"), "down"),
    await scriptAt(folder, path("verify"), "verify"),
  ];
  const problems = [up, down?.script, verify?.script].flatMap((script) => script?.problems ?? []);
  const alone = up.alone || down?.script.alone === true;
  return {
    migration: {
      origin: {
        id: identity(change.name, change.id),
        source: path("deploy"),
        checksums: scriptHashes(deploy),
      },
      ...{ title: change.name.replaceAll(/[/_-]+/g, " "), stamp: change.stamp, kind: "versioned" },
      up: { path: deploy.path, text: framed(up, alone) },
      ...(down && { down: { path: down.path, text: framed(down.script, alone) } }),
      ...(verify && { verify: { path: verify.path, text: verify.script.text } }),
      ...{ outsideTransaction: alone, notes: notesOf(change) },
    },
    problems,
  };
}

async function scriptAt(
  folder: ForeignFolder,
  path: string,
  direction: "down" | "verify",
): Promise<{ readonly path: string; readonly script: Script } | undefined> {
  const file: SourceFile | undefined = await folder.read(path);
  return file && { path: file.path, script: await readScript(path, file, { direction, read: folder.read }) };
}

/** Where one of both scripts commits statement by statement, the other one says itself what stands together. */
const framed = ({ text, alone }: Script, outside: boolean): string =>
  outside && !alone ? `BEGIN;\n\n${text.trim()}\n\nCOMMIT;\n` : text;

interface Wanted {
  readonly kind: "deploy" | "revert" | "verify";
  readonly change: Change;
}

/** A reworked change's scripts are named for the first tag behind it that a deploy script is there for. */
function pathOf({ paths }: ForeignFolder, layout: Layout, { kind, change }: Wanted): string {
  const at = (folder: string, tag: string): string =>
    joined(folder, `${change.name}${tag}.${layout.extension}`);
  const tags = change.reworkTags.map((tag) => `@${tag}`);
  if (tags.length === 0) return at(layout[kind], "");
  const there = new Set(paths);
  const tag = tags.find((each) => there.has(at(layout.reworked.deploy, each))) ?? tags[0] ?? "";
  return at(layout.reworked[kind], tag);
}

const notesOf = ({ note, requires, conflicts, tags }: Change): readonly string[] => [
  ...(note === "" ? [] : [note]),
  ...(requires.length === 0 ? [] : [`requires ${requires.join(", ")}`]),
  ...(conflicts.length === 0 ? [] : [`conflicts with ${conflicts.join(", ")}`]),
  ...(tags.length === 0 ? [] : [`tagged ${tags.map((tag) => `@${tag}`).join(", ")}`]),
];

const otherEngine = (engine: string): Problem =>
  badFile(
    { file: "sqitch.conf" },
    `the engine is ${engine}, and Lockkeeper changes PostgreSQL.`,
    "Name the folder of a project for the engine pg with --source-dir.",
  );

const noPlan = ({ plan }: Layout): Problem =>
  badFile(
    { file: plan },
    "there is no such plan.",
    "Get it back from Git, or say in sqitch.conf where it is.",
  );

const noScript = ({ plan }: Layout, { name, line }: Change, path: string): Problem =>
  badFile(
    { file: plan, line },
    `the change ${name} has no deploy script ${path}.`,
    "Get it back from Git. A reworked change has its former script under the tag that stands behind it.",
  );
