// ALTER COLUMN TYPE that writes the table anew, or reads all of it.

import type { ChangeOf } from "../../../core/change.ts";
import { showType } from "../../../core/definition.ts";
import type { Work } from "../../effects/effect.ts";
import type { Report, Rule, StatementContext } from "../../rule.ts";
import { claimOf, showLock, showWait } from "../../wording.ts";

export const rule: Rule = {
  name: "column-type-rewrite",
  class: "hazard",
  severity: "error",
  about: "a change of type that writes the table anew",
  files: ["up", "down"],
  changes: {
    *"alter-column-type"(change, context) {
      const [work] = context.work;
      if (work !== undefined) yield reportOf(change, work, context);
    },
  },
};

function reportOf(change: ChangeOf<"alter-column-type">, work: Work, context: StatementContext): Report {
  const base = { at: change.at, claim: claimOf(work, context) };
  const lock = showLock(work.table, context);
  const wait = showWait(work.table, context);
  if (work.kind === "scan") {
    return {
      ...base,
      message: `${lock} while the CHECK on ${change.column} is checked again for every row: ${wait} until that is done.`,
      instead:
        "Drop the CHECK, change the type, add the CHECK again NOT VALID, and validate it in a transaction of its own.",
    };
  }
  if (work.kind === "build") {
    return {
      ...base,
      message: `${lock} while the indexes on ${change.column} are built anew: ${wait} until that is done.`,
      instead: "Drop them first, and build them afterwards with CREATE INDEX CONCURRENTLY.",
    };
  }
  const from = context.schema.table(change.table).columns.get(change.column)?.type;
  const unless =
    from === undefined
      ? `, unless ${change.column} is of a type that is stored like it`
      : ", unless the session's TimeZone is UTC";
  const types = `${from === undefined ? "" : `${showType(from)} `}to ${showType(change.type)}`;
  return {
    ...base,
    ...(work.certain ? {} : { severity: "warning" }),
    message: `${lock} while the table and its indexes are written anew for ${types}${work.certain ? "" : unless}: ${wait} until that is done.`,
    instead: isOfTime(change)
      ? "Where its times are in UTC, write `set local timezone = 'UTC';` before it: then nothing is written. Otherwise add a column of the new type, fill it in batches, and swap the two."
      : "Add a column of the new type, keep it up to date with a trigger, fill it in batches, and swap the two.",
  };
}

const isOfTime = ({ type, using }: ChangeOf<"alter-column-type">): boolean =>
  type.name.startsWith("timestamp") && using === undefined;
