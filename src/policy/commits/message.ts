// The message of a commit in the conventional form: conventionalcommits.org, version 1.0.0.

export const COMMIT_TYPES = [
  "build",
  "chore",
  "ci",
  "docs",
  "feat",
  "fix",
  "perf",
  "refactor",
  "revert",
  "style",
  "test",
] as const;

/** The first line of a message: `feat(store)!: read Flyway folders`. */
export interface Header {
  readonly type: string;
  readonly scope?: string;
  /** True with `!` before the colon. */
  readonly isBreaking: boolean;
  readonly description: string;
}

const HEADER = /^(?<type>[\p{L}\d]+)(?:\((?<scope>[^()]+)\))?(?<mark>!)?: (?<description>\S.*)$/u;

/** The parts of a first line; undefined where it is not in the form. */
export function headerOf(line: string): Header | undefined {
  const groups = HEADER.exec(line)?.groups;
  if (groups === undefined) return undefined;
  const { type = "", scope, mark, description = "" } = groups;
  return { type, isBreaking: mark !== undefined, description, ...(scope === undefined ? {} : { scope }) };
}
