// A down that leaves something there that its up has made, or away that its up has taken.

import type { Change } from "../../../core/change.ts";
import type { DescribedScript } from "../../../core/statement.ts";
import type { Rule } from "../../rule.ts";
import { debtsOf, isPaid } from "./debts.ts";

export const rule: Rule = {
  name: "down-incomplete",
  class: "advice",
  severity: "warning",
  about: "a down that does not undo what its up does",
  files: ["down"],
  *file({ migration, script }) {
    // What cannot be read may well be what is looked for.
    if ([migration.up, script].some(({ problems }) => problems.length > 0)) return;
    const up = changesOf(migration.up);
    const down = changesOf(script);
    if ([...up, ...down].some(hidesMore)) return;
    // An up that makes and drops has paid by itself.
    const unpaid = debtsOf(up).filter((debt) => !isPaid(debt, down) && !isPaid(debt, up));
    if (unpaid.length === 0) return;
    const all = unpaid.map(({ words }) => words);
    const more = all.length - NAMED_MAX;
    yield {
      at: script.statements[0]?.span.start ?? 0,
      message: `The down does not undo the whole up: it does not ${all.slice(0, NAMED_MAX).join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
      instead: "Undo each thing that the up does, the last one first. lockkeeper rehearse proves it.",
    };
  },
};

/** How many things a sentence names. */
const NAMED_MAX = 5;

const changesOf = ({ statements }: DescribedScript): readonly Change[] =>
  statements.flatMap(({ changes }) => changes);

/** What is done inside a body, or to everything in a schema, cannot be set off against the other file. */
const hidesMore = (change: Change): boolean =>
  change.kind === "do-block" ||
  change.kind === "call" ||
  change.kind === "rename" ||
  change.kind === "set-schema" ||
  change.kind === "attach-partition" ||
  change.kind === "detach-partition" ||
  (change.kind === "drop" && (change.cascade || change.object === "schema" || change.object === "extension"));
