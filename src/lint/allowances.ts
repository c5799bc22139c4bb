// Directives `allow RULE: reason`: what each one reaches, and whether it let anything pass.

import type { DescribedScript, DescribedStatement } from "../core/statement.ts";
import type { Allowance } from "./rule.ts";

/** The allowances of a file, which learn as they are asked. */
export interface Allowances {
  /** True where a finding of a rule is allowed: in the whole file, or in the statement that it is about. */
  allows(rule: string, statement: DescribedStatement | undefined): boolean;
  all(): readonly Allowance[];
}

interface Scoped extends Omit<Allowance, "used"> {
  /** What it holds for: the file, one statement by its index, or nothing, as behind the last statement. */
  readonly scope: "file" | "nothing" | number;
  /** True before the first statement: findings about the file itself are allowed there. */
  readonly inHead: boolean;
}

const NONE: Allowances = { allows: () => false, all: () => [] };

/**
 * Reads the allowances of a file. One in the comments right above a statement, or inside it, holds for that
 * statement; one in the head of the file, with an empty line before the first statement, for the whole file.
 */
export function allowancesOf(script: DescribedScript): Allowances {
  if (!script.directives.some(({ key }) => key === "allow")) return NONE;
  const scoped = script.directives.flatMap((directive) =>
    directive.key === "allow" ? [scopedAllowance(directive, script)] : [],
  );
  const used = new Set<Scoped>();
  return {
    allows(rule, statement) {
      const found = scoped.filter(
        (allowance) => allowance.rule === rule && reaches(allowance, statement, script),
      );
      for (const allowance of found) used.add(allowance);
      return found.length > 0;
    },
    all: () =>
      scoped.map((allowance) => {
        const { rule, reason, line, at } = allowance;
        return { rule, reason, line, at, used: used.has(allowance) };
      }),
  };
}

function reaches(
  { scope, inHead }: Scoped,
  statement: DescribedStatement | undefined,
  { statements }: DescribedScript,
): boolean {
  if (statement === undefined) return inHead;
  return scope === "file" || (typeof scope === "number" && statements[scope] === statement);
}

function scopedAllowance(
  directive: { readonly value: string; readonly line: number },
  { comments, statements, source }: DescribedScript,
): Scoped {
  const [, rule = "", reason = ""] = /^([^:\s]*)\s*:\s*(.*)$/s.exec(directive.value) ?? [];
  const at = comments.find(({ line }) => line === directive.line)?.span.start ?? 0;
  const index = statements.findIndex(({ span }) => at < lineEnd(source, span.end));
  const next = statements[index];
  const inHead = statements.every(({ span }) => at < span.start);
  const apart = next !== undefined && inHead && hasEmptyLine(source.slice(at, next.span.start));
  const scope = next === undefined ? "nothing" : apart ? "file" : index;
  return { rule, reason, line: directive.line, at, inHead, scope };
}

/** A comment on the last line of a statement still belongs to it. */
function lineEnd(source: string, index: number): number {
  const end = source.indexOf("\n", index);
  return end === -1 ? source.length + 1 : end;
}

const hasEmptyLine = (text: string): boolean => /\n[ \t\r]*\n/.test(text);
