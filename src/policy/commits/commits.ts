// What is wrong with the messages of some commits, and with the name of their branch.

import type { Finding } from "../../core/finding.ts";
import { nearestWord } from "../../core/nearest-word.ts";
import { COMMIT_TYPES, headerOf, type Header } from "./message.ts";

export interface Commit {
  /** The whole hash. */
  readonly hash: string;
  readonly message: string;
}

const HASH_SHOWN = 8;

/** One finding for each thing that is not in the conventional form, commit by commit. */
export const checkCommits = (commits: readonly Commit[]): readonly Finding[] =>
  commits.flatMap(({ hash, message }) => {
    const name = `Commit ${hash.slice(0, HASH_SHOWN)}`;
    return [...said(message.trimEnd().split("\n"))].map(({ rule, isAdvice = false, what, instead }) => ({
      rule,
      class: isAdvice ? ("advice" as const) : ("hazard" as const),
      severity: isAdvice ? ("warning" as const) : ("error" as const),
      message: `${name}: ${what}`,
      instead,
    }));
  });

interface Sentence {
  readonly rule: string;
  readonly isAdvice?: boolean;
  readonly what: string;
  readonly instead: string;
}

const FORM = "Write: type(scope): what it does, such as: fix(apply): give the lock back";
/** What git writes by itself. */
const REVERT_OF_GIT = /^Revert "/;

function* said([first = "", second, ...rest]: readonly string[]): Generator<Sentence> {
  if (REVERT_OF_GIT.test(first)) return;
  if (/^(?:fixup|squash|amend)! /.test(first)) {
    yield {
      rule: "commit-unfinished",
      what: `\`${first}\` is meant to become part of another commit.`,
      instead: "Bring them together: git rebase --interactive --autosquash",
    };
    return;
  }
  const header = headerOf(first);
  if (header === undefined) {
    yield { rule: "commit-form", what: `\`${first}\` has no type, or nothing behind it.`, instead: FORM };
    return;
  }
  yield* ofHeader(header);
  if (second !== undefined && second.trim() !== "") {
    yield {
      rule: "commit-form",
      what: "its second line is not empty, so that the first one does not end.",
      instead: "Leave a line empty between the first one and the body.",
    };
  }
  const breaking = rest.find((line) => /^breaking[ -]change\s*:/i.test(line));
  if (breaking !== undefined && !/^BREAKING[ -]CHANGE: \S/.test(breaking)) {
    yield {
      rule: "commit-breaking",
      what: `\`${breaking}\` is not read as a breaking change.`,
      instead: "Write: BREAKING CHANGE: what breaks, and what to do about it",
    };
  }
}

function* ofHeader({ type, description }: Header): Generator<Sentence> {
  if (!COMMIT_TYPES.some((known) => known === type)) {
    const near = nearestWord(type.toLowerCase(), COMMIT_TYPES);
    yield {
      rule: "commit-type",
      what: `there is no type \`${type}\`.`,
      instead: near === undefined ? `There are: ${COMMIT_TYPES.join(", ")}.` : `Did you mean ${near}?`,
    };
  }
  // A name such as PostgreSQL may come first. One such as Alembic looks like any other word: it is only advice.
  if (/^\p{Lu}\p{Ll}+(?: |$)/u.test(description)) {
    yield {
      rule: "commit-subject",
      isAdvice: true,
      what: `\`${description}\` begins with a capital.`,
      instead: "Begin in lower case.",
    };
  }
  if (/[^.]\.$/.test(description)) {
    yield {
      rule: "commit-subject",
      what: `\`${description}\` ends with a full stop.`,
      instead: "Leave the full stop out: it is a title.",
    };
  }
}

const BRANCH_KINDS: readonly string[] = [
  ...COMMIT_TYPES,
  ...["feature", "hotfix", "release", "dependabot", "renovate"],
];
const LONG_LIVED = new Set(["main", "master", "develop", "staging", "production", "gh-pages"]);

/** What the name of a branch should be and is not: a kind, a slash, and words with dashes. Advice. */
export function checkBranch(name: string): readonly Finding[] {
  const [kind = "", ...words] = name.split("/");
  const isPlain = words.length > 0 && words.every((word) => /^[\w.@+-]+$/.test(word));
  if (LONG_LIVED.has(name) || (isPlain && BRANCH_KINDS.includes(kind))) return [];
  return [
    {
      rule: "branch-name",
      class: "advice",
      severity: "warning",
      message: `The branch ${name} does not say what kind of change it is.`,
      instead: "Name it for its change, such as: feature/resume-copy or fix/crlf-checksum",
    },
  ];
}
