// What all statements of a file do, for rules that have to know what comes before or after.

import type { Change } from "../core/change.ts";
import type { DescribedScript } from "../core/statement.ts";
import { describeBody } from "../sql/changes/changes.ts";

/** In the order of the file, with their places, and those of DO blocks in the place of the block. */
export const changesOf = ({ statements }: DescribedScript): readonly Change[] =>
  statements.flatMap(({ changes }) => changes.flatMap(withBody));

const withBody = (change: Change): readonly Change[] =>
  change.kind === "do-block" ? describeBody(change.body, "do").flatMap(({ changes }) => changes) : [change];

/** True where something takes the name of a table or view further down in the file. */
export const isMadeLater = (script: DescribedScript, at: number, name: string): boolean =>
  changesOf(script).some((change) => change.at > at && relationMade(change) === name);

function relationMade(change: Change): string | undefined {
  switch (change.kind) {
    case "create-view":
      return change.view.name;
    case "create-table":
      return change.table.name;
    case "rename":
      return change.to;
    default:
      return undefined;
  }
}
