// The shape of a file that says what an environment has applied.

import { z } from "zod";

import type { AppliedRecord } from "../core/deploy.ts";
import { asChecksum } from "../core/migration.ts";
import { asVersion } from "../core/version.ts";
import { APPLIED_FORMAT } from "./applied-record.ts";

interface Written extends Omit<AppliedRecord, "system"> {
  readonly format: string;
  readonly system?: string | undefined;
}

export const APPLIED_SHAPE: z.ZodType<Written> = z.strictObject({
  format: z.literal(APPLIED_FORMAT),
  environment: z.string(),
  database: z.string(),
  system: z.string().optional(),
  takenAt: z.iso.datetime(),
  applied: z.array(
    z.strictObject({
      version: z.string().transform(asVersion),
      name: z.string(),
      by: z.enum(["applied", "baselined", "adopted", "marked-applied"]),
      checksum: z.string().transform(asChecksum),
      appliedAt: z.string(),
    }),
  ),
});
