// Comments `# lockkeeper: allow RULE: reason`: which lines each one reaches, and whether it let anything pass.

import type { PolicyFile } from "./rule.ts";

/** One comment. Lines count from 1. */
export interface Allowance {
  readonly rule: string;
  readonly reason: string;
  readonly file: string;
  /** UTF-16 index of the comment. */
  readonly at: number;
  /** The lines that it is for, both included. */
  readonly from: number;
  readonly to: number;
}

const COMMENT =
  /(?:#|\/\/|--|\/\*)\s*lockkeeper:\s*allow\b[ \t]*(?<rule>[^\s:]*)[ \t]*:?[ \t]*(?<reason>.*)$/;
const COMMENT_LINE = /^\s*(?:#|\/\/|--(?!-)|<!--|\/\*)/;

/**
 * The allowances of a file. One behind something is for its line; one on a line of its own for what follows: the
 * next line, and all below it that is indented deeper. In the head of the file, with an empty line behind, it is for
 * the whole file.
 */
export function allowancesOf({ path, text }: PolicyFile): readonly Allowance[] {
  if (!text.includes("lockkeeper:")) return [];
  const lines = text.split("\n");
  let at = 0;
  return lines.flatMap((line, index) => {
    const start = at;
    at += line.length + 1;
    const found = COMMENT.exec(line.trimEnd());
    if (found === null) return [];
    const { rule = "", reason = "" } = found.groups ?? {};
    const reach = COMMENT_LINE.test(line) ? reachBelow(lines, index) : { from: index + 1, to: index + 1 };
    return [{ rule, reason, file: path, at: start + found.index, ...reach }];
  });
}

interface Reach {
  readonly from: number;
  readonly to: number;
}

function reachBelow(lines: readonly string[], index: number): Reach {
  const inHead = lines.slice(0, index).every(isBeside);
  const next = lines.findIndex((line, other) => other > index && !isBeside(line));
  if (next === -1) return { from: index + 1, to: index + 1 };
  if (inHead && lines.slice(index, next).some(isEmpty)) return { from: 1, to: lines.length };
  const depth = depthOf(lines[next] ?? "");
  const after = lines.findIndex((line, other) => other > next && !isEmpty(line) && depthOf(line) <= depth);
  return { from: next + 1, to: after === -1 ? lines.length : after };
}

const isEmpty = (line: string): boolean => line.trim() === "";
const isBeside = (line: string): boolean => isEmpty(line) || COMMENT_LINE.test(line) || line.trim() === "---";
const depthOf = (line: string): number => line.length - line.trimStart().length;
