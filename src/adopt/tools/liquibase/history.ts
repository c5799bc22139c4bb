// The table databasechangelog: what Liquibase has run, and what it has only marked as run.

import type { ForeignHistory, ForeignProject, HistoryRow } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Session } from "../../../database/database.ts";
import { isoOf } from "../../then.ts";
import type { FoundTable } from "../../tool.ts";
import { identityOf, plainPath } from "./change-set.ts";
import { contextsIn } from "./migration.ts";

interface Ran {
  readonly id: string;
  readonly author: string;
  readonly filename: string;
  readonly exectype: string;
  readonly md5sum: string | null;
  readonly at: string | null;
}

/** What the table says, with the paths that the files have here: Liquibase's begin where it was started. */
export async function readHistory(
  session: Session,
  { quoted }: FoundTable,
  { migrations }: ForeignProject,
): Promise<ForeignHistory> {
  const ran = await session.query<Ran>(
    `select log.id, log.author, log.filename, log.exectype, log.md5sum, ${isoOf("log.dateexecuted")} as at
    from ${quoted} as log order by log.dateexecuted, log.orderexecuted`,
  );
  const known = migrations.map(({ origin }) => origin.id);
  const rows: HistoryRow[] = [];
  const problems: Problem[] = [];
  for (const each of ran) {
    const row = rowFrom(each, known);
    if (row) rows.push(row);
    problems.push(...doubtsAbout(each, row?.id ?? ""));
  }
  const seen = new Set(rows.map(({ id }) => id));
  const filtered = migrations.flatMap(({ origin, up }) => {
    const contexts = seen.has(origin.id) ? undefined : contextsIn(up.text);
    return contexts === undefined ? [] : [inContext(origin.id, contexts)];
  });
  return { rows, problems: [...problems, ...filtered] };
}

const STATES: Readonly<Record<string, HistoryRow["state"]>> = {
  EXECUTED: "applied",
  RERAN: "applied",
  MARK_RAN: "applied",
  FAILED: "failed",
};

function rowFrom(ran: Ran, known: readonly string[]): HistoryRow | undefined {
  // A changeset that was passed over is run the next time.
  if (ran.exectype === "SKIPPED") return undefined;
  return {
    id: sameAs(ran, known),
    state: STATES[ran.exectype] ?? "unfinished",
    ...(ran.md5sum !== null && /^[89]:/.test(ran.md5sum) ? { checksum: ran.md5sum } : {}),
    ...(ran.at === null ? {} : { appliedAt: ran.at }),
  };
}

/** The changeset of that name; with a path that begins elsewhere only where a single one fits. */
function sameAs({ id, author, filename }: Ran, known: readonly string[]): string {
  const path = plainPath(filename);
  const own = identityOf({ id, author, path });
  if (known.includes(own)) return own;
  const rest = `::${id}::${author}`;
  const near = known.filter((each) => {
    if (!each.endsWith(rest)) return false;
    const other = each.slice(0, -rest.length);
    return other.endsWith(`/${path}`) || path.endsWith(`/${other}`);
  });
  const [only, ...others] = near;
  return only === undefined || others.length > 0 ? own : only;
}

/** What is taken as it is, and should be known. */
function doubtsAbout({ exectype, md5sum, id: name, author }: Ran, id: string): readonly Problem[] {
  if (exectype === "MARK_RAN") {
    return [
      warning(
        `\`${id}\` was marked as run without being run: its precondition did not hold.`,
        "It counts as applied. Nothing is to be done where replaying it makes the same schema.",
      ),
    ];
  }
  if (md5sum !== null && !/^[1-9]:/.test(md5sum)) {
    return [
      warning(
        `\`${author}:${name}\` has the checksum ${md5sum}, of a version that is not known here, so that its text is not compared.`,
        "Look that the file is as it was when Liquibase ran it.",
      ),
    ];
  }
  return [];
}

const inContext = (id: string, contexts: string): Problem =>
  warning(
    `\`${id}\` is not in the table, and Liquibase runs it only in the context ${contexts}: not run yet, or not meant for this database.`,
    "After adopting it is pending. Where this database is not meant, remove its file before `lockkeeper up`.",
  );

const warning = (message: string, remedy: string): Problem => ({
  ...{ code: "adopt-history", severity: "warning", message, remedy },
});
