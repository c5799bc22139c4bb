// Groups the statements of a script by what commits together.

import type { StepKind } from "./plan.ts";
import type { Script, Statement } from "./statement.ts";

/** Statements that commit together, as indexes into the script's, without transaction control. */
export interface CommitGroup {
  readonly kind: StepKind;
  readonly members: readonly number[];
  /** BEGIN as the file wrote it, where it carries options. */
  readonly opening?: string;
  /** True where it stands between BEGIN and COMMIT of the file itself. */
  readonly explicit: boolean;
  /** Statements of the script that are done once it has committed, transaction control included. */
  readonly done: number;
}

interface Draft {
  readonly groups: CommitGroup[];
  open: number[];
  opening: string | undefined;
  /** True between the file's own BEGIN and COMMIT. */
  explicit: boolean;
}

/**
 * Ordinary statements share one transaction; those that cannot be in one stand alone. BEGIN and COMMIT in the
 * file end a group where the author ended one. Where the file's format or a directive says so, every statement
 * outside BEGIN … COMMIT stands alone. A file without statements is one empty transaction.
 */
export function commitGroups(
  { statements, directives }: Pick<Script, "statements" | "directives">,
  formatSaysOutside: boolean,
): readonly CommitGroup[] {
  const outsideTransaction =
    formatSaysOutside || directives.some(({ key, value }) => key === "transaction" && value === "none");
  const draft: Draft = { groups: [], open: [], opening: undefined, explicit: false };
  for (const [index, statement] of statements.entries()) {
    if (statement.transaction === "control") {
      if (statement.control === "begin") {
        // Settings said before BEGIN may as well be said after it: one transaction fewer.
        if (!draft.open.every((open) => statements[open]?.setsSession)) close(draft, statements, index);
        draft.explicit = true;
        draft.opening = isPlainBegin(statement.text) ? undefined : statement.text;
      } else {
        close(draft, statements, index + 1);
        draft.explicit = false;
      }
    } else if (standsAlone(statement, outsideTransaction && !draft.explicit)) {
      close(draft, statements, index);
      const { explicit } = draft;
      draft.groups.push({ kind: aloneKind(statement), members: [index], explicit, done: index + 1 });
    } else {
      draft.open.push(index);
    }
  }
  close(draft, statements, statements.length);
  if (draft.groups.length === 0) {
    draft.groups.push({ kind: "transaction", members: [], explicit: false, done: statements.length });
  }
  return withTrailingControl(draft.groups, statements.length);
}

function close(draft: Draft, statements: readonly Statement[], done: number): void {
  if (draft.open.length > 0) {
    draft.groups.push({
      kind: draft.open.every((index) => statements[index]?.copyData !== undefined) ? "copy" : "transaction",
      members: draft.open,
      ...(draft.opening === undefined ? {} : { opening: draft.opening }),
      explicit: draft.explicit,
      done,
    });
  }
  draft.open = [];
  draft.opening = undefined;
}

const standsAlone = (statement: Statement, outsideTransaction: boolean): boolean =>
  outsideTransaction || statement.transaction === "forbidden" || statement.transaction === "separate";

/** What may end transactions itself, or work on a partitioned table, which PostgreSQL does outside of them only. */
const MAY_NEED_AUTOCOMMIT = /^(?:CALL|CLUSTER|DO|REINDEX)\b/;

/**
 * What can be in a transaction keeps its safety even where it stands alone: the change and its journal row commit
 * together, and a run that is cut off there leaves no doubt.
 */
function aloneKind({ kind, transaction, copyData }: Statement): StepKind {
  if (copyData !== undefined) return "copy";
  return transaction === "forbidden" || MAY_NEED_AUTOCOMMIT.test(kind) ? "autocommit" : "transaction";
}

const isPlainBegin = (text: string): boolean => /^(begin|start)(\s+(work|transaction))?$/i.test(text.trim());

/** A COMMIT after the last group belongs to it: the file is done when its last step is. */
function withTrailingControl(groups: readonly CommitGroup[], total: number): readonly CommitGroup[] {
  const last = groups.at(-1);
  return last === undefined ? groups : [...groups.slice(0, -1), { ...last, done: total }];
}
