// The record of a rehearsal as a file: written for a deploy that asks whether these files were rehearsed.

import type { Failure } from "../../core/failure.ts";
import type { Rehearsal } from "../../core/rehearsal.ts";

/** Raised when a record of before could not be read as one of now. */
export const RECORD_FORMAT = "lockkeeper-rehearsal-1";

/** The record's text. Failures lose their causes; nothing else is left out. */
export function writeRecord(rehearsal: Rehearsal): string {
  return `${JSON.stringify(recordOf(rehearsal), undefined, 1)}\n`;
}

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
