// The table databasechangelog: what Liquibase has run, and what it has only marked as run.

import type { ForeignHistory, ForeignProject, HistoryRow } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Session } from "../../../database/database.ts";
import { isoOf } from "../../then.ts";
import type { FoundTable } from "../../tool.ts";
import { identityOf, plainPath } from "./change-set.ts";
import { asking, filtersIn } from "./migration.ts";

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
  { migrations, leftOut = [] }: ForeignProject,
): Promise<ForeignHistory> {
  const ran = await session.query<Ran>(
    `select log.id, log.author, log.filename, log.exectype, log.md5sum, ${isoOf("log.dateexecuted")} as at
    from ${quoted} as log order by log.dateexecuted, log.orderexecuted`,
  );
  const known = [...migrations.map(({ origin }) => origin.id), ...leftOut.map(({ id }) => id)];
  const checksums = new Map(migrations.map(({ origin }) => [origin.id, origin.checksums]));
  const texts = new Map(migrations.map(({ origin, up }) => [origin.id, up.text]));
  const rows: HistoryRow[] = [];
  const problems: Problem[] = [];
  for (const each of ran) {
    const row = rowFrom(each, known, checksums);
    if (row) rows.push(row);
    const id = row?.id ?? "";
    problems.push(...doubtsAbout(each, id, texts.get(id) ?? ""));
  }
  const seen = new Set(rows.map(({ id }) => id));
  const filtered = migrations.flatMap(({ origin, up }) => {
    const filters = seen.has(origin.id) ? undefined : filtersIn(up.text);
    return filters === undefined ? [] : [notRun(origin.id, filters)];
  });
  return { rows, problems: [...problems, ...filtered] };
}

const STATES: Readonly<Record<string, HistoryRow["state"]>> = {
  EXECUTED: "applied",
  RERAN: "applied",
  MARK_RAN: "applied",
  FAILED: "failed",
};

function rowFrom(
  ran: Ran,
  known: readonly string[],
  checksums: ReadonlyMap<string, readonly string[]>,
): HistoryRow | undefined {
  // A changeset that was passed over is run the next time.
  if (ran.exectype === "SKIPPED") return undefined;
  const id = sameAs(ran, known);
  // One of a version that is not made here says nothing.
  const version = ran.md5sum?.slice(0, 2) ?? "";
  const isComparable = checksums.get(id)?.some((each) => each.startsWith(version)) === true;
  return {
    id,
    state: STATES[ran.exectype] ?? "unfinished",
    ...(ran.md5sum !== null && isComparable ? { checksum: ran.md5sum } : {}),
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

const MARKED: Readonly<Record<ReturnType<typeof asking>, string>> = {
  asks: "It counts as applied. Nothing is to be done: its file asks the same before it runs anywhere else.",
  "need-not":
    "It counts as applied. On a new database it holds, so that it is run there, as Liquibase would.",
  cannot:
    "It counts as applied. Where replaying it fails or makes something else, write into its changeset what Liquibase " +
    "asks (`do $$ begin if … then … end if; end $$`), with `validCheckSum: any`, and adopt again.",
};

/** What is taken as it is, and should be known. */
function doubtsAbout(
  { exectype, md5sum, id: name, author }: Ran,
  id: string,
  text: string,
): readonly Problem[] {
  if (exectype === "MARK_RAN") {
    return [
      warning(
        `\`${id}\` was marked as run without being run: its precondition did not hold.`,
        MARKED[asking(text)],
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

const notRun = (id: string, filters: string): Problem =>
  warning(
    `\`${id}\` is not in the table, and Liquibase runs it only for ${filters}: not run yet, or not meant for this database.`,
    "After adopting it is pending. Where this database is not meant, leave it out with --contexts or --labels, or " +
      "remove its file before `lockkeeper up`.",
  );

const warning = (message: string, remedy: string): Problem => ({
  ...{ code: "adopt-history", severity: "warning", message, remedy },
});
