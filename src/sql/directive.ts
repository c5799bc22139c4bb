// Directives: comment lines such as `-- lockkeeper: lock-timeout=2s` that tell the runner what to do differently.

import { parseDuration } from "../core/duration.ts";
import type { Comment, Directive } from "../core/statement.ts";
import { nearestWord } from "../core/nearest-word.ts";
import type { Finding } from "./problems.ts";

/** Which file of a migration a text is. */
export type Direction = "up" | "down" | "verify";

/** What a text is read as. */
export type ReadAs = Direction | "repeatable";

/** One key that may stand in a directive. The documentation is made from this table. */
export interface DirectiveKey {
  readonly key: string;
  readonly example: string;
  readonly about: string;
  /** True where the key may stand more than once in a file. */
  readonly repeats: boolean;
  /** The files in which it means something. */
  readonly files: readonly ReadAs[];
  /** What a value must be, when it is not; undefined for a good one. */
  readonly check: (value: string) => string | undefined;
}

const checkDuration = (value: string): string | undefined =>
  parseDuration(value) === undefined ? "a duration such as 500ms, 2s, 10min or 0 for no limit" : undefined;

const checkAllowance = (value: string): string | undefined =>
  /^[a-z][a-z0-9-]*\s*:\s*\S/.test(value) ? undefined : "the name of a rule, a colon and the reason";

/** Every key there is. */
export const DIRECTIVE_KEYS: readonly DirectiveKey[] = [
  {
    key: "transaction",
    example: "transaction=none",
    about: "Runs each statement of the file by itself, outside of a transaction.",
    repeats: false,
    files: ["up", "down", "verify"],
    check: (value) => (value === "none" ? undefined : "none"),
  },
  {
    key: "lock-timeout",
    example: "lock-timeout=2s",
    about: "How long a statement of this file may wait for a lock before it is given up and tried again.",
    repeats: false,
    files: ["up", "down", "verify", "repeatable"],
    check: checkDuration,
  },
  {
    key: "statement-timeout",
    example: "statement-timeout=10min",
    about: "How long a statement of this file may run.",
    repeats: false,
    files: ["up", "down", "verify", "repeatable"],
    check: checkDuration,
  },
  {
    key: "placeholders",
    example: "placeholders",
    about: "Replaces ${name} in the file by the value that the configuration has for it.",
    repeats: false,
    files: ["up", "down", "verify", "repeatable"],
    check: (value) => (value === "" ? undefined : "nothing behind it"),
  },
  {
    key: "irreversible",
    example: "irreversible: the old column is gone for good",
    about: "Says that there is no way back and why, in place of a down file.",
    repeats: false,
    files: ["up"],
    check: (value) => (value === "" ? "the reason why there is no way back" : undefined),
  },
  {
    key: "phase",
    example: "phase=contract",
    about: "Leaves the migration for a later step, after the application's old version is gone.",
    repeats: false,
    files: ["up"],
    check: (value) => (value === "contract" || value === "expand" ? undefined : "contract or expand"),
  },
  {
    key: "allow",
    example: "allow some-rule: the table is empty",
    about: "Lets a rule's finding pass, with the reason.",
    repeats: true,
    files: ["up", "down", "verify", "repeatable"],
    check: checkAllowance,
  },
];

/** A key may be a whole line of prose: no more of it is compared. */
const KEY_COMPARED_MAX = 40;

const MARK = /^\s*lockkeeper\s*:\s*/i;
const KEY = /^([A-Za-z][A-Za-z0-9_-]*)(\s*[=:]\s*|\s+|$)(.*)$/s;

/** A comment with what the directive reader must know about it. */
export interface DirectiveComment extends Comment {
  readonly block: boolean;
}

/** The directives of a file, and what is wrong with them. */
export function directivesOf(
  comments: readonly DirectiveComment[],
  file: ReadAs,
): { readonly directives: readonly Directive[]; readonly findings: readonly Finding[] } {
  const directives: Directive[] = [];
  const findings: Finding[] = [];
  for (const comment of comments) {
    const mark = MARK.exec(comment.text);
    if (mark === null) continue;
    const read = directiveOf(comment, comment.text.slice(mark[0].length).trim());
    const finding = read.finding ?? misplaced(read.directive, file) ?? repetition(directives, read.directive);
    if (finding === undefined) directives.push(read.directive);
    else findings.push({ code: "directive", index: comment.span.start, ...finding });
  }
  return { directives, findings };
}

type Wrong = Pick<Finding, "message" | "remedy">;

function directiveOf(
  comment: DirectiveComment,
  body: string,
): { readonly directive: Directive; readonly finding?: Wrong } {
  const [, key = "", separator = "", value = ""] = KEY.exec(body) ?? [];
  const directive = { key, value: value.trim(), line: comment.line };
  const known = DIRECTIVE_KEYS.find((entry) => entry.key === key);
  if (comment.block) {
    return { directive, finding: wrong("A directive stands in a /* */ comment.", `-- lockkeeper: ${body}`) };
  }
  if (known === undefined) return { directive, finding: unknownKey(key) };
  const finding = valueFinding(known, directive.value, separator.trim() !== "");
  return finding === undefined ? { directive } : { directive, finding };
}

function valueFinding(known: DirectiveKey, value: string, separated: boolean): Wrong | undefined {
  const right = `-- lockkeeper: ${known.example}`;
  if (value !== "" && !separated && !known.example.startsWith(`${known.key} `)) {
    return wrong(`The directive ${known.key} needs a sign between its key and its value.`, right);
  }
  const expected = known.check(value);
  if (expected === undefined) return undefined;
  const what = value === "" ? "has no value" : `cannot be "${value}"`;
  return wrong(`The directive ${known.key} ${what}: it takes ${expected}.`, right);
}

const wrong = (message: string, right: string): Wrong => ({ message, remedy: `Write: ${right}` });

function misplaced(directive: Directive, file: ReadAs): Wrong | undefined {
  const known = DIRECTIVE_KEYS.find((entry) => entry.key === directive.key);
  if (known === undefined || known.files.includes(file)) return undefined;
  const own = known.files.filter((each) => each !== "repeatable");
  return {
    message: `The directive ${directive.key} means nothing in a ${file} file.`,
    remedy:
      file === "repeatable" ? "Remove it." : `Move it to the ${own.join(" or ")} file of the migration.`,
  };
}

function repetition(before: readonly Directive[], directive: Directive): Wrong | undefined {
  const known = DIRECTIVE_KEYS.find((entry) => entry.key === directive.key);
  const first = before.find((earlier) => earlier.key === directive.key);
  if (known?.repeats !== false || first === undefined) return undefined;
  return {
    message: `The directive ${directive.key} stands on line ${first.line} already.`,
    remedy: "Keep one of the two.",
  };
}

function unknownKey(key: string): Wrong {
  const keys = DIRECTIVE_KEYS.map((entry) => entry.key);
  const near = nearestWord(key.toLowerCase().slice(0, KEY_COMPARED_MAX), keys);
  const example = DIRECTIVE_KEYS.find((entry) => entry.key === near)?.example;
  const message = key === "" ? "A directive has no key." : `There is no directive "${key}".`;
  return {
    message,
    remedy: example === undefined ? `Known are: ${keys.join(", ")}.` : `Did you mean ${example}?`,
  };
}
