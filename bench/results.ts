// What a case leaves behind: one JSON file, read again by the report.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Spread } from "./statistics.ts";

/** One measured run. Milliseconds and MiB; what could not be measured is left out. */
export interface Run {
  readonly round: number;
  readonly wallMs: number;
  /** CPU of the command and its children, user and system. */
  readonly cpuMs: number;
  readonly rssMib: number;
  readonly serverCpuMs?: number;
  /** CPU that neither the command nor our server nor the proxy used: how much the machine was disturbed. */
  readonly otherCpuMs?: number;
  /** Round trips, where the run went through the proxy. */
  readonly turns?: number;
}

/** One contestant in one group. */
export interface Row {
  readonly name: string;
  readonly version: string;
  readonly commits: string;
  readonly runs: readonly Run[];
  readonly wallMs?: Spread;
  readonly cpuMs?: Spread;
  readonly rssMib?: Spread;
  readonly serverCpuMs?: Spread;
  readonly turns?: Spread;
  /** Wall time ÷ that of the baseline in the same round. */
  readonly ofBaseline?: Spread;
  /** Wall time of Lockkeeper ÷ that of this one in the same round. */
  readonly oursOfThis?: Spread;
  /** Why there is no figure. */
  readonly failure?: string;
}

/** Contestants that took turns at the same thing. */
export interface Group {
  readonly title: string;
  readonly deed: string;
  readonly count: number;
  readonly roundTripMs: number;
  readonly baseline: string;
  readonly rows: readonly Row[];
}

/** The machine and the server, without names. */
export interface Setting {
  readonly date: string;
  readonly node: string;
  readonly lockkeeper: string;
  readonly server: string;
  readonly serverSetup: string;
  readonly platform: string;
  readonly cpus: string;
  readonly memoryGib: number;
  /** Median of one `select 1`, over the distance of 0 ms, 1 ms and so on. */
  readonly selectMs: Readonly<Record<string, number>>;
  /** How much longer an insert that commits takes than a select. */
  readonly commitMs: number;
}

/** A group, and where and when it was measured. */
export interface MeasuredGroup extends Group {
  readonly setting: Setting;
}

/** The file of a case. */
export interface CaseResult {
  readonly case: string;
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
  readonly groups: readonly MeasuredGroup[];
}

/** Where results are kept when nothing else is said. */
export const RESULTS_FOLDER: string = join(import.meta.dirname, "results");

/** Puts a group into the file of its case: over the one with its title, beside all others. */
export function keepGroup(folder: string, group: MeasuredGroup, of: Omit<CaseResult, "groups">): void {
  const older = readResult(folder, of.case)?.groups.filter(({ title }) => title !== group.title) ?? [];
  const groups = [...older, group].toSorted((a, b) => a.count - b.count || a.roundTripMs - b.roundTripMs);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${of.case}.json`), `${JSON.stringify({ ...of, groups }, undefined, 1)}\n`);
}

/** The result of a case, or undefined where it has not been run. */
export function readResult(folder: string, name: string): CaseResult | undefined {
  const file = join(folder, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as CaseResult) : undefined;
}
