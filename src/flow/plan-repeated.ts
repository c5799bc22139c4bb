// Plans repeatables by what the database has: read, compared with the files, and nothing changed.

import { readStanding } from "../catalog/catalog.ts";
import type { History } from "../core/history.ts";
import type { MigrationFolder } from "../core/migration.ts";
import type { Plan } from "../core/plan.ts";
import type { Problem } from "../core/problem.ts";
import type { Version } from "../core/version.ts";
import type { Session } from "../database/database.ts";
import {
  orderRepeatables,
  planRepeatables,
  refuseProblems,
  type FoundRepeatable,
  type ReadRepeatable,
} from "../plan/plan.ts";
import type { Journey } from "./journey.ts";
import { formerObjects, leftBehind, type Former } from "./left-behind.ts";
import { parseRepeatables } from "./parsed.ts";
import { pendingRepeatables } from "./repeatables.ts";
import { wantedIn } from "./wanted.ts";

export interface RepeatRequest {
  /** All of the folder. */
  readonly read: readonly ReadRepeatable[];
  readonly history: History;
  /** Of those whose text has changed these alone. */
  readonly only?: ReadonlySet<Version>;
  /** Filled with what is not right and stops nothing. */
  readonly known: { problems: readonly Problem[] };
}

/** The plan by the catalogs as they are now. Throws Failure where objects would be lost. */
export async function planRepeated(
  { settings: { limits, role } }: Journey,
  session: Session,
  { read, history, only, known }: RepeatRequest,
): Promise<Plan> {
  const { searchPath, found, former } = await findStanding(session, read, { history, role });
  const { order, needs, problems } = orderRepeatables(found, searchPath);
  refuseProblems(problems);
  const plan = planRepeatables(order, {
    history,
    needs,
    limits,
    ...(role === undefined ? {} : { role }),
    ...(only === undefined ? {} : { only }),
  });
  known.problems = [...known.problems, ...leftBehind(former, statementsIn(plan))];
  return plan;
}

const statementsIn = ({ migrations }: Plan): ReadonlySet<string> =>
  new Set(
    migrations.flatMap(({ steps }) => steps.flatMap(({ statements }) => statements.map(({ text }) => text))),
  );

/** Warnings about what repeatables of the past have left in the database. */
export async function whatIsLeftBehind(
  journey: Journey,
  session: Session,
  { folder, history }: { readonly folder: MigrationFolder; readonly history: History },
): Promise<readonly Problem[]> {
  const { role } = journey.settings;
  const read = await parseRepeatables(journey, folder);
  const { former } = await findStanding(session, read, { history, role });
  return leftBehind(former, new Set());
}

interface Looking {
  readonly history: History;
  readonly role: string | undefined;
}

interface Looked {
  readonly searchPath: readonly string[];
  readonly found: readonly FoundRepeatable[];
  readonly former: readonly Former[];
}

async function findStanding(
  session: Session,
  read: readonly ReadRepeatable[],
  { history, role }: Looking,
): Promise<Looked> {
  const repeatables = read.map(({ repeatable }) => repeatable);
  const pending = new Set(pendingRepeatables({ repeatables }, history).map(({ name }) => name));
  const wanted = read.flatMap(({ repeatable, content }) => wantedIn(content, pending.has(repeatable.name)));
  const { searchPath, objects } = await readStanding(session, wanted, role);
  const next = objects.values();
  const standing = read.map(({ content }) => content.makes.map(() => next.next().value ?? []));
  const made = new Set(objects.flat().map(({ key }) => key));
  const former = await formerObjects(session, repeatables, { history, role, made });
  const found = read.map((each, index): FoundRepeatable => ({
    ...each,
    standing: standing[index] ?? [],
    former: former.find(({ name }) => name === each.repeatable.name)?.objects ?? [],
  }));
  return { searchPath, found, former };
}
