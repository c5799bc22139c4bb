// One test for each thing that can be wrong with a small project of three tables and its history.

import { test } from "node:test";

import { openYard, tellsIn, type Damage, type Files } from "./adopting.ts";

/** What the three migrations of every small project do. */
export const UPS: readonly string[] = ["a", "b", "c"].map((name) => `create table ${name} (id int);\n`);

export interface Ground {
  readonly tool: string;
  readonly files: Files;
  /** The tool's table; the three tables are made before it. */
  readonly history: string;
}

/** Declares the tests. */
export function tellsAll({ tool, files, history }: Ground, damages: readonly Damage[]): void {
  for (const damage of damages) {
    test(`${tool}: ${damage.title}`, async (t) => {
      const yard = await openYard(t);
      await yard.write(files);
      await yard.sql(`${UPS.join("")}${history}`);
      await tellsIn(t, tool, { yard, damage });
    });
  }
}
