// What is planned for the infrastructure, in two sentences that stand above what was found.

import type { PlannedChanges } from "../../core/outcome.ts";

export const plannedLines = ({
  hash,
  create,
  update,
  replace,
  destroy,
}: PlannedChanges): readonly string[] => [
  `Plan ${hash}`,
  `To create: ${create}. To change: ${update}. To replace: ${replace}. To destroy: ${destroy}.`,
];
