// The schema of the AWS provider: what a resource, a data source or a block of one takes and gives.

import { brotliDecompressSync } from "node:zlib";

import packed from "./aws.json" with { type: "json" };

export interface SchemaBlock {
  /** A letter for the type (s, n, b, l, t, m, a), and one for the use: required, optional, computed, or default (both). */
  readonly a: Readonly<Record<string, string>>;
  /** Blocks inside; `r` where one must be there. */
  readonly b: Readonly<Record<string, SchemaBlock & { readonly r?: 1 }>>;
}

export interface ProviderSchema {
  readonly resources: Readonly<Record<string, SchemaBlock>>;
  readonly data: Readonly<Record<string, SchemaBlock>>;
}

/** Unpacks the schema: a few milliseconds, once for a look at files. */
export function providerSchema(): ProviderSchema {
  const text = brotliDecompressSync(Buffer.from(packed.brotli, "base64")).toString();
  return JSON.parse(text) as ProviderSchema;
}
