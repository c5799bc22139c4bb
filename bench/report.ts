// Writes docs/performance.md and its plots from the results: `node report.ts [--results DIR] [--docs DIR]`.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { CASES } from "./cases.ts";
import { barChart, lineChart, type Line } from "./plot.ts";
import { RESULTS_FOLDER, readResult, type CaseResult, type Group, type Row } from "./results.ts";
import { growthExponent, type Spread } from "./statistics.ts";
import { HEAD, LIMITS, PARTS, REPEAT } from "./report-words.ts";

const PROJECT = join(import.meta.dirname, "..");
const OURS = "lockkeeper";
const PSQL = /^psql/;
const FLOOR = "an empty Node script";
/** A run counts as disturbed when others used more of the machine than this share of its time. */
const DISTURBED_SHARE = 0.25;

const { values } = parseArgs({
  options: {
    results: { type: "string", default: RESULTS_FOLDER },
    docs: { type: "string", default: join(PROJECT, "docs") },
  },
});

const docs = resolve(values.docs);

function pageOf(all: readonly CaseResult[]): string {
  return [HEAD, glance(all), ...all.map(partOf), settings(all), LIMITS, REPEAT].join("\n\n") + "\n";
}

/** One line for each thing that is measured: ours, against psql, and against the fastest other tool. */
function glance(all: readonly CaseResult[]): string {
  const rows = all
    .filter((result) => result.case !== "growth" && result.case !== "sync")
    .flatMap((result) => result.groups)
    .map((group) => {
      const own = group.rows.find((row) => row.name === OURS);
      const psql = group.rows.find((row) => PSQL.test(row.name));
      const best = group.rows
        .filter(
          (row) => row.wallMs && !row.name.startsWith(OURS) && !PSQL.test(row.name) && row.name !== FLOOR,
        )
        .toSorted((a, b) => (b.oursOfThis?.median ?? 0) - (a.oursOfThis?.median ?? 0))[0];
      return [
        group.title,
        timeOf(own?.wallMs),
        times(psql?.oursOfThis),
        best?.name ?? "",
        times(best?.oursOfThis),
      ];
    });
  return `## In one look\n\n${table(["what", "Lockkeeper", "÷ psql", "fastest other tool", "÷ that tool"], rows)}`;
}

function partOf(result: CaseResult): string {
  const words = PARTS[result.case];
  const body = result.case === "growth" ? growth(result) : result.groups.map(groupPart).join("\n\n");
  const plots = plotsOf(result).map(([title, name]) => `![${title}](performance/${name})`);
  return [`## ${words?.title ?? result.case}`, words?.text, ...plots, body].filter(Boolean).join("\n\n");
}

