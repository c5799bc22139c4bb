// Asks the server how far choices satisfy rules: it tries the rows out in a function of its own.

import { quoteName } from "../../core/name.ts";
import type { Session } from "../../database/database.ts";
import { ENDLESS, rowOfParent, valueOf, type Choice } from "./choice.ts";
import { joined, raw, sql, textOf, type Fragment } from "./fragment.ts";
import type { Rule } from "./rule.ts";
import { plainType } from "./value-type.ts";
import type { Variable } from "./variable.ts";

/** A rule with the place of the choice that is tried for each of its variables. */
export interface Trial {
  readonly rule: Rule;
  readonly choices: readonly number[];
}

/** For how many indexes, counted from 0, each trial satisfies its rule; ENDLESS where nothing depends on the index. */
export type Judge = (trials: readonly Trial[]) => Promise<readonly number[]>;

/** Rows of a parent that are tried out. */
const PARENTS_MAX = 100;

/**
 * How many indexes tell about all: the first one where nothing depends on it, and one round through the parents but
 * for the last row, since the one ahead of it is the first again.
 */
function enoughOf({ source }: Variable, choice: Choice, reach: number): number {
  switch (choice.kind) {
    case "constant":
    case "null":
      return 1;
    case "formula":
      return reach;
    case "parent":
      return Math.max(1, sampled(source) - 1);
  }
}

const sampled = (source: Variable["source"]): number =>
  Math.max(1, Math.min(PARENTS_MAX, source?.count ?? 1));

/** Bisects between the last index that is known to be good and the first that is known to be bad. */
const ROOM = `
create or replace function pg_temp.lockkeeper_room(integer, integer[], bigint, text[]) returns bigint
language plpgsql as $$
declare
  good bigint := 0;
  bad bigint;
  probe bigint := 1;
begin
  if not pg_temp.lockkeeper_holds($1, $2, 0, $4) then
    return 0;
  end if;
  while bad is null and good < $3 - 1 loop
    probe := least(probe, $3 - 1);
    if pg_temp.lockkeeper_holds($1, $2, probe, $4) then
      good := probe;
      probe := 16 * probe + 15;
    else
      bad := probe;
    end if;
  end loop;
  while bad - good > 1 loop
    probe := (good + bad) / 2;
    if pg_temp.lockkeeper_holds($1, $2, probe, $4) then
      good := probe;
    else
      bad := probe;
    end if;
  end loop;
  return good + 1;
end
$$
`;

const TRY = `
select pg_temp.lockkeeper_room(rule, choices::integer[], reach, $4)::float8 as room
from unnest($1::integer[], $2::text[], $3::bigint[]) with ordinality as trial(rule, choices, reach, position)
order by position
`;

const DROP = `
drop function if exists pg_temp.lockkeeper_room(integer, integer[], bigint, text[]);
drop function if exists pg_temp.lockkeeper_holds(integer, integer[], bigint, text[]);
`;

/** Removes what `openJudge` left in the session. */
export async function closeJudge(session: Session): Promise<void> {
  await session.run(DROP);
}

/**
 * Makes the judge's functions, or makes them anew: PostgreSQL forgets the plans of a function that is replaced, and
 * would keep those of one that is dropped. Indexes stay below `reach`.
 */
export async function openJudge(
  session: Session,
  { rules, variables }: { readonly rules: readonly Rule[]; readonly variables: readonly Variable[] },
  reach: number,
): Promise<Judge> {
  const body = joined(
    rules.map((rule, place) => tryRule(rule, place, { variables, reach })),
    "",
  );
  await session.run(functionOver(textOf(body, (position) => `$4[${position + 1}]`)));
  await session.run(ROOM);
  const enough = ({ rule, choices }: Trial): number => {
    const tried = choices.flatMap((choice, place) => {
      const variable = variables[rule.variables[place] ?? 0];
      const chosen = variable?.choices[choice];
      return variable === undefined || chosen === undefined ? [] : enoughOf(variable, chosen, reach);
    });
    return Math.min(reach, Math.max(1, ...tried));
  };
  return async (trials) => {
    const reaches = trials.map(enough);
    const rows = await session.query<{ readonly room: number }>(TRY, [
      trials.map(({ rule }) => rules.indexOf(rule)),
      trials.map(({ choices }) => `{${choices.join(",")}}`),
      reaches,
      body.values,
    ]);
    return rows.map(({ room }, place) => (room >= (reaches[place] ?? 0) ? ENDLESS : room));
  };
}

/** What a value that cannot be made throws counts as a rule that does not hold. */
function functionOver(body: string): string {
  let tag = "$holds$";
  // Each turn makes the tag longer than what the body can hold in a row.
  while (body.includes(tag)) tag = tag.replace("s", "ss");
  return `
create or replace function pg_temp.lockkeeper_holds(integer, integer[], bigint, text[]) returns boolean
language plpgsql as ${tag}
#variable_conflict use_column
begin
${body}
exception when others then
  return false;
end
${tag}`;
}

interface Setting {
  readonly variables: readonly Variable[];
  readonly reach: number;
}

/** The rule as a block of its own, with a variable for each column that it speaks of. */
function tryRule(rule: Rule, place: number, { variables, reach }: Setting): Fragment {
  const own = rule.variables.flatMap((variable) => variables[variable] ?? []);
  const columns = [...own.flatMap((variable) => variable.columns), ...rule.generated];
  const declared = columns.map((column) => raw(`${quoteName(column.name)} ${plainType(column.type).sql};`));
  const made = rule.generated.map(({ name, generated = "null" }) =>
    raw(`${quoteName(name)} := ${generated};`),
  );
  return sql`
  if $1 = ${raw(place)} then
    declare
      ${joined(declared, " ")}
    begin
      ${joined(
        own.map((variable, position) => assignChoice(variable, position + 1, reach)),
        "\n",
      )}
      ${joined(made, "\n")}
      return (${raw(rule.expression)}) is not false;
    end;
  end if;`;
}

function assignChoice(variable: Variable, position: number, reach: number): Fragment {
  const ways = variable.choices.map(
    (choice, place) => sql`when ${raw(place)} then ${assignment(variable, choice, reach)}`,
  );
  return sql`case $2[${raw(position)}] ${joined(ways, "\n")} end case;`;
}

function assignment({ columns, source }: Variable, choice: Choice, reach: number): Fragment {
  if (choice.kind !== "parent") {
    const assigned = columns.map(
      ({ name, type }) =>
        sql`${raw(quoteName(name))} := ${valueOf(choice, type.sql, { index: raw("$3"), reach })};`,
    );
    return joined(assigned, " ");
  }
  if (source === undefined) return raw("return false;");
  const names = columns.map(({ name }) => quoteName(name));
  const taken = columns.map(({ name }) => (choice.without.includes(name) ? "null" : `s.${quoteName(name)}`));
  const number = rowOfParent(choice, raw("$3"), sampled(source));
  return sql`select ${raw(taken.join(", "))} into ${raw(names.join(", "))} from (${source.query}) as s
    offset ${number} limit 1;`;
}
