// The shape of a rehearsal record: what is checked when one is read, and what its JSON schema is made from.

import { z } from "zod";

import { FAILURE_EXITS, type FailureCode } from "../../core/failure.ts";
import { LOCK_MODES } from "../../core/lock.ts";
import { RECORD_FORMAT } from "./record.ts";

const FAILURE_CODES = Object.keys(FAILURE_EXITS) as [FailureCode, ...FailureCode[]];

const ms = z.number().nonnegative().describe("milliseconds");
const sinceStart = z.number().describe("milliseconds since the rehearsal began");
const count = z.number().int().nonnegative();
const version = z.string().describe("version of the migration");
const line = count.describe("line in the file, from 1");
const mode = z.enum(LOCK_MODES).describe("PostgreSQL's name of the lock mode");
const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("SHA-256 in hex");

const failure = z.strictObject({
  code: z.enum(FAILURE_CODES),
  message: z.string(),
  hint: z.string().optional(),
  file: z.string().optional(),
  line: line.optional(),
  excerpt: z.string().optional(),
});

const difference = z.strictObject({
  change: z.enum(["added", "removed", "changed"]),
  kind: z.string().describe("PostgreSQL's word for the object: table, column, index …"),
  name: z.string(),
  fact: z.string().optional().describe("what is said of the object and differs"),
  before: z.string().optional(),
  after: z.string().optional(),
});

const lock = z.strictObject({
  relation: z.string().describe("with its schema"),
  kind: z.string(),
  mode,
  existed: z.boolean().describe("whether it was there before the migration"),
  via: z
    .enum([
      "foreign key",
      "partition",
      "default partition",
      "parent",
      "domain",
      "trigger",
      "view",
      "index",
      "other",
    ])
    .optional()
    .describe("why it is locked, where the statement does not name it"),
  fromMs: sinceStart,
  toMs: sinceStart,
});

const stall = z.strictObject({
  relation: z.string(),
  readMs: ms.describe("longest wait of a reader, in milliseconds"),
  writeMs: ms.describe("longest wait of a writer, in milliseconds"),
});

const statement = z.strictObject({
  number: count.describe("number in its file, from 1"),
  line,
  kind: z.string().describe("command tag"),
  text: z.string(),
  step: count.describe("number of its step, from 0"),
  startMs: sinceStart,
  durationMs: ms,
  locks: z.array(lock),
  scanned: z.array(z.strictObject({ relation: z.string(), existed: z.boolean(), rows: z.number() })),
  rewritten: z.array(z.string()),
  walBytes: z.number(),
  phases: z.array(z.string()),
  stalls: z.array(stall),
});

const roundTrip = z.strictObject({
  down: z.enum(["ran", "failed", "none", "irreversible", "untried"]),
  restored: z.boolean().optional(),
  again: z.enum(["same", "different", "failed"]).optional(),
  rerun: z.enum(["same", "changed", "failed", "untried"]),
  differences: z.array(difference),
  failures: z.array(z.strictObject({ part: z.enum(["down", "again", "rerun"]), failure })),
});

const migration = z.strictObject({
  version,
  name: z.string(),
  file: z.string(),
  checksum: z.string().describe("checksum of the up, as in the journal"),
  downChecksum: z.string().optional(),
  durationMs: ms,
  steps: z.array(
    z.strictObject({
      kind: z.enum(["transaction", "autocommit", "copy"]),
      startMs: sinceStart,
      endMs: sinceStart,
    }),
  ),
  statements: z.array(statement),
  stalls: z.array(stall),
  changes: z.array(difference),
  roundTrip,
  failure: failure.optional(),
});

const estimate = z.strictObject({
  version,
  line,
  relation: z.string(),
  mode,
  rows: z.number(),
  bytes: z.number(),
  holdMs: ms,
  basis: z.string(),
});

const finding = z.strictObject({
  rule: z.string(),
  class: z.enum(["hazard", "advice"]),
  severity: z.enum(["error", "warning", "note"]),
  file: z.string().optional(),
  line: line.optional(),
  column: count.optional(),
  version: version.optional(),
  message: z.string(),
  instead: z.string(),
});

const limits = z.strictObject({
  lockTimeoutMs: ms,
  concurrentLockTimeoutMs: ms,
  statementTimeoutMs: ms,
  lockTriesMax: count,
  lockWaitMs: ms,
  deployLockWaitMs: ms,
});

/** Strict, so that a member which the nouns gain is missed by a test until it stands here as well. */
export const RECORD_SHAPE: z.ZodType = z
  .strictObject({
    format: z.literal(RECORD_FORMAT),
    tool: z.string().describe("version of lockkeeper"),
    startedAt: z.string().describe("ISO 8601, in UTC"),
    durationMs: ms,
    server: z.strictObject({
      version: count.describe("server_version_num"),
      kind: z.enum(["embedded", "system", "url"]),
      source: z.enum(["replay", "target", "backup"]).describe("how the scratch database was made"),
    }),
    limits,
    role: z.string().optional(),
    startSchema: hash.describe("digest of the schema that the rehearsal began with"),
    fillRows: count,
    migrations: z.array(migration),
    estimates: z.array(estimate),
    findings: z.array(finding),
    binding: hash.describe("over files, settings and the major version of the server"),
  })
  .meta({ title: "Lockkeeper rehearsal record", id: RECORD_FORMAT });
