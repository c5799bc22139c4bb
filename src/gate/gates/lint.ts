// The gate `lint`: the files that would run have no hazards.

import type { Evidence, Said } from "../evidence.ts";
import { counted, listed } from "../wording.ts";

const REMEDY = "Look at them: lockkeeper lint";

/** Open where the rules and the reader find nothing that stops a change. */
export function answerLint({ hazards, migrations }: Evidence): Said {
  if ("missing" in hazards) return { state: "closed", says: hazards.missing, remedy: REMEDY };
  const { found } = hazards;
  if (found.length === 0)
    return { state: "open", says: `${counted(migrations.length, "migration")} without a hazard.` };
  const rules = [...new Set(found.map(({ rule, file = "", line }) => `${rule} (${file}:${line ?? 1})`))];
  return { state: "closed", says: `${counted(found.length, "hazard")}: ${listed(rules)}.`, remedy: REMEDY };
}
