// A project of more than twenty migrations with what is hard about them, for each tool's test to write in its format.

/** One migration, as SQL alone. */
export interface SampleMigration {
  /** Fourteen digits. */
  readonly stamp: string;
  /** Lower case, words joined by `_`. */
  readonly name: string;
  readonly up: string;
  readonly down: string;
  /** True for what PostgreSQL does not let into a transaction. */
  readonly alone?: true;
}

type Row = readonly [name: string, up: string, down: string, alone?: "alone"];

const ROWS: readonly Row[] = [
  ["create_schema", "create schema shop;", "drop schema shop;"],
  [
    "create_users",
    "create table shop.users (\n  id bigint generated always as identity primary key,\n  email text not null\n);",
    "drop table shop.users;",
  ],
  ["status_type", "create type shop.status as enum ('new', 'paid');", "drop type shop.status;"],
  [
    "create_orders",
    `create table shop.orders (
  id serial primary key,
  user_id bigint not null references shop.users (id),
  status shop.status not null default 'new',
  total numeric(12, 2) not null check (total >= 0),
  note text default 'a ; b -- c',
  doubled numeric generated always as (total * 2) stored
);`,
    "drop table shop.orders;",
  ],
  ["status_shipped", "alter type shop.status add value 'shipped';", "select 1;"],
  [
    "orders_by_user",
    "create index concurrently orders_by_user on shop.orders (user_id);",
    "drop index concurrently shop.orders_by_user;",
    "alone",
  ],
  [
    "touch_function",
    `create function shop.touch() returns trigger language plpgsql as $body$
begin
  -- one; two; 'three'
  new.note := coalesce(new.note, '') || $$ touched; $$;
  return new;
end;
$body$;`,
    "drop function shop.touch();",
  ],
  [
    "touch_trigger",
    "create trigger touch before update on shop.orders for each row execute function shop.touch();",
    "drop trigger touch on shop.orders;",
  ],
  [
    "first_users",
    "insert into shop.users (email) values ('a@example.org'), ('it''s; -- not a comment'), (E'tab\\there');",
    "delete from shop.users;",
  ],
  [
    "totals_view",
    "create view shop.totals as\n  select user_id, sum(total) as total from shop.orders group by user_id;",
    "drop view shop.totals;",
  ],
  [
    "totals_kept",
    "create materialized view shop.totals_kept as select * from shop.totals with no data;\ncreate unique index on shop.totals_kept (user_id);",
    "drop materialized view shop.totals_kept;",
  ],
  [
    "quoted_names",
    'create table shop."Odd Name" ("from" int, "semi;colon" text);',
    'drop table shop."Odd Name";',
  ],
  [
    "do_block",
    `do $$
begin
  execute 'alter table shop.users add column nick text';
end
$$;`,
    "alter table shop.users drop column nick;",
  ],
  [
    "events",
    `create table shop.events (at timestamptz not null, what jsonb not null default '{}') partition by range (at);
create table shop.events_2024 partition of shop.events for values from ('2024-01-01') to ('2025-01-01');
create table shop.events_rest partition of shop.events default;`,
    "drop table shop.events;",
  ],
  ["email_domain", "create domain shop.email as text check (value like '%@%');", "drop domain shop.email;"],
  [
    "row_security",
    "alter table shop.orders enable row level security;\ncreate policy own on shop.orders using (user_id > 0);",
    "drop policy own on shop.orders;\nalter table shop.orders disable row level security;",
  ],
  [
    "comments",
    "comment on table shop.users is 'People; and \"others\" -- ümläut';\ncomment on column shop.users.email is E'line\\nfeed';",
    "comment on table shop.users is null;\ncomment on column shop.users.email is null;",
  ],
  [
    "rename_note",
    "alter table shop.orders rename column note to remark;",
    "alter table shop.orders rename column remark to note;",
  ],
  [
    "remark_length",
    "alter table shop.orders add constraint remark_short check (length(remark) < 500) not valid;",
    "alter table shop.orders drop constraint remark_short;",
  ],
  ["validate_remark", "alter table shop.orders validate constraint remark_short;", "select 1;"],
  [
    "sum_function",
    "create function shop.twice(amount numeric) returns numeric language sql immutable begin atomic\n  select case when amount > 0 then amount * 2 else 0 end;\nend;",
    "drop function shop.twice(numeric);",
  ],
  [
    "scale_down",
    "alter table shop.users alter column email type varchar(400);",
    "alter table shop.users alter column email type text;",
  ],
  [
    "grants",
    "grant usage on schema shop to public;\ngrant select on shop.totals to public;",
    "revoke select on shop.totals from public;\nrevoke usage on schema shop from public;",
  ],
];

const MINUTE = 60_000;
const FIRST = Date.UTC(2024, 0, 1, 9);

/** All of them, a minute apart. */
export const SAMPLE: readonly SampleMigration[] = ROWS.map(([name, up, down, alone], index) => ({
  stamp: new Date(FIRST + index * MINUTE).toISOString().replaceAll(/\D/g, "").slice(0, 14),
  ...{ name, up, down },
  ...(alone === undefined ? {} : { alone: true as const }),
}));