function groupPart(group: Group): string {
  const has = (pick: (row: Row) => unknown): boolean => group.rows.some((row) => pick(row) !== undefined);
  const columns: readonly (readonly [head: string, cell: (row: Row) => string, isShown: boolean])[] = [
    ["", (row) => `${row.name} ${row.version}`.trim(), true],
    [
      "transactions",
      (row) => row.commits,
      group.deed === "up" && group.rows.some((row) => /all/.test(row.commits)),
    ],
    ["median", (row) => timeOf(row.wallMs), true],
    ["fastest … slowest", (row) => rangeOf(row.wallMs), true],
    [`÷ ${group.baseline}`, (row) => times(row.ofBaseline), true],
    ["Lockkeeper ÷ it", (row) => (row.name === OURS ? "" : times(row.oursOfThis)), true],
    ["CPU", (row) => timeOf(row.cpuMs), true],
    ["server CPU", (row) => timeOf(row.serverCpuMs), has((row) => row.serverCpuMs) && group.count > 0],
    ["memory", (row) => (row.rssMib ? `${Math.round(row.rssMib.median)} MiB` : ""), true],
    ["round trips", (row) => (row.turns ? String(row.turns.median) : ""), has((row) => row.turns)],
  ];
  const shown = columns.filter(([, , isShown]) => isShown);
  const fine = group.rows.filter((row) => row.wallMs);
  const failed = group.rows.filter((row) => !row.wallMs).map((row) => `${row.name} could not be run here.`);
  const cells = fine.map((row) => shown.map(([, cell]) => (row.name === OURS ? bold(cell(row)) : cell(row))));
  return [
    `### ${capital(group.title)}`,
    table(
      shown.map(([head]) => head),
      cells,
    ),
    ...failed,
    disturbance(group),
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** Says so where others used the machine: then the ratios are to be trusted, and the times are not. */
function disturbance({ rows }: Group): string {
  const runs = rows.flatMap((row) => row.runs).filter((run) => run.otherCpuMs !== undefined);
  const disturbed = runs.filter((run) => (run.otherCpuMs ?? 0) > DISTURBED_SHARE * run.wallMs);
  if (disturbed.length === 0) return "";
  return `Something else used the machine during ${disturbed.length} of these ${runs.length} runs.`;
}

function growth({ groups }: CaseResult): string {
  const heads = ["migrations", "apply", "for each", "÷ psql", "memory", "nothing pending", "memory then"];
  const counts = [...new Set(groups.map((group) => group.count))];
  const find = (count: number, isIdle: boolean): Row | undefined =>
    groups
      .find((group) => group.count === count && (group.baseline === FLOOR) === isIdle)
      ?.rows.find((row) => row.name === OURS);
  const rows = counts.map((count) => {
    const [apply, idle] = [find(count, false), find(count, true)];
    const each = apply?.wallMs ? `${(apply.wallMs.median / count).toFixed(2)} ms` : "";
    return [
      count.toLocaleString("en"),
      timeOf(apply?.wallMs),
      each,
      times(apply?.ofBaseline),
      mib(apply),
      timeOf(idle?.wallMs),
      mib(idle),
    ];
  });
  const points = seriesOf(groups, OURS, APPLY_TIME);
  const psql = seriesOf(groups, "psql each", APPLY_TIME);
  const said =
    points.length > 1
      ? `Fitted over these points, the time to apply grows with the number of migrations to the power of ${growthExponent(points)} (psql: ${growthExponent(psql)}); 1 would be a straight line.`
      : "";
  return [table(heads, rows), said].filter(Boolean).join("\n\n");
}

const mib = (row: Row | undefined): string => (row?.rssMib ? `${Math.round(row.rssMib.median)} MiB` : "");

type Points = readonly (readonly [number, number])[];

/** Which of the groups of a growth case, and what of their rows. */
interface Series {
  readonly isIdle: boolean;
  readonly pick: (row: Row) => Spread | undefined;
}

const memoryOf = (row: Row): Spread | undefined => row.rssMib;
const APPLY_TIME: Series = { isIdle: false, pick: (row) => row.wallMs };
const IDLE_TIME: Series = { isIdle: true, pick: (row) => row.wallMs };

function seriesOf(groups: readonly Group[], name: string, { isIdle, pick }: Series): Points {
  return groups
    .filter((group) => (group.baseline === FLOOR) === isIdle)
    .flatMap((group) => {
      const value = group.rows.find((row) => row.name === name);
      const spread = value && pick(value);
      return spread ? [[group.count, spread.median] as const] : [];
    });
}

/** Writes the plots of a case and returns their titles and file names. */
function plotsOf({ case: name, groups }: CaseResult): readonly (readonly [title: string, file: string])[] {
  const drawn: (readonly [string, string, string])[] = [];
  if (name === "growth") drawn.push(...growthPlots(groups));
  else {
    for (const group of groups) {
      const bars = group.rows.flatMap(({ name: who, wallMs }) =>
        wallMs
          ? [
              {
                name: who,
                value: wallMs.median,
                min: wallMs.min,
                max: wallMs.max,
                isOurs: who.startsWith(OURS),
              },
            ]
          : [],
      );
      if (bars.length === 0 || (name === "start" && group.deed === "help")) continue;
      const file = `${name}-${group.count}-${group.roundTripMs}ms${name === "sync" ? `-${groups.indexOf(group)}` : ""}.svg`;
      drawn.push([capital(group.title), file, barChart(capital(group.title), bars, inWords)]);
    }
  }
  for (const [, file, svg] of drawn) writeFileSync(join(docs, "performance", file), svg);
  return drawn.map(([title, file]) => [title, file]);
}

function growthPlots(groups: readonly Group[]): readonly (readonly [string, string, string])[] {
  const line = (name: string, points: Points, isOurs: boolean): Line => ({ name, points, isOurs });
  const time = [
    line("apply", seriesOf(groups, OURS, APPLY_TIME), true),
    line("nothing pending", seriesOf(groups, OURS, IDLE_TIME), true),
    line("psql applies", seriesOf(groups, "psql each", APPLY_TIME), false),
  ].filter(({ points }) => points.length > 1);
  const memory = [
    line("apply", seriesOf(groups, OURS, { isIdle: false, pick: memoryOf }), true),
    line("nothing pending", seriesOf(groups, OURS, { isIdle: true, pick: memoryOf }), true),
  ].filter(({ points }) => points.length > 1);
  if (time.length === 0) return [];
  const axes = { x: "migrations", y: "time", title: "Time and the number of migrations", format: inWords };
  const mibs = {
    x: "migrations",
    y: "peak memory",
    title: "Memory and the number of migrations",
    format: (value: number): string => `${value} MiB`,
  };
  return [
    [axes.title, "growth-time.svg", lineChart(axes, time)],
    [mibs.title, "growth-memory.svg", lineChart(mibs, memory)],
  ];
}

function settings(all: readonly CaseResult[]): string {
  const measured = all.flatMap((result) =>
    result.groups.map(({ setting }) => ({ name: result.case, setting })),
  );
  // Groups of a case that were measured in one go share a line.
  const lines = new Map(measured.map((line) => [`${line.name} ${line.setting.date}`, line]));
  const rows = [...lines.values()].map(({ name, setting }) => [
    name,
    setting.date.slice(0, 10),
    setting.lockkeeper,
    setting.node,
    `${setting.server}, ${setting.serverSetup}`,
    Object.entries(setting.selectMs)
      .map(([distance, ms]) => `${ms} ms at ${distance}`)
      .join(", "),
    `${setting.commitMs} ms`,
  ]);
  const machine = measured[0]?.setting;
  const said = machine ? `${machine.platform}, ${machine.cpus}, ${Math.round(machine.memoryGib)} GiB.` : "";
  const absent = [...new Set(all.flatMap((result) => result.absent.map(({ name }) => name)))];
  const missing = absent.length > 0 ? `Not installed here, so left out: ${absent.join(", ")}.` : "";
  const heads = ["case", "date", "commit", "Node", "PostgreSQL", "one `select 1`", "a commit adds"];
  return ["## Where it was measured", said, table(heads, rows), missing].filter(Boolean).join("\n\n");
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = heads.map((_, index) => (index === 0 ? "---" : "---:"));
  return [line(heads), line(rule), ...rows.map(line)].join("\n");
}

const timeOf = (spread: Spread | undefined): string => (spread ? inWords(spread.median) : "");

const rangeOf = (spread: Spread | undefined): string =>
  spread ? `${inWords(spread.min)} … ${inWords(spread.max)}` : "";

const times = (spread: Spread | undefined): string => (spread ? `${spread.median.toFixed(2)} ×` : "");

const bold = (text: string): string => (text === "" ? "" : `**${text}**`);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `7.2 ms`, `123 ms`, `2.34 s`. */
function inWords(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(ms >= 100_000 ? 0 : 2).replace(/\.00$/, "")} s`;
  return `${ms >= 10 ? Math.round(ms) : Math.round(ms * 10) / 10} ms`;
}

const results = Object.keys(CASES).flatMap((name) => readResult(resolve(values.results), name) ?? []);
mkdirSync(join(docs, "performance"), { recursive: true });
const page = join(docs, "performance.md");
writeFileSync(page, pageOf(results));
// The page is in the repository, so it is formatted like everything else there.
const formatter = join(PROJECT, "node_modules/.bin/oxfmt");
if (existsSync(formatter)) execFileSync(formatter, [page]);
