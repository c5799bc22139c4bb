// The terminal as an audience: progress on stderr, questions, and silence where a machine listens.

import { showBlocker } from "../core/blocker.ts";
import { showDuration } from "../core/duration.ts";
import { Failure } from "../core/failure.ts";
import type { PlannedMigration, PlannedStatement } from "../core/plan.ts";
import { redact } from "../core/redact.ts";
import type { Clock } from "../core/world.ts";
import type { Audience } from "../flow/journey.ts";

export interface TerminalOptions {
  readonly clock: Clock;
  /** True where every statement is shown as it starts. */
  readonly verbose: boolean;
}

export interface Terminal extends Audience, Disposable {}

const TICK_MS = 1000;
/** Without a terminal to rewrite, a line comes after 1, 2, 4, 8 … seconds: a log stays short. */
const isPowerOfTwo = (count: number): boolean => (count & (count - 1)) === 0;

/** The audience for a run. Dispose of it to stop its timer and clear its line. */
export function openTerminal({ clock, verbose }: TerminalOptions): Terminal {
  const live = process.stderr.isTTY;
  let doing: { readonly what: string; readonly startMs: number; ticks: number } | undefined;
  const clear = (): void => void (live && process.stderr.write("\r\u001B[K"));
  const say = (line: string): void => {
    clear();
    process.stderr.write(`${redact(line)}\n`);
  };
  const tick = (): void => {
    if (!doing) return;
    // The clock ticks for all; what has only just begun is not worth a line.
    if (clock.monotonicMs() - doing.startMs < TICK_MS) return;
    doing.ticks++;
    const line = `… ${doing.what} (${showDuration(clock.monotonicMs() - doing.startMs)})`;
    if (live) process.stderr.write(`\r\u001B[K${line.slice(0, Math.max(20, process.stderr.columns - 1))}`);
    else if (isPowerOfTwo(doing.ticks)) say(line);
  };
  const begin = (what: string): void => {
    doing = { what: redact(what), startMs: clock.monotonicMs(), ticks: 0 };
  };
  const timer = setInterval(tick, TICK_MS);
  timer.unref();
  return {
    progress: begin,
    migrationStarted: (migration) => begin(migration.file),
    statementStarted: (migration, statement) => {
      begin(describe(migration, statement));
      if (verbose) say(describe(migration, statement));
    },
    blocked: (migration, blockers) => {
      begin(`${migration.file}: waiting until its tables are free`);
      for (const blocker of blockers)
        say(`… ${migration.file}: ${showBlocker(blocker)}; waiting, nobody queues`);
    },
    building: (migration, { phase, percent }) =>
      begin(`${migration.file}: ${phase}${percent === undefined ? "" : `, ${percent.toFixed(0)} %`}`),
    retrying: (migration, { tryNumber, triesMax, delayMs, reason, blockers }) => {
      const next = `try ${tryNumber + 1} of ${triesMax} in ${showDuration(delayMs)}`;
      say(`! ${migration.file}: ${reason.split("\n")[0] ?? ""}; rolled back, ${next}`);
      for (const blocker of blockers) say(`    ${showBlocker(blocker)}`);
    },
    migrationFinished: (migration) => {
      doing = undefined;
      clear();
      if (verbose) say(`done ${migration.file}`);
    },
    notice: (message) => void (verbose && say(message)),
    confirm: (question) => {
      doing = undefined;
      clear();
      return ask(question);
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
      clear();
    },
  };
}

const describe = (migration: PlannedMigration, statement: PlannedStatement): string =>
  `${migration.file}:${statement.line} ${statement.kind}`;

async function ask(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new Failure("unconfirmed", `${question}\nNobody is there to answer.`, {
      hint: "Add --yes to say yes beforehand.",
    });
  }
  const { confirm } = await import("@clack/prompts");
  return (await confirm({ message: question, initialValue: false, output: process.stderr })) === true;
}
