// What the files and the journal tell about repeatables, without a look at the database.

import type { History } from "../core/history.ts";
import type { MigrationFolder } from "../core/migration.ts";
import type { PendingMigration } from "../core/outcome.ts";
import type { Problem } from "../core/problem.ts";
import { repeatableVersion } from "../core/repeatable.ts";
import { compareRepeatables, isPending, orderRepeatables, type ReadRepeatable } from "../plan/plan.ts";

/** Where names without a schema are looked for as long as no database has been asked. */
const USUAL_PATH = ["public"];

/** The repeatables of a folder that wait because of their text, as migrations are listed. */
export const pendingRepeatables = (
  { repeatables }: Pick<MigrationFolder, "repeatables">,
  history: Pick<History, "repeated">,
): readonly PendingMigration[] =>
  compareRepeatables(repeatables, history)
    .filter(isPending)
    .map(({ name }) => ({ version: repeatableVersion(name), name }));

/** What is wrong with the files, each by itself and all together. */
export function problemsOfRepeatables(read: readonly ReadRepeatable[]): readonly Problem[] {
  const ofFiles = read.flatMap(({ script }) => script.problems);
  return ofFiles.length > 0 ? ofFiles : orderRepeatables(read, USUAL_PATH).problems;
}

/** As they would be applied, as far as the files tell. */
export const inOrder = (read: readonly ReadRepeatable[]): readonly ReadRepeatable[] =>
  orderRepeatables(read, USUAL_PATH).order;
