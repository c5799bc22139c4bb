// What the table of Alembic says: the heads alone. What stands before a head in the graph has run before it.

import type { ForeignHistory, ForeignProject } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import type { Session } from "../../../database/database.ts";
import type { FoundTable } from "../../tool.ts";

/** Every head with all that it needs, in the order of the files. */
export async function readHistory(
  session: Session,
  { quoted }: FoundTable,
  { migrations }: ForeignProject,
): Promise<ForeignHistory> {
  const rows = await session.query<{ id: string }>(
    `select version_num as id from ${quoted} order by version_num`,
  );
  const heads = rows.map(({ id }) => id);
  const afters = new Map(migrations.map(({ origin }) => [origin.id, origin.after ?? []]));
  const reached = new Map(heads.map((head) => [head, ancestorsOf(head, afters)]));
  const applied = new Set([...reached].flatMap(([head, before]) => [head, ...before]));
  const known = migrations.map(({ origin }) => origin.id).filter((id) => applied.has(id));
  const unknown = heads.filter((head) => !afters.has(head));
  return {
    rows: [...known, ...unknown].map((id) => ({ id, state: "applied" })),
    problems: [...reached].flatMap(([head, before]) =>
      heads.filter((other) => before.has(other)).map((other) => overlap(other, head, quoted)),
    ),
  };
}

/** All that runs before a revision. A ring in the graph ends where it meets itself. */
function ancestorsOf(id: string, afters: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...(afters.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(afters.get(next) ?? []));
  }
  return found;
}

const overlap = (before: string, head: string, table: string): Problem => ({
  code: "adopt-history",
  severity: "error",
  message: `${table} names \`${before}\` as a head, and \`${head}\` as well, which comes after it.`,
  remedy: `Alembic refuses to go on from there, too. Look which is right, and \`alembic stamp --purge\` that one.`,
});
