// Edits that fixes are made of: pieces of the file in another form, and steps that come after the statement's own.

import type { Edit } from "../../core/finding.ts";
import type { DescribedStatement } from "../../core/statement.ts";
import { tokenAfter } from "../../sql/changes/changes.ts";
import type { FileContext, StatementContext } from "../rule.ts";

/** Puts text in at an index. */
export const insertion = ({ script }: FileContext, at: number, text: string): Edit => ({
  file: script.file,
  start: at,
  end: at,
  text,
});

/** Puts text in the place of a piece. */
export const replacement = (
  { script }: FileContext,
  { start, end }: { readonly start: number; readonly end: number },
  text: string,
): Edit => ({ file: script.file, start, end, text });

/** A keyword in the case that the file writes another one in. */
export const inCaseOf = (sample: string, keyword: string): string =>
  sample === sample.toUpperCase() ? keyword.toUpperCase() : keyword;

/**
 * Edits that run SQL after the statement's own transaction has committed, each part in a transaction of its own: they
 * close that transaction where the file leaves it to lockkeeper, and add the parts at the file's end. Undefined where
 * the file leaves its own BEGIN open.
 */
export function laterSteps(context: StatementContext, parts: readonly string[]): readonly Edit[] | undefined {
  const { script, groups, outside } = context;
  const { source, statements } = script;
  const last = groups.at(-1);
  const first = statements[last?.members[0] ?? -1];
  const final = statements.at(-1);
  if (last === undefined || first === undefined || final === undefined) return undefined;
  const leftOpen = last.explicit && final.control !== "commit";
  if (leftOpen) return undefined;
  const wraps = !last.explicit && last.kind !== "autocommit" && !outside;
  const sample = first.text.slice(0, 1) === first.text.slice(0, 1).toUpperCase() ? "A" : "a";
  const [begin, commit] = [inCaseOf(sample, "begin;"), inCaseOf(sample, "commit;")];
  const { end, closed } = endOfStatement(source, final);
  const semicolon = closed ? "" : ";";
  const steps = parts.map((part, index) =>
    index === parts.length - 1 || outside ? part : `${begin}\n${part}\n${commit}`,
  );
  const added = [...(wraps ? [commit] : []), ...steps];
  const separator = wraps ? "\n" : "\n\n";
  return [
    ...(wraps ? [insertion(context, first.span.start, `${begin}\n`)] : []),
    insertion(context, end, `${semicolon}${separator}${added.join("\n\n")}`),
  ];
}

/** The index behind a statement's semicolon, and whether it has one. */
function endOfStatement(
  source: string,
  { span }: DescribedStatement,
): { readonly end: number; readonly closed: boolean } {
  const next = tokenAfter(source, span.end);
  const closed = next !== undefined && source[next.start] === ";";
  return { end: closed ? next.end : span.end, closed };
}
