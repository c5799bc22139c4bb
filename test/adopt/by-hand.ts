// Makes the database of a tool that cannot be installed here: its migrations by our hand, its table by its rules.

import type { Yard } from "./adopting.ts";
import { SAMPLE, type SampleMigration } from "./sample.ts";

/** Runs the sample and the tool's table, which has a row for each of it. */
export async function madeByHand(
  yard: Yard,
  { table, row }: { readonly table: string; readonly row: (each: SampleMigration, index: number) => string },
): Promise<void> {
  await yard.sql(table);
  for (const [index, each] of SAMPLE.entries()) {
    await yard.sql(each.up);
    await yard.sql(row(each, index));
  }
}
