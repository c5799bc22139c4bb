// The shape of a receipt: what is checked when one is read, and what its JSON schema is made from.

import { z } from "zod";

import { BACKUP_KINDS } from "../core/backup.ts";
import { RECEIPT_FORMAT } from "./receipt.ts";

const count = z.number().int().nonnegative();
const time = z.iso.datetime().describe("in UTC");
const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("SHA-256 in hex");

const content = z.strictObject({
  schema: hash.describe("digest of the schema's snapshot"),
  tables: z.array(
    z.strictObject({
      relation: z.string().describe("with its schema"),
      rows: count,
      hash: z.string().optional().describe("sum over the hashes of all rows"),
    }),
  ),
});

const proof = z.strictObject({
  provenAt: time,
  restoreMs: z.number().nonnegative().describe("milliseconds that the restore took"),
  tables: count,
  rows: count,
  hashes: z.boolean().describe("whether the rows' hashes were compared"),
});

export const RECEIPT_SHAPE: z.ZodType = z.strictObject({
  format: z.literal(RECEIPT_FORMAT),
  id: z.string().regex(/^\d{8}_\d{6}_[0-9a-f]{4}$/),
  kind: z.enum(BACKUP_KINDS),
  environment: z.string().optional(),
  database: z.string(),
  system: z.string().optional().describe("the server's own number (system_identifier)"),
  serverVersion: count.describe("server_version_num"),
  startedAt: time,
  finishedAt: time,
  place: z.string().describe("folder beside the receipt, or what its keeper knows it by"),
  bytes: count.optional(),
  checksum: hash.optional().describe("SHA-256 over the files, in hex"),
  lsn: z.string().optional().describe("place in the write-ahead log to which it can be brought back"),
  lsnStart: z.string().optional().describe("place in the write-ahead log where it was begun"),
  program: z.string().optional(),
  checked: z.string().optional().describe("what looked it over, short of a restore"),
  content: content.optional(),
  proof: proof.optional(),
});
