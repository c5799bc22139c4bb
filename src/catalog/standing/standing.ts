// Reads what a database has of the objects that repeatables make. It asks, and changes nothing.

import { quoteName, quoteRelation } from "../../core/name.ts";
import type { MadeObject } from "../../core/repeatable.ts";
import type { Dependant, ShownColumn, StandingObject } from "../../core/standing-object.ts";
import { isStatementError, type Session } from "../../database/database.ts";
import { factsOf, type Found } from "./facts.ts";
import { DEPENDANTS, RESOLVE } from "./queries.ts";

/** An object that a file makes, and where the file has names looked for. */
export interface WantedObject {
  readonly made: MadeObject;
  readonly searchPath?: readonly string[];
  /** True where it matters how the object would look by the file. */
  readonly compared: boolean;
}

export interface Standing {
  /** The schemas in which names without one are looked for. */
  readonly searchPath: readonly string[];
  /** For each wanted object those that stand: none, one, or for an index without a name all of its table. */
  readonly objects: readonly (readonly StandingObject[])[];
}

/** Migrations may have left other settings. What is set here ends with the transaction. */
const BEGIN =
  "begin isolation level repeatable read, read only; set local session authorization default; set local role none; " +
  "set local search_path to default; set local lock_timeout = '10s'; set local statement_timeout = '60s'";

/** Reads as the role that would make the objects, in a transaction that only reads. */
export async function readStanding(
  session: Session,
  wanted: readonly WantedObject[],
  role: string | undefined,
): Promise<Standing> {
  await session.run(BEGIN);
  try {
    if (role !== undefined) await session.run(`set local role ${quoteName(role)}`);
    const [row] = await session.query<{ path: readonly string[] }>(
      "select pg_catalog.to_json(pg_catalog.current_schemas(false)) as path",
    );
    const found = await findAll(session, wanted);
    await session.run("set local search_path = pg_catalog, pg_temp");
    const dependants = await readDependants(session, found);
    const facts = await factsOf(session, found);
    const objects = wanted.map((_, index) =>
      found
        .filter(({ index: of }) => of === index)
        .flatMap(({ key }) => {
          const fact = facts.get(`${index} ${key}`);
          return fact === undefined ? [] : [{ ...fact, dependants: dependants.get(key) ?? [] }];
        }),
    );
    return { searchPath: row?.path ?? [], objects };
  } finally {
    await session.run("rollback");
  }
}

interface ResolvedRow {
  readonly n: number;
  readonly catalog: string | null;
  readonly id: string | null;
  readonly types: readonly (string | null)[];
  readonly returns: string | null;
}

/** Names mean what they mean to the file: path by path, those of the session first, while it still has them. */
async function findAll(session: Session, wanted: readonly WantedObject[]): Promise<readonly Found[]> {
  const paths = new Set(wanted.map(({ searchPath }) => searchPath?.map(quoteName).join(", ") ?? ""));
  const found: Found[] = [];
  for (const path of [...paths].toSorted()) {
    if (path !== "") await session.query("select pg_catalog.set_config('search_path', $1, true)", [path]);
    const asked = wanted.flatMap((each, n) =>
      (each.searchPath?.map(quoteName).join(", ") ?? "") === path ? [requestFor(each.made, n)] : [],
    );
    for (const row of await session.query<ResolvedRow>(RESOLVE, [JSON.stringify(asked)])) {
      const object = wanted[row.n];
      if (object === undefined || row.catalog === null || row.id === null) continue;
      found.push({
        index: row.n,
        key: `${row.catalog}/${row.id}`,
        catalog: row.catalog,
        id: row.id,
        made: object.made,
        types: row.types,
        returns: row.returns,
        ...(object.compared ? await shownNext(session, object.made) : {}),
      });
    }
  }
  return found;
}

const INPUT = new Set(["i", "b", "v"]);

function requestFor({ kind, name, table, routine }: MadeObject, n: number): object {
  const parameters = routine?.parameters ?? [];
  const inputs = parameters.filter(({ mode }) => INPUT.has(mode)).map(({ type }) => type);
  const known = routine !== undefined && inputs.every((type) => type !== undefined);
  return {
    n,
    kind,
    name: quoteRelation(name),
    plain: name.name,
    ...(table === undefined ? {} : { owner: quoteRelation(table) }),
    ...(known ? { signature: `${quoteRelation(name)}(${inputs.join(",")})` } : {}),
    types: parameters.map(({ type }) => type ?? null),
    returns: routine?.returns?.type ?? null,
  };
}

/** The columns that the query of a view would have now. What it speaks of may be missing: then nobody knows. */
async function shownNext(session: Session, { view }: MadeObject): Promise<Pick<Found, "next">> {
  if (view === undefined) return {};
  await session.run("savepoint lockkeeper_view");
  try {
    const [result] = await session.run(`select * from (${view.query}\n) as shown limit 0`);
    const next = (result?.columns ?? []).map(({ name, type, modifier }, index): ShownColumn => ({
      name: view.columns[index] ?? name,
      type: type === "boolean" ? BOOLEAN : type,
      modifier,
    }));
    return { next };
  } catch (error) {
    if (!isStatementError(error)) throw error;
    await session.run("rollback to savepoint lockkeeper_view");
    return {};
  }
}

const BOOLEAN = "16";

interface DependantRow {
  readonly key: string;
  readonly other: string;
  readonly shown: string;
}

async function readDependants(
  session: Session,
  found: readonly Found[],
): Promise<ReadonlyMap<string, readonly Dependant[]>> {
  const rows = await session.query<DependantRow>(DEPENDANTS, [
    found.map(({ catalog }) => catalog),
    found.map(({ id }) => id),
  ]);
  const dependants = new Map<string, Dependant[]>();
  for (const { key, other, shown } of rows) {
    const known = dependants.get(key);
    if (known === undefined) dependants.set(key, [{ key: other, shown }]);
    else known.push({ key: other, shown });
  }
  return dependants;
}
