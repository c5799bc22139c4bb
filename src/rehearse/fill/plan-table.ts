// Plans the rows of one table: asks the server where it must, and hands the answers to those who decide.

import { showRelation } from "../../core/name.ts";
import type { Session } from "../../database/database.ts";
import { countQuery, countRows } from "./count.ts";
import { openJudge } from "./judge.ts";
import type { Pledge } from "./order.ts";
import { resolveReferences, type References } from "./references.ts";
import { planRows, type RowPlan } from "./row-plan.ts";
import { rulesOf } from "./rule.ts";
import { search, type Tied } from "./search.ts";
import { filtered, sourcesOf } from "./source.ts";
import type { ForeignKey, Refusal, Table } from "./table.ts";
import { variablesOf, type CountedSource, type Variable } from "./variable.ts";

export interface PlanOptions {
  /** Rows that the table has, and rows that it shall have. */
  readonly existing: number;
  readonly rows: number;
  /** Indexes stay below this. */
  readonly reach: number;
  /** References that were made, or have to be made, before their parents have rows. */
  readonly pledges: readonly Pledge[];
}

/** A refusal says why no row can be made. Leaves the judge open on the session. */
export async function planTable(
  session: Session,
  table: Table,
  options: PlanOptions,
): Promise<RowPlan | Refusal> {
  const filledParents = new Set<string>();
  for (const { parentId, parent } of table.foreignKeys) {
    if ((await countRows(session, parent, 1)) > 0) filledParents.add(parentId);
  }
  const later = new Set(options.pledges.map(({ key }) => key));
  const references = resolveReferences(table, (id) => filledParents.has(id), later);
  if ("why" in references) return references;
  const sources = await countSources(session, table, { references, ...options });
  const variables = variablesOf(table, references, sources);
  const unmatched = variables.find(({ choices }) => choices.length === 0)?.source;
  if (unmatched !== undefined) return { why: noRowsTogether(unmatched) };
  const tied = await searchFor(session, table, { references, variables, reach: options.reach });
  return "why" in tied ? tied : planRows(table, { variables, tied }, options.rows - options.existing);
}

async function countSources(
  session: Session,
  table: Table,
  { references, pledges, rows }: PlanOptions & { readonly references: References },
): Promise<readonly CountedSource[]> {
  const counted: CountedSource[] = [];
  const owed = pledges.filter(({ key }) => key.parentId === table.id).map(turned);
  for (const source of sourcesOf([...references.drawn, ...owed], table.columns, rows)) {
    const query = filtered(source, table);
    const count = await countQuery(session, query);
    // Where the conditions leave nothing, they may want some of the columns to be null.
    counted.push(
      count > 0 ? { ...source, query, count } : { ...source, count: await countQuery(session, source.query) },
    );
  }
  return counted;
}

function noRowsTogether({ foreignKeys }: CountedSource): string {
  const parents = foreignKeys.map(({ parent }) => showRelation(parent)).join(" and ");
  return `It refers to ${parents}, which have no rows that go together.`;
}

/** As if the parent referred to the rows that wait for it. */
const turned = ({ table, key }: Pledge): ForeignKey => ({
  ...key,
  columns: key.parentColumns,
  parentId: table.id,
  parent: table.relation,
  parentColumns: key.columns,
});

interface Searching {
  readonly references: References;
  readonly variables: readonly Variable[];
  readonly reach: number;
}

async function searchFor(
  session: Session,
  table: Table,
  { references, variables, reach }: Searching,
): Promise<readonly Tied[] | Refusal> {
  const rules = rulesOf(table, variables, references.conditions);
  if (rules.length === 0) return search(variables, rules, () => Promise.resolve([]));
  return search(variables, rules, await openJudge(session, { rules, variables }, reach));
}
