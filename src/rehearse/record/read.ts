// Reads the record of a rehearsal back, and refuses what is none of ours.

import { Failure, type FailureCode } from "../../core/failure.ts";
import type { Rehearsal } from "../../core/rehearsal.ts";
import { RECORD_FORMAT } from "./record.ts";

const AGAIN = "Make it anew: lockkeeper rehearse";

/** The rehearsal that a record's text tells of; `file` is for messages. Throws Failure `bad-files`. */
export async function readRecord(text: string, file: string): Promise<Rehearsal> {
  const refuse = (reason: string): Failure =>
    new Failure("bad-files", `${file} is not a rehearsal record that can be read: ${reason}.`, {
      hint: AGAIN,
      file,
    });
  const read = parsed(text);
  if (read === undefined) throw refuse("it is not JSON, or was cut short");
  const format = formatOf(read);
  if (format !== RECORD_FORMAT)
    throw refuse(
      format === undefined ? "it names no format" : `its format is ${format}, not ${RECORD_FORMAT}`,
    );
  // Only those who read a record pay for loading what checks it.
  const { RECORD_SHAPE } = await import("./shape.ts");
  const checked = RECORD_SHAPE.safeParse(read);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw refuse(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "it has another shape"}`);
  }
  const { format: _format, ...written } = checked.data as Written & { readonly format: string };
  return rehearsalOf(written);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function formatOf(read: unknown): string | undefined {
  if (typeof read !== "object" || read === null || !("format" in read)) return undefined;
  return typeof read.format === "string" ? read.format : undefined;
}

interface WrittenFailure {
  readonly code: FailureCode;
  readonly message: string;
}

/** As `writeRecord` writes it: failures are flat there. */
interface Written extends Omit<Rehearsal, "migrations"> {
  readonly migrations: readonly WrittenMigration[];
}

type OneMigration = Rehearsal["migrations"][number];

interface WrittenMigration extends Omit<OneMigration, "failure" | "roundTrip"> {
  readonly failure?: WrittenFailure;
  readonly roundTrip: Omit<OneMigration["roundTrip"], "failures"> & {
    readonly failures: readonly {
      readonly part: "down" | "again" | "rerun";
      readonly failure: WrittenFailure;
    }[];
  };
}

function rehearsalOf({ migrations, ...rest }: Written): Rehearsal {
  return {
    ...rest,
    migrations: migrations.map(({ failure, roundTrip, ...migration }) => ({
      ...migration,
      roundTrip: {
        ...roundTrip,
        failures: roundTrip.failures.map(({ part, failure: each }) => ({ part, failure: failureOf(each) })),
      },
      ...(failure ? { failure: failureOf(failure) } : {}),
    })),
  };
}

const failureOf = ({ code, message, ...details }: WrittenFailure): Failure =>
  new Failure(code, message, details);
