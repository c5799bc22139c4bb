// The record of a rehearsal as a file: written for a deploy that asks whether these files were rehearsed.

import type { Failure } from "../../core/failure.ts";
import { redact } from "../../core/redact.ts";
import type { Rehearsal } from "../../core/rehearsal.ts";

/** Raised when a record of before could not be read as one of now. */
export const RECORD_FORMAT = "lockkeeper-rehearsal-1";

/** The record's text. Failures lose their causes, and texts their secrets; nothing else is left out. */
export const writeRecord = (rehearsal: Rehearsal): string =>
  `${JSON.stringify(recordOf(rehearsal), withoutSecret, 1)}\n`;

const withoutSecret = (_: string, value: unknown): unknown =>
  typeof value === "string" ? redact(value) : value;

function recordOf({ migrations, ...rest }: Rehearsal): unknown {
  return {
    format: RECORD_FORMAT,
    ...rest,
    migrations: migrations.map(({ failure, roundTrip, ...migration }) => ({
      ...migration,
      roundTrip: {
        ...roundTrip,
        failures: roundTrip.failures.map(({ part, failure: each }) => ({ part, failure: flat(each) })),
      },
      ...(failure ? { failure: flat(failure) } : {}),
    })),
  };
}

const flat = ({ code, message, hint, file, line, excerpt }: Failure): unknown => ({
  code,
  message,
  ...(hint === undefined ? {} : { hint }),
  ...(file === undefined ? {} : { file }),
  ...(line === undefined ? {} : { line }),
  ...(excerpt === undefined ? {} : { excerpt }),
});
