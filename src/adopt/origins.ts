// The file `origins.json` beside converted migrations: which of them was which to the tool that they come from.

import { z } from "zod";

import type { NamedTables, Origin } from "../core/adoption.ts";
import type { Problem } from "../core/problem.ts";
import { asVersion, type Version } from "../core/version.ts";
import type { Converted } from "./convert.ts";

/** Relative to the migrations folder. With it, every other database of the team is adopted without the old files. */
export const ORIGINS_FILE = "origins.json";

/** A migration of ours with what it was. */
export interface Known {
  readonly version: Version;
  readonly origin: Origin;
}

export interface Origins {
  readonly tool: string;
  /** Where it keeps its tables, where its settings said so. */
  readonly tables?: NamedTables;
  readonly migrations: readonly Known[];
}

const TABLE = z.strictObject({ schema: z.string().exactOptional(), table: z.string() });

const SHAPE = z.strictObject({
  format: z.literal(1),
  tool: z.string(),
  tables: z.strictObject({ history: TABLE.exactOptional(), lock: TABLE.exactOptional() }).exactOptional(),
  migrations: z.array(
    z.strictObject({
      version: z.string(),
      id: z.string(),
      source: z.string(),
      checksums: z.array(z.string()).default([]),
      after: z.array(z.string()).default([]),
    }),
  ),
});

/** The text of the file. */
export const writeOrigins = (
  tool: string,
  migrations: readonly Converted[],
  tables: NamedTables | undefined,
): string =>
  `${JSON.stringify(
    {
      format: 1,
      tool,
      ...(tables && { tables }),
      migrations: migrations.map(({ version, origin: { id, source, checksums, after = [] } }) => ({
        version,
        id,
        source,
        ...(checksums.length === 0 ? {} : { checksums: [...checksums] }),
        ...(after.length === 0 ? {} : { after: [...after] }),
      })),
    } satisfies z.input<typeof SHAPE>,
    undefined,
    2,
  )}\n`;

/** What the file says, or what is wrong with it. */
export function readOrigins(text: string, file: string): Origins | Problem {
  try {
    const { tool, tables, migrations } = SHAPE.parse(JSON.parse(text));
    return {
      tool,
      ...(tables && { tables }),
      migrations: migrations.map(({ version, ...origin }) => ({ version: asVersion(version), origin })),
    };
  } catch (cause) {
    const [issue] = cause instanceof z.ZodError ? cause.issues : [];
    const why = issue ? `${issue.path.join(".")}: ${issue.message}` : String(cause);
    return {
      code: "bad-origins",
      severity: "error",
      message: `${file} is not what \`lockkeeper adopt --convert\` writes: ${why}`,
      remedy: "Get it back from Git.",
      file,
    };
  }
}
