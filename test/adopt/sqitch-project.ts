// A project of Sqitch in text, for the tests that have Sqitch deploy it.

import type { Files } from "./adopting.ts";

export interface SqitchChange {
  readonly name: string;
  /** What stands between the name and the date: `[users !other]`. */
  readonly needs?: string;
  readonly stamp: string;
  readonly note?: string;
  /** What stands behind it in the plan. */
  readonly tag?: string;
  /** How its scripts are called, where it was reworked. */
  readonly scripts?: string;
  readonly deploy: string;
  readonly revert: string;
  readonly verify?: string;
}

const PLANNER = "A Planner <planner@example.org>";

/** Settings, plan and scripts, all below `db`. */
export const sqitchFiles = (changes: readonly SqitchChange[]): Files => ({
  "db/sqitch.conf":
    '[core]\n\tengine = pg\n\ttop_dir = sql # here\n[engine "pg"]\n\tclient = psql\n[user]\n\tname = A Committer\n\temail = committer@example.org\n',
  "db/sql/sqitch.plan": planOf(changes),
  ...Object.fromEntries(
    changes.flatMap(({ name, scripts = name, deploy, revert, verify }): (readonly [string, string])[] => [
      [`db/sql/deploy/${scripts}.sql`, deploy],
      [`db/sql/revert/${scripts}.sql`, revert],
      ...(verify === undefined ? [] : [[`db/sql/verify/${scripts}.sql`, verify] as const]),
    ]),
  ),
});

export const planOf = (changes: readonly SqitchChange[]): string =>
  [
    "%syntax-version=1.0.0",
    "%project=shop",
    "%uri=https://Example.org",
    "",
    ...changes.flatMap(({ name, needs = "", stamp, note, tag }) => [
      `${name} ${needs === "" ? "" : `${needs} `}${dateOf(stamp)} ${PLANNER}${note === undefined ? "" : ` # ${note}`}`,
      ...(tag === undefined ? [] : [`@${tag} ${dateOf(stamp)} ${PLANNER} # Release`, ""]),
    ]),
    "",
  ].join("\n");

const dateOf = (stamp: string): string =>
  stamp.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, "$1-$2-$3T$4:$5:$6Z");

/** A script as Sqitch's own template begins it. */
export const inTransaction = (sql: string): string => `-- Deploy\n\nBEGIN;\n\n${sql}\n\nCOMMIT;\n`;
