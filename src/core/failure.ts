// Failures: what is thrown when a command cannot go on, and the one table from failure to exit code.

/** Exit codes, stable once released; docs/formats.md says the same and a test compares them. */
export const EXIT_CODES = {
  done: 0,
  failed: 1,
  "wrong-use": 2,
  refused: 3,
  locked: 4,
  interrupted: 5,
} as const;

/** Every code a failure can carry, with the exit code it leads to. */
export const FAILURE_EXITS = {
  "wrong-use": "wrong-use",
  "bad-configuration": "wrong-use",
  "bad-files": "failed",
  "statement-failed": "failed",
  "in-the-way": "failed",
  "index-mismatch": "failed",
  "needs-session": "failed",
  "connection-failed": "failed",
  "connection-lost": "failed",
  "session-ended": "failed",
  "server-refused": "failed",
  "server-unavailable": "failed",
  "journal-newer": "failed",
  "verify-failed": "failed",
  "problems-found": "failed",
  "hazards-found": "failed",
  "drift-found": "failed",
  "backup-unproven": "failed",
  unhealthy: "failed",
  "not-found": "failed",
  "out-of-order": "refused",
  "edited-migration": "refused",
  "no-down": "refused",
  irreversible: "refused",
  "depended-on": "refused",
  "history-moved": "refused",
  protected: "refused",
  "gate-closed": "refused",
  "state-destroyed": "refused",
  unfinished: "refused",
  unconfirmed: "refused",
  locked: "locked",
  interrupted: "interrupted",
  unexpected: "failed",
} as const;

export type FailureCode = keyof typeof FAILURE_EXITS;

export interface FailureDetails {
  /** What to type or do next. */
  readonly hint?: string;
  readonly file?: string;
  readonly line?: number;
  /** The source with a caret, ready to print. */
  readonly excerpt?: string;
  readonly cause?: unknown;
}

/** The one error class: says what happened, where, and what to do next. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FailureCode;
  readonly hint: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly excerpt: string | undefined;

  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.file = details.file;
    this.line = details.line;
    this.excerpt = details.excerpt;
  }
}

/** The exit code of a failure. */
export const exitCodeOf = (failure: Failure): number => EXIT_CODES[FAILURE_EXITS[failure.code]];

/** Any thrown value as a failure; an aborted signal is an interruption, and what is neither is a defect and says so. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (thrown instanceof Error && thrown.name === "AbortError") {
    return new Failure("interrupted", "Interrupted.", {
      hint: "Run the same command again to go on.",
      cause: thrown,
    });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new Failure("unexpected", message, {
    hint: "This looks like a defect of lockkeeper. Run again with --verbose and report what it prints.",
    cause: thrown,
  });
}
