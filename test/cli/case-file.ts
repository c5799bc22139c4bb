// Reads the `case.yaml` of a transcript: what lies in the project, and what is typed and done one after the other.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

type Texts = Readonly<Record<string, string>>;

/** A command of the tool. */
export interface Run {
  readonly run: string;
  /** Added to a clean environment. */
  readonly env?: Texts | undefined;
  /** `none`: DATABASE_URL is not set. */
  readonly database?: "none" | undefined;
  /** The folder of the project that it is typed in. */
  readonly in?: string | undefined;
}

/** Something that happens to the project's files. */
export type FileStep =
  | { readonly write: Texts }
  /** In hex. */
  | { readonly bytes: Texts }
  /** Files of so many bytes, all of them NUL. */
  | { readonly grow: Readonly<Record<string, number>> }
  | { readonly link: Texts }
  | { readonly rename: Texts }
  | { readonly remove: string }
  /** Shows the files of a folder as they are now. */
  | { readonly list: string };

/** One thing that happens. */
export type Step =
  | Run
  /** A command that goes on in the background until a query, asked again and again, answers true. */
  | { readonly start: string; readonly until: string }
  | { readonly signal: "SIGINT" | "SIGTERM" | "SIGKILL" }
  /** Waits for the background command and shows what it said. */
  | { readonly finish: true }
  /** What another session says to the database, as superuser. Rows are shown. */
  | { readonly sql: string }
  /** What another session does in a transaction that it leaves open until the case ends. */
  | { readonly hold: string }
  | FileStep;

export interface Case {
  readonly about: string;
  readonly files: Texts;
  readonly steps: readonly Step[];
}

const texts: z.ZodType<Texts> = z.record(z.string(), z.string());

const step: z.ZodType<Step> = z.union([
  z.strictObject({
    run: z.string(),
    env: texts.optional(),
    database: z.literal("none").optional(),
    in: z.string().optional(),
  }),
  z.strictObject({ start: z.string(), until: z.string() }),
  z.strictObject({ signal: z.enum(["SIGINT", "SIGTERM", "SIGKILL"]) }),
  z.strictObject({ finish: z.literal(true) }),
  z.strictObject({ sql: z.string() }),
  z.strictObject({ hold: z.string() }),
  z.strictObject({ write: texts }),
  z.strictObject({ bytes: texts }),
  z.strictObject({ grow: z.record(z.string(), z.number()) }),
  z.strictObject({ link: texts }),
  z.strictObject({ rename: texts }),
  z.strictObject({ remove: z.string() }),
  z.strictObject({ list: z.string() }),
]);

const schema: z.ZodType<Case> = z.strictObject({
  about: z.string(),
  files: texts.default({}),
  steps: z.array(step),
});

/** The case in a folder. Throws where the file is not one. */
export const readCase = (folder: string): Case =>
  schema.parse(parse(readFileSync(join(folder, "case.yaml"), "utf8")));
