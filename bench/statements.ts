// The SQL that every tool runs: an endless cycle of six small schema changes and their undoing.

/** One migration, whatever tool it is written for. `number` counts from 1. */
export interface Change {
  readonly number: number;
  /** Words joined by `_`: `create_bench_00001`. */
  readonly name: string;
  readonly up: string;
  readonly down: string;
}

/** What must be in the database after `count` changes. */
export interface Footprint {
  readonly tables: number;
  readonly indexes: number;
  readonly checks: number;
  readonly functions: number;
}

type Kind = (table: string) => Omit<Change, "number">;

const KINDS: readonly Kind[] = [
  (table) => ({
    name: `create_${table}`,
    up: `create table public.${table} (
  id bigint generated always as identity primary key,
  owner_id bigint not null,
  title text not null,
  amount numeric(12, 2),
  is_open boolean not null default true,
  created_at timestamptz not null default now()
);`,
    down: `drop table public.${table};`,
  }),
  (table) => ({
    name: `index_${table}_by_owner`,
    up: `-- Lists of one owner are read newest first, and most of them are still open when that happens,
-- so that the index on the owner and the time of creation answers without looking at the table.
create index ${table}_by_owner on public.${table} (owner_id, created_at);`,
    down: `drop index public.${table}_by_owner;`,
  }),
  (table) => ({
    name: `add_state_to_${table}`,
    up: `-- The state is a word, not a number: people read it in reports. A constant default is kept in
-- the catalog, so that no row is written again, however many there are.
alter table public.${table} add column state text not null default 'new';`,
    down: `alter table public.${table} drop column state;`,
  }),
  (table) => ({
    name: `check_amount_of_${table}`,
    up: `-- An amount is never negative: what is given back has a row of its own, with its own title,
-- and refers to the first one by its owner.
alter table public.${table} add constraint ${table}_amount_check check (amount >= 0);`,
    down: `alter table public.${table} drop constraint ${table}_amount_check;`,
  }),
  (table) => ({
    name: `count_open_${table}`,
    up: `create function public.${table}_open(owner bigint) returns bigint language plpgsql stable as $fn$
begin
  return (select count(*) from public.${table} where owner_id = owner and is_open);
end;
$fn$;`,
    down: `drop function public.${table}_open(bigint);`,
  }),
  (table) => ({
    name: `fill_${table}`,
    up: `insert into public.${table} (owner_id, title, amount) values
  (1, 'the first of three rows', 10.50),
  (1, 'the second of three rows; it has a semicolon', 20),
  (2, 'the third of three rows, which has no amount', null);`,
    down: `delete from public.${table};`,
  }),
];

/** The first `count` changes, in order. */
export function changes(count: number): readonly Change[] {
  return Array.from({ length: count }, (_, index) => {
    const table = `bench_${String(Math.floor(index / KINDS.length) + 1).padStart(5, "0")}`;
    const kind = KINDS[index % KINDS.length];
    if (kind === undefined) throw new RangeError(`no change ${index}`);
    return { number: index + 1, ...kind(table) };
  });
}

/** What the first `count` changes leave in a database: `index` of each kind is how many were reached. */
export function footprintOf(count: number): Footprint {
  const reached = (kind: number): number => Math.floor((count + KINDS.length - 1 - kind) / KINDS.length);
  return { tables: reached(0), indexes: reached(1), checks: reached(3), functions: reached(4) };
}

/** Reads the same four numbers from a database. */
export const FOOTPRINT_QUERY = `
select
  (select count(*) from pg_class where relkind = 'r' and relname ~ '^bench_[0-9]+$') as tables,
  (select count(*) from pg_class where relkind = 'i' and relname ~ '^bench_[0-9]+_by_owner$') as indexes,
  (select count(*) from pg_constraint where contype = 'c' and conname ~ '^bench_[0-9]+_amount_check$') as checks,
  (select count(*) from pg_proc where proname ~ '^bench_[0-9]+_open$') as functions`;
