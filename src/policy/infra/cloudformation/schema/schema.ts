// What CloudFormation takes: types of resources with their properties and attributes, as AWS describes them.

import { brotliDecompressSync } from "node:zlib";

import packed from "./types.json" with { type: "json" };

/** Properties by name. `!` in front of a type is for a required one, `~` for one whose change makes the resource anew. */
export type Properties = Readonly<Record<string, string>>;

export interface ResourceType {
  readonly p: Properties;
  /** What `GetAtt` gives. */
  readonly a: readonly string[];
  /** Present where data is lost with the resource. */
  readonly s?: 1;
}

export interface Schema {
  readonly types: readonly Properties[];
  readonly resources: Readonly<Record<string, ResourceType>>;
}

/** Unpacks the schema: some ten milliseconds, once for a look at files. */
export function cloudFormationSchema(): Schema {
  return JSON.parse(brotliDecompressSync(Buffer.from(packed.brotli, "base64")).toString()) as Schema;
}
