// A problem: something in the input that a person must put right, with its place and the remedy.

import type { Version } from "./version.ts";

/** What is wrong, where, and what to do. Lines and columns count from 1; columns count UTF-16 units. */
export interface Problem {
  /** A stable word for machines, such as `duplicate-version`. Documented in docs/formats.md. */
  readonly code: string;
  /** `error` stops `up`; `warning` is shown and passed. */
  readonly severity: "error" | "warning";
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly version?: Version;
  /** The source line with a caret below the place, ready to print. */
  readonly excerpt?: string;
}

/** The message with its place in front, unless it names the file itself, as those about whole files do. */
export function placedMessage({ message, file, line }: Problem): string {
  if (file === undefined || message.includes(file)) return message;
  return `${line === undefined ? file : `${file}:${line}`}: ${message}`;
}
