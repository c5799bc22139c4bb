// How many hazards each linter finds, and how many of its alarms are false: `node lint-truth/truth.ts --help`.

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { binaryPackage, versionIn, versionOfPackage } from "../packages.ts";
import { RESULTS_FOLDER } from "../results.ts";
import { countsOf, share, sum, sumOf, type Row } from "./figures.ts";
import { judge, type Found, type Judgement } from "./judge.ts";
import { lockkeeper } from "./linters/lockkeeper.ts";
import { pgfence } from "./linters/pgfence.ts";
import { squawk } from "./linters/squawk.ts";
import { openProject, type Project } from "./project.ts";

const USAGE = `node lint-truth/truth.ts [options] NAME=FOLDER=RECORD …

Each is a folder of migrations with the record of its rehearsal; two of one NAME count as one project.

  --held-out NAME   a project that no rule was looked at with; can be repeated
  --only LINTER     only this linter; can be repeated
  --list            tells every false finding and every missed hazard
  --out FILE        where the figures go instead of results/lint-truth.json; - for nowhere`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "held-out": { type: "string", multiple: true, default: [] },
    only: { type: "string", multiple: true, default: [] },
    list: { type: "boolean", default: false },
    out: { type: "string", default: join(RESULTS_FOLDER, "lint-truth.json") },
    help: { type: "boolean", default: false },
  },
});

const LINTERS: Readonly<Record<string, (project: Project) => readonly Found[]>> = {
  lockkeeper,
  squawk,
  pgfence,
};

if (values.help || positionals.length === 0) {
  console.log(USAGE);
} else {
  const rows = await measured();
  const linters = [...new Set(rows.map(({ linter }) => linter))];
  const sums = linters.flatMap((linter) => [
    sumOf("all", rows, { linter, heldOut: false }),
    ...(values["held-out"].length === 0 ? [] : [sumOf("all held out", rows, { linter, heldOut: true })]),
  ]);
  show([...rows, ...sums]);
  if (values.out !== "-") keep([...rows, ...sums]);
}

async function measured(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const positional of positionals) {
    const [name = "", folder = "", record = ""] = positional.split("=");
    const project = await openProject(folder, record);
    const observations = project.files.flatMap(({ statements }) => statements);
    for (const [linter, find] of Object.entries(LINTERS)) {
      if (values.only.length > 0 && !values.only.includes(linter)) continue;
      const judgement = judge(find(project), observations);
      if (values.list) list(`${name} ${linter}`, judgement);
      const heldOut = values["held-out"].includes(name);
      const row = { project: name, heldOut, linter, ...countsOf(judgement) };
      const index = rows.findIndex((each) => each.project === name && each.linter === linter);
      const older = rows[index];
      if (older === undefined) rows.push(row);
      else rows[index] = { ...row, ...sum(older, row) };
    }
  }
  return rows;
}

function show(rows: readonly Row[]): void {
  console.table(
    rows.map((row) => ({
      project: row.project,
      linter: row.linter,
      findings: row.findings,
      false: row.false,
      "false share": share(row.false, row.findings),
      hazards: row.hazards,
      missed: row.missed,
      recall: share(row.hazards - row.missed, row.hazards),
    })),
  );
}

function list(title: string, { false: wrong, unjudged, missed }: Judgement): void {
  for (const { found, reason } of wrong) {
    console.log(`${title}: false ${found.version}:${found.statement} ${found.rule}: ${reason}`);
  }
  for (const found of unjudged) {
    console.log(`${title}: not judged ${found.version}:${found.statement} ${found.rule}`);
  }
  for (const { version, number, text, work } of missed) {
    const shown = text.replaceAll(/\s+/g, " ").slice(0, 160);
    console.log(`${title}: missed ${version}:${number} ${[...work].join(" and ")}: ${shown}`);
  }
}

function keep(rows: readonly Row[]): void {
  const root = join(import.meta.dirname, "../..");
  const packages = [binaryPackage("@squawk-cli"), "@flvmnt/pgfence"];
  const versions = Object.fromEntries(packages.map((name) => [name, versionOfPackage(name)]));
  const commit = spawnSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" });
  const result = {
    date: new Date().toISOString().slice(0, 10),
    commit: commit.stdout.trim(),
    versions: { lockkeeper: versionIn(root), ...versions },
    rows,
  };
  mkdirSync(dirname(values.out), { recursive: true });
  writeFileSync(values.out, `${JSON.stringify(result, undefined, 1)}\n`);
}
