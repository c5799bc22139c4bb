// Pairs of schemas, and whether they are the same: what a snapshot has to say, and pg_dump with it.

/** One change on top of a schema, that a snapshot and pg_dump must both see. */
export interface Change {
  readonly name: string;
  /** Makes the schema. */
  readonly base?: string;
  readonly change: string;
  /** What the comparison says, on the main server. */
  readonly says: readonly string[];
  /** First major version that knows the syntax; 13 where it is left out. */
  readonly from?: number;
  /** Takes back what would keep the database from being dropped. */
  readonly undo?: string;
  /** Why pg_dump writes the same before and after. */
  readonly dumpIsSilent?: string;
}

/** Two ways to the same schema. */
export interface Detour {
  readonly name: string;
  readonly base?: string;
  readonly one?: string;
  readonly other: string;
  readonly from?: number;
  /** Why pg_dump does not write the same for both. */
  readonly dumpDiffers?: string;
}

/*
 * `shop` is a schema of the pair's own, and stands first in search_path. What has no schema begins with its name,
 * because many pairs share one database.
 */

/** Roles that the pairs speak of. */
export const ROLES: readonly string[] = ["catalog_owner", "catalog_reader"];

const ORDERS =
  "create table orders (id integer primary key, note text, total numeric(10,2) default 0 not null);";
const PARENT = "create table parent (a integer, b text);";
const PARTITIONED = `create table events (at date not null, kind text) partition by range (at);
  create table events_1 partition of events for values from ('2024-01-01') to ('2025-01-01');`;
const TOTAL = "create function total(a integer) returns integer language sql as 'select a';";

export const CHANGES: readonly Change[] = [
  // Schemas.
  { name: "a schema", change: "create schema shop_app", says: ["schema shop_app: was not there, is there"] },
  {
    name: "a schema's owner",
    base: "create schema shop_app;",
    change: "alter schema shop_app owner to catalog_owner",
    says: ["schema shop_app: owner was postgres, is catalog_owner"],
  },
  {
    name: "a schema's comment",
    base: "create schema shop_app;",
    change: "comment on schema shop_app is 'ours'",
    says: ["schema shop_app: comment was none, is ours"],
  },
  {
    name: "a schema's grants",
    base: "create schema shop_app;",
    change: "grant usage on schema shop_app to catalog_reader",
    says: ["schema shop_app: grants to catalog_reader were none, are usage"],
  },
  {
    name: "the comment of public",
    change: "comment on schema public is 'ours'",
    says: ["schema public: comment was standard public schema, is ours"],
  },
  {
    name: "the grants of public",
    change: "grant create on schema public to catalog_reader",
    says: ["schema public: grants to catalog_reader were none, are create"],
  },
  {
    name: "the owner of public",
    change: "alter schema public owner to catalog_owner",
    says: ["schema public: owner was pg_database_owner, is catalog_owner"],
  },
  // Tables.
  { name: "a table", change: ORDERS, says: ["table shop.orders: was not there, is there"] },
  {
    name: "a table that was renamed",
    base: ORDERS,
    change: "alter table orders rename to sales",
    says: ["table shop.orders: was there, is not there", "table shop.sales: was not there, is there"],
  },
  {
    name: "a table in another schema",
    base: `create schema shop_other; ${PARENT}`,
    change: "alter table parent set schema shop_other",
    says: ["table shop.parent: was there, is not there", "table shop_other.parent: was not there, is there"],
  },
  {
    name: "a table's owner",
    base: ORDERS,
    change: "alter table orders owner to catalog_owner",
    says: ["table shop.orders: owner was postgres, is catalog_owner"],
  },
  {
    name: "a table's comment",
    base: ORDERS,
    change: "comment on table orders is 'Wh''at'",
    says: ["table shop.orders: comment was none, is Wh'at"],
  },
  {
    name: "a table's grants",
    base: ORDERS,
    change: "grant select, insert on orders to catalog_reader",
    says: ["table shop.orders: grants to catalog_reader were none; are select, insert"],
  },
  {
    name: "grants that can be handed on",
    base: `${ORDERS} grant select on orders to catalog_reader;`,
    change: "grant select on orders to catalog_reader with grant option",
    says: ["table shop.orders: grants to catalog_reader were select, are select with grant option"],
  },
  {
    name: "grants taken from the owner",
    base: ORDERS,
    change: "revoke insert on orders from current_user",
    says: [
      "table shop.orders: changed grants to postgres were as built in; are select, update, delete, truncate, references, trigger, maintain",
    ],
  },
  {
    name: "grants to everybody",
    base: ORDERS,
    change: "grant select on orders to public",
    says: ["table shop.orders: grants to public were none, are select"],
  },
  {
    name: "an unlogged table",
    base: ORDERS,
    change: "alter table orders set unlogged",
    says: ["table shop.orders: unlogged was no, is yes"],
  },
  {
    name: "a storage parameter",
    base: ORDERS,
    change: "alter table orders set (fillfactor = 70)",
    says: ["table shop.orders: options were none, are fillfactor=70"],
  },
  {
    name: "a storage parameter of the toast table",
    base: ORDERS,
    change: "alter table orders set (toast.autovacuum_enabled = off)",
    says: ["table shop.orders: toast options were none, are autovacuum_enabled=off"],
  },
  {
    name: "row security",
    base: ORDERS,
    change: "alter table orders enable row level security",
    says: ["table shop.orders: row security was no, is yes"],
  },
  {
    name: "row security for the owner",
    base: ORDERS,
    change: "alter table orders force row level security",
    says: ["table shop.orders: row security for the owner was no, is yes"],
  },
  {
    name: "the replica identity",
    base: ORDERS,
    change: "alter table orders replica identity full",
    says: ["table shop.orders: replica identity was none, is full"],
  },
  {
    name: "a tablespace",
    from: 15,
    base: ORDERS,
    change: "alter table orders set tablespace catalog_space",
    says: ["table shop.orders: tablespace was none, is catalog_space"],
  },
  {
    name: "a table of a type",
    base: "create type pair as (a integer, b text); create table t (a integer, b text);",
    change: "alter table t of pair",
    says: ["table shop.t: of type was none, is shop.pair"],
  },
  {
    name: "an access method",
    base: "create access method shop_heap type table handler heap_tableam_handler; create table a (x integer) using heap;",
    change: "drop table a; create table a (x integer) using shop_heap",
    says: ["table shop.a: access method was none, is shop_heap"],
  },
  // Columns.
  {
    name: "a column",
    base: ORDERS,
    change: "alter table orders add column tags text[]",
    says: ["column shop.orders.tags: was not there, is there"],
  },
  {
    name: "a column less",
    base: ORDERS,
    change: "alter table orders drop column note",
    says: ["column shop.orders.note: was there, is not there"],
  },
  {
    name: "a column that was renamed",
    base: ORDERS,
    change: "alter table orders rename column note to remark",
    says: [
      "column shop.orders.note: was there, is not there",
      "column shop.orders.remark: was not there, is there",
    ],
  },
  {
    name: "columns in another order",
    base: "create table t (a integer, b integer, c integer);",
    change: "alter table t drop column a; alter table t add column a integer",
    says: ["table shop.t: column order was a, b, c; is b, c, a"],
  },
  {
    name: "a column's type",
    base: ORDERS,
    change: "alter table orders alter column note type character varying(20)",
    says: ["column shop.orders.note: type was text, is character varying(20)"],
  },
  {
    name: "a number's precision",
    base: ORDERS,
    change: "alter table orders alter column total type numeric(12,2)",
    says: ["column shop.orders.total: type was numeric(10,2), is numeric(12,2)"],
  },
  {
    name: "a column's collation",
    base: ORDERS,
    change: `alter table orders alter column note type text collate "C"`,
    says: ['column shop.orders.note: collation was none, is "C"'],
  },
  {
    name: "a default",
    base: ORDERS,
    change: "alter table orders alter column note set default ''",
    says: ["column shop.orders.note: default was none, is ''::text"],
  },
  {
    name: "another default",
    base: ORDERS,
    change: "alter table orders alter column total set default 1",
    says: ["column shop.orders.total: default was 0, is 1"],
  },
  {
    name: "a default less",
    base: ORDERS,
    change: "alter table orders alter column total drop default",
    says: ["column shop.orders.total: default was 0, is none"],
  },
  {
    name: "not null",
    base: ORDERS,
    change: "alter table orders alter column note set not null",
    says: ["column shop.orders.note: not null was no, is yes"],
  },
  {
    name: "not null less",
    base: ORDERS,
    change: "alter table orders alter column total drop not null",
    says: ["column shop.orders.total: not null was yes, is no"],
  },
  {
    name: "identity",
    base: ORDERS,
    change: "alter table orders alter column id add generated always as identity",
    says: [
      "column shop.orders.id: identity was none, is always",
      "sequence shop.orders_id_seq: was not there, is there",
    ],
  },
  {
    name: "the kind of identity",
    base: "create table t (id integer generated always as identity);",
    change: "alter table t alter column id set generated by default",
    says: ["column shop.t.id: identity was always, is by default"],
  },
  {
    name: "a generated column",
    base: "create table t (a integer, b integer generated always as (a * 2) stored);",
    change: "alter table t alter column b drop expression",
    says: ["column shop.t.b: default was (a * 2), is none", "column shop.t.b: generated was stored, is none"],
  },
  {
    name: "a column's storage",
    base: ORDERS,
    change: "alter table orders alter column note set storage external",
    says: ["column shop.orders.note: storage was none, is external"],
  },
  {
    name: "a column's compression",
    from: 14,
    base: ORDERS,
    change: "alter table orders alter column note set compression pglz",
    says: ["column shop.orders.note: compression was none, is pglz"],
  },
  {
    name: "a column's statistics",
    base: ORDERS,
    change: "alter table orders alter column note set statistics 500",
    says: ["column shop.orders.note: statistics target was none, is 500"],
  },
  {
    name: "a column's options",
    base: ORDERS,
    change: "alter table orders alter column note set (n_distinct = 5)",
    says: ["column shop.orders.note: options were none, are n_distinct=5"],
  },
  {
    name: "a column's comment",
    base: ORDERS,
    change: "comment on column orders.note is 'free text'",
    says: ["column shop.orders.note: comment was none, is free text"],
  },
  {
    name: "a column's grants",
    base: ORDERS,
    change: "grant select (note) on orders to catalog_reader",
    says: ["column shop.orders.note: grants to catalog_reader were none, are select"],
  },
  // Constraints.
  {
    name: "a check",
    base: ORDERS,
    change: "alter table orders add constraint positive check (total > 0)",
    says: ["constraint shop.orders.positive: was not there, is there"],
  },
  {
    name: "a check that is not valid",
    base: `${ORDERS} alter table orders add constraint positive check (total > 0) not valid;`,
    change: "alter table orders validate constraint positive",
    says: [
      "constraint shop.orders.positive: definition was CHECK ((total > (0)::numeric)) NOT VALID, is CHECK ((total > (0)::numeric))",
    ],
  },
  {
    name: "a check that is not inherited",
    base: "create table t (a integer, constraint c check (a > 0));",
    change: "alter table t drop constraint c; alter table t add constraint c check (a > 0) no inherit",
    says: ["constraint shop.t.c: definition was CHECK ((a > 0)), is CHECK ((a > 0)) NO INHERIT"],
  },
  {
    name: "a unique constraint",
    base: ORDERS,
    change: "alter table orders add constraint one_note unique (note)",
    says: ["constraint shop.orders.one_note: was not there, is there"],
  },
  {
    name: "a primary key less",
    base: ORDERS,
    change: "alter table orders drop constraint orders_pkey",
    says: ["constraint shop.orders.orders_pkey: was there, is not there"],
  },
  {
    name: "a foreign key",
    base: `${ORDERS} create table lines (order_id integer);`,
    change: "alter table lines add foreign key (order_id) references orders",
    says: ["constraint shop.lines.lines_order_id_fkey: was not there, is there"],
  },
  {
    name: "what a foreign key does",
    base: `${ORDERS} create table lines (order_id integer references orders);`,
    change:
      "alter table lines drop constraint lines_order_id_fkey, add foreign key (order_id) references orders on delete cascade",
    says: [
      "constraint shop.lines.lines_order_id_fkey: definition was FOREIGN KEY (order_id) REFERENCES shop.orders(id), is FOREIGN KEY (order_id) REFERENCES shop.orders(id) ON DELETE CASCADE",
    ],
  },
  {
    name: "a foreign key that is not valid",
    base: `${ORDERS} create table lines (order_id integer); alter table lines add foreign key (order_id) references orders not valid;`,
    change: "alter table lines validate constraint lines_order_id_fkey",
    says: [
      "constraint shop.lines.lines_order_id_fkey: definition was FOREIGN KEY (order_id) REFERENCES shop.orders(id) NOT VALID, is FOREIGN KEY (order_id) REFERENCES shop.orders(id)",
    ],
  },
  {
    name: "a deferrable constraint",
    base: `${ORDERS} create table lines (order_id integer references orders);`,
    change: "alter table lines alter constraint lines_order_id_fkey deferrable initially deferred",
    says: [
      "constraint shop.lines.lines_order_id_fkey: definition was FOREIGN KEY (order_id) REFERENCES shop.orders(id), is FOREIGN KEY (order_id) REFERENCES shop.orders(id) DEFERRABLE INITIALLY DEFERRED",
    ],
  },
  {
    name: "an exclusion constraint",
    base: "create table t (r int4range);",
    change: "alter table t add constraint apart exclude using gist (r with &&)",
    says: ["constraint shop.t.apart: was not there, is there"],
  },
  {
    name: "a constraint's name",
    base: ORDERS,
    change: "alter table orders rename constraint orders_pkey to orders_key",
    says: [
      "constraint shop.orders.orders_key: was not there, is there",
      "constraint shop.orders.orders_pkey: was there, is not there",
    ],
  },
  {
    name: "a constraint's comment",
    base: ORDERS,
    change: "comment on constraint orders_pkey on orders is 'key'",
    says: ["constraint shop.orders.orders_pkey: comment was none, is key"],
  },
  {
    name: "a constraint's storage parameter",
    base: ORDERS,
    change: "alter index orders_pkey set (fillfactor = 50)",
    says: ["index shop.orders_pkey: options were none, are fillfactor=50"],
  },
  {
    name: "nulls that are not distinct",
    from: 15,
    base: "create table t (a integer, constraint u unique (a));",
    change: "alter table t drop constraint u; alter table t add constraint u unique nulls not distinct (a)",
    says: [
      "constraint shop.t.u: definition was UNIQUE (a), is UNIQUE NULLS NOT DISTINCT (a)",
      "index shop.u: nulls not distinct was no, is yes",
    ],
  },
  {
    name: "the name of not null",
    from: 18,
    base: "create table t (a integer constraint must not null);",
    change: "alter table t rename constraint must to has_to",
    says: ["column shop.t.a: not null was constraint must, is constraint has_to"],
  },
  {
    name: "not null that is not valid",
    from: 18,
    base: "create table t (a integer); alter table t add constraint must not null a not valid;",
    change: "alter table t validate constraint must",
    says: ["column shop.t.a: not null was constraint must, not valid; is constraint must"],
  },
  {
    name: "a constraint that is not enforced",
    from: 18,
    base: "create table t (a integer, constraint c check (a > 0) not enforced);",
    change: "alter table t drop constraint c; alter table t add constraint c check (a > 0)",
    says: ["constraint shop.t.c: definition was CHECK ((a > 0)) NOT ENFORCED, is CHECK ((a > 0))"],
  },
  // Indexes.
  {
    name: "an index",
    base: ORDERS,
    change: "create index on orders (note)",
    says: ["index shop.orders_note_idx: was not there, is there"],
  },
  {
    name: "a unique index",
    base: `${ORDERS} create index i on orders (note);`,
    change: "drop index i; create unique index i on orders (note)",
    says: ["index shop.i: unique was no, is yes"],
  },
  {
    name: "an index's columns",
    base: `${ORDERS} create index i on orders (note);`,
    change: "drop index i; create index i on orders (note, total desc)",
    says: ["index shop.i: columns were note; are note, total desc"],
  },
  {
    name: "an index's nulls",
    base: `${ORDERS} create index i on orders (note);`,
    change: "drop index i; create index i on orders (note nulls first)",
    says: ["index shop.i: columns were note, are note nulls first"],
  },
  {
    name: "an index's included columns",
    base: `${ORDERS} create index i on orders (note);`,
    change: "drop index i; create index i on orders (note) include (total)",
    says: ["index shop.i: included was none, is total"],
  },
  {
    name: "an index's expression",
    base: `${ORDERS} create index i on orders (lower(note));`,
    change: "drop index i; create index i on orders (upper(note))",
    says: ["index shop.i: columns were lower(note), are upper(note)"],
  },
  {
    name: "an index's condition",
    base: `${ORDERS} create index i on orders (note) where total > 0;`,
    change: "drop index i; create index i on orders (note) where total > 1",
    says: ["index shop.i: where was (total > (0)::numeric), is (total > (1)::numeric)"],
  },
  {
    name: "an index's method",
    base: `${ORDERS} create index i on orders (note);`,
    change: "drop index i; create index i on orders using hash (note)",
    says: ["index shop.i: method was btree, is hash"],
  },
  {
    name: "an index's operator class",
    base: `${ORDERS} create index i on orders (note);`,
    change: "drop index i; create index i on orders (note text_pattern_ops)",
    says: ["index shop.i: columns were note, are note text_pattern_ops"],
  },
  {
    name: "an index's collation",
    base: `${ORDERS} create index i on orders (note);`,
    change: `drop index i; create index i on orders (note collate "C")`,
    says: ['index shop.i: columns were note, are note collate "C"'],
  },
  {
    name: "an index's storage parameter",
    base: `${ORDERS} create index i on orders (note);`,
    change: "alter index i set (fillfactor = 50)",
    says: ["index shop.i: options were none, are fillfactor=50"],
  },
  {
    name: "an index to cluster on",
    base: ORDERS,
    change: "alter table orders cluster on orders_pkey",
    says: ["index shop.orders_pkey: clustered on was no, is yes"],
  },
  {
    name: "an index as replica identity",
    base: ORDERS,
    change: "alter table orders replica identity using index orders_pkey",
    says: ["index shop.orders_pkey: replica identity was no, is yes"],
  },
  {
    name: "the statistics of an index's expression",
    base: `${ORDERS} create index i on orders (lower(note));`,
    change: "alter index i alter column 1 set statistics 300",
    says: ["index column shop.i.lower: was not there, is there"],
  },
  {
    name: "an index's comment",
    base: `${ORDERS} create index i on orders (note);`,
    change: "comment on index i is 'fast'",
    says: ["index shop.i: comment was none, is fast"],
  },
  {
    name: "the comment of a key's index",
    base: ORDERS,
    change: "comment on index orders_pkey is 'fast'",
    says: ["index shop.orders_pkey: comment was none, is fast"],
  },
  {
    name: "an index on another table",
    base: "create table a (x integer); create table b (x integer); create index i on a (x);",
    change: "drop index i; create index i on b (x)",
    says: ["index shop.i: part of was table shop.a, is table shop.b"],
  },
  // Sequences.
  {
    name: "a sequence",
    change: "create sequence numbers",
    says: ["sequence shop.numbers: was not there, is there"],
  },
  {
    name: "a sequence's parameters",
    base: "create sequence numbers;",
    change: "alter sequence numbers increment 2 maxvalue 100 cache 5 cycle",
    says: [
      "sequence shop.numbers: increment was 1, is 2",
      "sequence shop.numbers: maximum was 9223372036854775807, is 100",
      "sequence shop.numbers: cache was 1, is 5",
      "sequence shop.numbers: cycle was no, is yes",
    ],
  },
  {
    name: "a sequence's type",
    base: "create sequence numbers;",
    change: "alter sequence numbers as integer",
    says: [
      "sequence shop.numbers: type was bigint, is integer",
      "sequence shop.numbers: maximum was 9223372036854775807, is 2147483647",
    ],
  },
  {
    name: "a sequence's column",
    base: `${ORDERS} create sequence numbers;`,
    change: "alter sequence numbers owned by orders.id",
    says: ["sequence shop.numbers: part of was none, is column shop.orders.id"],
  },
  {
    name: "a sequence's grants",
    base: "create sequence numbers;",
    change: "grant usage on sequence numbers to catalog_reader",
    says: ["sequence shop.numbers: grants to catalog_reader were none, are usage"],
  },
  {
    name: "an identity's sequence",
    base: "create table t (id integer generated always as identity);",
    change: "alter table t alter column id set increment 5",
    says: ["sequence shop.t_id_seq: increment was 1, is 5"],
  },
  {
    name: "an unlogged sequence",
    from: 15,
    base: "create sequence numbers;",
    change: "alter sequence numbers set unlogged",
    says: ["sequence shop.numbers: unlogged was no, is yes"],
  },
  // Views.
  {
    name: "a view",
    base: ORDERS,
    change: "create view v as select id from orders",
    says: ["view shop.v: was not there, is there"],
  },
  {
    name: "a view's query",
    base: `${ORDERS} create view v as select id from orders;`,
    change: "create or replace view v as select id from orders where total > 0",
    says: ["view shop.v: definition, line 3, was none, is WHERE (total > (0)::numeric)"],
  },
  {
    name: "a view's options",
    base: `${ORDERS} create view v as select id from orders;`,
    change: "alter view v set (security_barrier = true)",
    says: ["view shop.v: options were none, are security_barrier=true"],
  },
  {
    name: "a view's check option",
    base: `${ORDERS} create view v as select id from orders;`,
    change: "create or replace view v as select id from orders with local check option",
    says: ["view shop.v: options were none, are check_option=local"],
  },
  {
    name: "a view's default",
    base: `${ORDERS} create view v as select id from orders;`,
    change: "alter view v alter column id set default 5",
    says: ["column shop.v.id: default was none, is 5"],
  },
  {
    name: "the comment of a view's column",
    base: `${ORDERS} create view v as select id from orders;`,
    change: "comment on column v.id is 'number'",
    says: ["column shop.v.id: comment was none, is number"],
  },
  {
    name: "a materialized view",
    base: ORDERS,
    change: "create materialized view m as select id from orders",
    says: ["materialized view shop.m: was not there, is there"],
  },
  {
    name: "an index on a materialized view",
    base: `${ORDERS} create materialized view m as select id from orders;`,
    change: "create index on m (id)",
    says: ["index shop.m_id_idx: was not there, is there"],
  },
  {
    name: "a rule",
    base: ORDERS,
    change: "create rule quiet as on delete to orders do instead nothing",
    says: ["rule shop.orders.quiet: was not there, is there"],
  },
  {
    name: "a rule that is off",
    base: `${ORDERS} create rule quiet as on delete to orders do instead nothing;`,
    change: "alter table orders disable rule quiet",
    says: ["rule shop.orders.quiet: enabled was yes, is no"],
  },
  // Functions.
  { name: "a function", change: TOTAL, says: ["function shop.total(integer): was not there, is there"] },
  {
    name: "a function's body",
    base: TOTAL,
    change: "create or replace function total(a integer) returns integer language sql as 'select a + 1'",
    says: [
      "function shop.total(integer): definition, line 4, was AS $function$select a$function$, is AS $function$select a + 1$function$",
    ],
  },
  {
    name: "a long function's body",
    base: "create function f() returns integer language plpgsql as $$\nbegin\n  return 1;\nend\n$$;",
    change:
      "create or replace function f() returns integer language plpgsql as $$\nbegin\n  return 2;\nend\n$$",
    says: ["function shop.f(): definition, line 6, was return 1;, is return 2;"],
  },
  {
    name: "a function's volatility",
    base: TOTAL,
    change: "alter function total immutable strict security definer parallel safe cost 5",
    says: [
      "function shop.total(integer): definition, line 4, was AS $function$select a$function$, is IMMUTABLE PARALLEL SAFE STRICT SECURITY DEFINER COST 5",
    ],
  },
  {
    name: "a function's settings",
    base: TOTAL,
    change: "alter function total set search_path = public",
    says: [
      "function shop.total(integer): definition, line 4, was AS $function$select a$function$, is SET search_path TO 'public'",
    ],
  },
  {
    name: "a function's default",
    base: TOTAL,
    change:
      "create or replace function total(a integer default 5) returns integer language sql as 'select a'",
    says: [
      "function shop.total(integer): definition, line 1, was CREATE OR REPLACE FUNCTION shop.total(a integer), is CREATE OR REPLACE FUNCTION shop.total(a integer DEFAULT 5)",
    ],
  },
  {
    name: "a second function of the name",
    base: TOTAL,
    change: "create function total(a text) returns text language sql as 'select a'",
    says: ["function shop.total(text): was not there, is there"],
  },
  {
    name: "a function's grants",
    base: TOTAL,
    change: "revoke execute on function total from public",
    says: ["function shop.total(integer): changed grants to public were as built in, are nothing"],
  },
  {
    name: "a function's owner",
    base: TOTAL,
    change: "alter function total owner to catalog_owner",
    says: ["function shop.total(integer): owner was postgres, is catalog_owner"],
  },
  {
    name: "a function's comment",
    base: TOTAL,
    change: "comment on function total is 'adds up'",
    says: ["function shop.total(integer): comment was none, is adds up"],
  },
  {
    name: "a procedure",
    change: "create procedure p(inout a integer) language sql as 'select a'",
    says: ["procedure shop.p(integer): was not there, is there"],
  },
  {
    name: "an aggregate",
    change: "create aggregate add_up(integer) (sfunc = int4pl, stype = integer, initcond = '0')",
    says: ["aggregate shop.add_up(integer): was not there, is there"],
  },
  {
    name: "an aggregate's start",
    base: "create aggregate add_up(integer) (sfunc = int4pl, stype = integer, initcond = '0');",
    change: "create or replace aggregate add_up(integer) (sfunc = int4pl, stype = integer, initcond = '1')",
    says: ["aggregate shop.add_up(integer): first state was 0, is 1"],
  },
  {
    name: "a function with a body in SQL",
    from: 14,
    base: "create function one() returns integer return 1;",
    change: "create or replace function one() returns integer return 2",
    says: ["function shop.one(): definition, line 4, was RETURN 1, is RETURN 2"],
  },
  // Triggers and policies.
  {
    name: "a trigger",
    base: ORDERS,
    change:
      "create trigger t before update on orders for each row execute function suppress_redundant_updates_trigger()",
    says: ["trigger shop.orders.t: was not there, is there"],
  },
  {
    name: "a trigger that is off",
    base: `${ORDERS} create trigger t before update on orders for each row execute function suppress_redundant_updates_trigger();`,
    change: "alter table orders disable trigger t",
    says: ["trigger shop.orders.t: enabled was yes, is no"],
  },
  {
    name: "a partition's trigger that is off",
    base: `${PARTITIONED} create trigger t before update on events for each row execute function suppress_redundant_updates_trigger();`,
    change: "alter table events_1 disable trigger t",
    says: ["trigger of a partition shop.events_1.t: was not there, is there"],
  },
  {
    name: "a constraint trigger",
    base: `${ORDERS} create function f() returns trigger language plpgsql as 'begin return new; end';`,
    change: "create constraint trigger t after insert on orders deferrable for each row execute function f()",
    says: ["trigger shop.orders.t: was not there, is there"],
  },
  {
    name: "a trigger's comment",
    base: `${ORDERS} create trigger t before update on orders for each row execute function suppress_redundant_updates_trigger();`,
    change: "comment on trigger t on orders is 'saves work'",
    says: ["trigger shop.orders.t: comment was none, is saves work"],
  },
  {
    name: "an event trigger",
    base: "create function f() returns event_trigger language plpgsql as 'begin end';",
    change:
      "create event trigger shop_e on ddl_command_end when tag in ('CREATE TABLE') execute function f()",
    says: ["event trigger shop_e: was not there, is there"],
  },
  {
    name: "an event trigger that is off",
    base: "create function f() returns event_trigger language plpgsql as 'begin end'; create event trigger shop_e on ddl_command_end execute function f();",
    change: "alter event trigger shop_e disable",
    says: ["event trigger shop_e: enabled was yes, is no"],
  },
  {
    name: "a policy",
    base: ORDERS,
    change: "create policy mine on orders using (total > 0)",
    says: ["policy shop.orders.mine: was not there, is there"],
  },
  {
    name: "a policy's condition",
    base: `${ORDERS} create policy mine on orders using (total > 0);`,
    change: "alter policy mine on orders using (total > 1)",
    says: ["policy shop.orders.mine: using was (total > (0)::numeric), is (total > (1)::numeric)"],
  },
  {
    name: "a policy's roles",
    base: `${ORDERS} create policy mine on orders using (total > 0);`,
    change: "alter policy mine on orders to catalog_reader",
    says: ["policy shop.orders.mine: roles were public, are catalog_reader"],
  },
  {
    name: "a restrictive policy",
    base: `${ORDERS} create policy mine on orders using (true);`,
    change: "drop policy mine on orders; create policy mine on orders as restrictive using (true)",
    says: ["policy shop.orders.mine: restrictive was no, is yes"],
  },
  // Types.
  {
    name: "an enum's label",
    base: "create type mood as enum ('sad', 'ok');",
    change: "alter type mood add value 'happy'",
    says: ["type shop.mood: labels were 'sad', 'ok'; are 'sad', 'ok', 'happy'"],
  },
  {
    name: "an enum's order",
    base: "create type mood as enum ('sad', 'ok');",
    change: "drop type mood; create type mood as enum ('ok', 'sad')",
    says: ["type shop.mood: labels were 'sad', 'ok'; are 'ok', 'sad'"],
  },
  {
    name: "an enum's label that was renamed",
    base: "create type mood as enum ('sad', 'ok'); create table t (m mood default 'sad');",
    change: "alter type mood rename value 'sad' to 'blue'",
    says: [
      "column shop.t.m: default was 'sad'::shop.mood, is 'blue'::shop.mood",
      "type shop.mood: labels were 'sad', 'ok'; are 'blue', 'ok'",
    ],
  },
  {
    name: "a composite's attribute",
    base: "create type pair as (a integer, b text);",
    change: "alter type pair add attribute c date",
    says: ["attribute shop.pair.c: was not there, is there"],
  },
  {
    name: "the type of a composite's attribute",
    base: "create type pair as (a integer, b text);",
    change: "alter type pair alter attribute b type varchar(5)",
    says: ["attribute shop.pair.b: type was text, is character varying(5)"],
  },
  {
    name: "the comment of a composite's attribute",
    base: "create type pair as (a integer, b text);",
    change: "comment on column pair.a is 'first'",
    says: ["attribute shop.pair.a: comment was none, is first"],
  },
  {
    name: "a range",
    change: "create type span as range (subtype = time)",
    says: ["type shop.span: was not there, is there"],
  },
  {
    name: "a domain",
    change: "create domain email as text check (value like '%@%')",
    says: ["domain shop.email: was not there, is there"],
  },
  {
    name: "a domain's check",
    base: "create domain email as text;",
    change: "alter domain email add constraint shape check (value like '%@%')",
    says: ["constraint shop.email.shape: was not there, is there"],
  },
  {
    name: "a domain's check that is not valid",
    base: "create domain email as text; alter domain email add constraint shape check (value like '%@%') not valid;",
    change: "alter domain email validate constraint shape",
    says: [
      "constraint shop.email.shape: definition was CHECK ((VALUE ~~ '%@%'::text)) NOT VALID, is CHECK ((VALUE ~~ '%@%'::text))",
    ],
  },
  {
    name: "a domain's default",
    base: "create domain email as text;",
    change: "alter domain email set default 'a@b'",
    says: ["domain shop.email: default was none, is 'a@b'::text"],
  },
  {
    name: "a domain that is not null",
    base: "create domain email as text;",
    change: "alter domain email set not null",
    says: ["domain shop.email: not null was no, is yes"],
  },
  {
    name: "a type's owner",
    base: "create type mood as enum ('sad');",
    change: "alter type mood owner to catalog_owner",
    says: ["type shop.mood: owner was postgres, is catalog_owner"],
  },
  {
    name: "a type's grants",
    base: "create type mood as enum ('sad');",
    change: "revoke usage on type mood from public",
    says: ["type shop.mood: changed grants to public were as built in, are nothing"],
  },
  {
    name: "a type's comment",
    base: "create type pair as (a integer);",
    change: "comment on type pair is 'two'",
    says: ["type shop.pair: comment was none, is two"],
  },
  { name: "a shell type", change: "create type later", says: ["type shop.later: was not there, is there"] },
  // Partitions and inheritance.
  {
    name: "a partition",
    base: PARTITIONED,
    change: "create table events_2 partition of events for values from ('2025-01-01') to ('2026-01-01')",
    says: ["table shop.events_2: was not there, is there"],
  },
  {
    name: "a partition that was detached",
    base: PARTITIONED,
    change: "alter table events detach partition events_1",
    says: [
      "table shop.events_1: child of was shop.events, is none",
      "table shop.events_1: partition bound was FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'), is none",
    ],
  },
  {
    name: "a partition's bound",
    base: PARTITIONED,
    change:
      "alter table events detach partition events_1; alter table events attach partition events_1 for values from ('2023-01-01') to ('2025-01-01')",
    says: [
      "table shop.events_1: partition bound was FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'), is FOR VALUES FROM ('2023-01-01') TO ('2025-01-01')",
    ],
  },
  {
    name: "the way of partitioning",
    base: "create table t (a integer, b integer) partition by range (a);",
    change: "drop table t; create table t (a integer, b integer) partition by range (b)",
    says: ["table shop.t: partition by was RANGE (a), is RANGE (b)"],
  },
  {
    name: "an index on a partitioned table",
    base: PARTITIONED,
    change: "create index on events (kind)",
    says: [
      "index shop.events_1_kind_idx: was not there, is there",
      "index shop.events_kind_idx: was not there, is there",
    ],
  },
  {
    name: "an index that a partition's is attached to",
    base: `${PARTITIONED} create index whole on only events (kind); create index piece on events_1 (kind);`,
    change: "alter index whole attach partition piece",
    says: ["index shop.piece: attached to was none, is shop.whole", "index shop.whole: valid was no, is yes"],
  },
  {
    name: "a foreign key of a partitioned table",
    base: `${PARTITIONED} create table kinds (kind text primary key);`,
    change: "alter table events add foreign key (kind) references kinds",
    says: ["constraint shop.events.events_kind_fkey: was not there, is there"],
  },
  {
    name: "a foreign key to a partitioned table",
    base: `${PARTITIONED} alter table events add primary key (at); create table notes (at date);`,
    change: "alter table notes add foreign key (at) references events",
    says: ["constraint shop.notes.notes_at_fkey: was not there, is there"],
  },
  {
    name: "a parent",
    base: `${PARENT} create table child (a integer, b text);`,
    change: "alter table child inherit parent",
    says: [
      "column shop.child.a: inherited was no; is yes, and declared here",
      "column shop.child.b: inherited was no; is yes, and declared here",
      "table shop.child: child of was none, is shop.parent",
    ],
  },
  {
    name: "a child's own column",
    base: `${PARENT} create table child () inherits (parent);`,
    change: "alter table child add column c integer",
    says: ["column shop.child.c: was not there, is there"],
  },
  {
    name: "a child's default",
    base: `${PARENT} create table child () inherits (parent);`,
    change: "alter table child alter column a set default 1",
    says: ["column shop.child.a: default was none, is 1"],
  },
  {
    name: "a column that a child declares as well",
    base: `${PARENT} create table child () inherits (parent);`,
    change: "drop table child; create table child (a integer) inherits (parent)",
    says: ["column shop.child.a: inherited was yes; is yes, and declared here"],
  },
  {
    name: "a check that a child has by itself",
    base: `${PARENT} create table child () inherits (parent);`,
    change: "alter table child add constraint c check (a > 0)",
    says: ["constraint shop.child.c: was not there, is there"],
  },
  {
    name: "not null of a child",
    base: `${PARENT} create table child () inherits (parent);`,
    change: "alter table child alter column a set not null",
    says: ["column shop.child.a: not null was no; is yes, declared here"],
  },
  // What reaches further.
  {
    name: "an extension",
    change: "create extension pg_trgm",
    says: ["extension pg_trgm: was not there, is there"],
  },
  {
    name: "an extension's schema",
    base: "create schema shop_app; create extension citext;",
    change: "alter extension citext set schema shop_app",
    says: ["extension citext: in schema was shop, is shop_app"],
  },
  {
    name: "an extension's comment",
    base: "create extension unaccent;",
    change: "comment on extension unaccent is 'mine'",
    says: ["extension unaccent: comment was text search dictionary that removes accents, is mine"],
  },
  {
    name: "grants on an extension's function",
    base: "create extension fuzzystrmatch;",
    change: "revoke execute on function soundex(text) from public",
    says: ["grants on function shop.soundex(text): was not there, is there"],
  },
  {
    name: "grants on a function of the system",
    change: "revoke execute on function pg_catalog.pg_sleep(double precision) from public",
    says: ["grants on function pg_sleep(double precision): was not there, is there"],
  },
  {
    name: "default privileges",
    change: "alter default privileges grant select on tables to catalog_reader",
    says: ["default privileges of postgres on tables: was not there, is there"],
  },
  {
    name: "default privileges in a schema",
    change: "alter default privileges in schema shop grant execute on functions to catalog_reader",
    says: ["default privileges of postgres on functions in shop: was not there, is there"],
  },
  {
    name: "default privileges of another role",
    change: "alter default privileges for role catalog_owner revoke execute on functions from public",
    says: ["default privileges of catalog_owner on functions: was not there, is there"],
  },
  {
    name: "extended statistics",
    base: ORDERS,
    change: "create statistics s (ndistinct) on note, total from orders",
    says: ["statistics shop.s: was not there, is there"],
  },
  {
    name: "the kinds of extended statistics",
    base: `${ORDERS} create statistics s (ndistinct) on note, total from orders;`,
    change: "drop statistics s; create statistics s (ndistinct, mcv) on note, total from orders",
    says: [
      "statistics shop.s: definition was CREATE STATISTICS shop.s (ndistinct) ON note, total FROM shop.orders; is CREATE STATISTICS shop.s (ndistinct, mcv) ON note, total FROM shop.orders",
    ],
  },
  {
    name: "the target of extended statistics",
    base: `${ORDERS} create statistics s on note, total from orders;`,
    change: "alter statistics s set statistics 300",
    says: ["statistics shop.s: statistics target was none, is 300"],
  },
  {
    name: "a publication",
    change: "create publication shop_p for all tables",
    says: ["publication shop_p: was not there, is there"],
  },
  {
    name: "a publication's table",
    base: `${ORDERS} create publication shop_p;`,
    change: "alter publication shop_p add table orders",
    says: ["publication shop_p: tables were none, are shop.orders"],
  },
  {
    name: "a publication's actions",
    base: "create publication shop_p;",
    change: "alter publication shop_p set (publish = 'insert')",
    says: ["publication shop_p: actions were insert, update, delete, truncate; are insert"],
  },
  {
    name: "a publication's rows",
    from: 15,
    base: `${ORDERS} create publication shop_p for table orders;`,
    change: "alter publication shop_p set table orders (id) where (id > 5)",
    says: ["publication shop_p: tables were shop.orders, are shop.orders (id) where (id > 5)"],
  },
  {
    name: "a publication's schema",
    from: 15,
    base: "create publication shop_p;",
    change: "alter publication shop_p add tables in schema shop",
    says: ["publication shop_p: schemas were none, are shop"],
  },
  {
    name: "a subscription",
    change: "create subscription shop_s connection 'dbname=nowhere' publication p with (connect = false)",
    undo: "alter subscription shop_s set (slot_name = none); drop subscription shop_s",
    says: ["subscription shop_s: was not there, is there"],
  },
  {
    name: "a foreign data wrapper",
    change: "create foreign data wrapper shop_w",
    says: ["foreign data wrapper shop_w: was not there, is there"],
  },
  {
    name: "a server's options",
    base: "create foreign data wrapper shop_w; create server shop_s foreign data wrapper shop_w;",
    change: "alter server shop_s options (host 'a')",
    says: ["server shop_s: options were none, are host=a"],
  },
  {
    name: "a user mapping",
    base: "create foreign data wrapper shop_w; create server shop_s foreign data wrapper shop_w;",
    change: "create user mapping for catalog_reader server shop_s",
    says: ["user mapping for catalog_reader server shop_s: was not there, is there"],
  },
  {
    name: "a foreign table",
    base: "create foreign data wrapper shop_w; create server shop_s foreign data wrapper shop_w;",
    change:
      "create foreign table f (a integer options (column_name 'x')) server shop_s options (table_name 't')",
    says: ["foreign table shop.f: was not there, is there"],
  },
  {
    name: "the options of a foreign table",
    base: "create foreign data wrapper shop_w; create server shop_s foreign data wrapper shop_w; create foreign table f (a integer) server shop_s;",
    change: "alter foreign table f options (add table_name 't')",
    says: ["foreign table shop.f: foreign options were none, are table_name=t"],
  },
  // The rest.
  {
    name: "a cast",
    base: "create type mood as enum ('sad');",
    change: "create cast (mood as text) with inout as assignment",
    says: ["cast (shop.mood as text): was not there, is there"],
  },
  {
    name: "an operator",
    change: "create operator === (leftarg = integer, rightarg = integer, function = int4eq)",
    says: ["operator shop.===(integer, integer): was not there, is there"],
  },
  {
    name: "an operator's hint",
    base: "create operator === (leftarg = integer, rightarg = integer, function = int4eq);",
    change: "alter operator === (integer, integer) set (restrict = eqsel)",
    says: [
      "operator shop.===(integer, integer): restriction estimator was none, is eqsel(internal,oid,internal,integer)",
    ],
  },
  {
    name: "an operator class",
    change:
      "create operator class my_ops for type integer using hash as operator 1 =, function 1 hashint4(integer)",
    says: [
      "operator class shop.my_ops using hash: was not there, is there",
      "operator family shop.my_ops using hash: was not there, is there",
    ],
  },
  {
    name: "an operator family",
    change: "create operator family my_family using btree",
    says: ["operator family shop.my_family using btree: was not there, is there"],
  },
  {
    name: "a member of an operator family",
    base: "create operator family my_family using btree;",
    change: "alter operator family my_family using btree add operator 1 < (integer, integer)",
    says: [
      "operator family shop.my_family using btree: members were none, are operator 1 <(integer,integer)",
    ],
  },
  {
    name: "a collation",
    change: `create collation mine (lc_collate = 'C', lc_ctype = 'C')`,
    says: ["collation shop.mine: was not there, is there"],
  },
  {
    name: "a conversion",
    change: "create conversion mine for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8",
    says: ["conversion shop.mine: was not there, is there"],
  },
  {
    name: "a text search dictionary",
    change: "create text search dictionary mine (template = simple, stopwords = english)",
    says: ["text search dictionary shop.mine: was not there, is there"],
  },
  {
    name: "a text search configuration",
    base: "create text search configuration mine (copy = simple);",
    change: "alter text search configuration mine drop mapping for word",
    says: [
      "text search configuration shop.mine: mappings were …imple; url_path: simple; version: simple; word: simple, are …imple; url_path: simple; version: simple",
    ],
  },
  {
    name: "a text search parser",
    change:
      "create text search parser mine (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype)",
    says: ["text search parser shop.mine: was not there, is there"],
  },
  {
    name: "a text search template",
    change: "create text search template mine (lexize = dsimple_lexize)",
    says: ["text search template shop.mine: was not there, is there"],
  },
  {
    name: "a language",
    change: "create language shop_language handler plpgsql_call_handler",
    says: ["language shop_language: was not there, is there"],
  },
  {
    name: "an access method of indexes",
    change: "create access method shop_hash type index handler hashhandler",
    says: ["access method shop_hash: was not there, is there"],
  },
  // What pg_dump does not see, and a rehearsal must.
  {
    name: "an index that is not valid",
    base: `${ORDERS} create index i on orders (note); update pg_index set indisvalid = false where indexrelid = 'i'::regclass;`,
    change: "drop index i",
    says: ["index shop.i: was there, is not there"],
    dumpIsSilent:
      "an invalid index is left out of a dump; after a failed concurrent build it is still in the way",
  },
  {
    name: "the partition that is about to be detached",
    from: 14,
    base: PARTITIONED,
    change: "update pg_inherits set inhdetachpending = true where inhrelid = 'events_1'::regclass",
    says: ["table shop.events_1: detach pending was no, is yes"],
    dumpIsSilent:
      "it is written as attached still; after a failed concurrent detach it takes no rows any more",
  },
];

export const DETOURS: readonly Detour[] = [
  // There and back again, in one database.
  {
    name: "a column that came and went",
    base: ORDERS,
    other: "alter table orders add column tags text; alter table orders drop column tags",
  },
  { name: "a table that came and went", other: `${ORDERS} drop table orders` },
  {
    name: "a name and back",
    base: ORDERS,
    other: "alter table orders rename to sales; alter table sales rename to orders",
  },
  {
    name: "a column's name and back",
    base: ORDERS,
    other: "alter table orders rename note to remark; alter table orders rename remark to note",
  },
  {
    name: "a type and back",
    base: ORDERS,
    other:
      "alter table orders alter total type numeric(12,2); alter table orders alter total type numeric(10,2)",
  },
  {
    name: "an owner and back",
    base: ORDERS,
    other: "alter table orders owner to catalog_owner; alter table orders owner to current_user",
  },
  {
    name: "a grant and its end",
    base: ORDERS,
    other: "grant select on orders to catalog_reader; revoke select on orders from catalog_reader",
  },
  { name: "the owner's own grants, said aloud", base: ORDERS, other: "grant all on orders to current_user" },
  {
    name: "everybody's grants on a function, said aloud",
    base: TOTAL,
    other: "grant execute on function total to public",
  },
  {
    name: "a column's grant and its end",
    base: ORDERS,
    other:
      "grant select (note) on orders to catalog_reader; revoke select (note) on orders from catalog_reader",
  },
  {
    name: "a comment and its end",
    base: ORDERS,
    other: "comment on table orders is 'x'; comment on table orders is null",
  },
  {
    name: "a setting and its end",
    base: ORDERS,
    other: "alter table orders set (fillfactor = 70); alter table orders reset (fillfactor)",
  },
  {
    name: "statistics and back",
    base: ORDERS,
    other:
      "alter table orders alter note set statistics 100; alter table orders alter note set statistics -1",
  },
  {
    name: "a storage and back",
    base: ORDERS,
    other:
      "alter table orders alter note set storage external; alter table orders alter note set storage extended",
  },
  {
    name: "a trigger off and on",
    base: `${ORDERS} create trigger t before update on orders for each row execute function suppress_redundant_updates_trigger();`,
    other: "alter table orders disable trigger t; alter table orders enable trigger t",
  },
  {
    name: "a check that is validated later",
    base: `${ORDERS} alter table orders add constraint positive check (total > 0);`,
    other:
      "alter table orders drop constraint positive; alter table orders add constraint positive check (total > 0) not valid; alter table orders validate constraint positive",
  },
  {
    name: "rows",
    base: ORDERS,
    other: "insert into orders (id) select generate_series(1, 10); analyze orders",
  },
  {
    name: "a sequence that went on",
    base: "create sequence numbers;",
    other: "select nextval('numbers'); select setval('numbers', 100)",
  },
  {
    name: "a default that old rows have from the catalog",
    base: "create table t (a integer, b integer default 5); ",
    other:
      "drop table t; create table t (a integer); insert into t values (1); alter table t add column b integer default 5",
  },
  { name: "a temporary table", other: "create temporary table passing (a integer primary key)" },
  {
    name: "default privileges and their end",
    other:
      "alter default privileges grant select on tables to catalog_reader; alter default privileges revoke select on tables from catalog_reader",
  },
  {
    name: "a partition, detached and attached",
    base: PARTITIONED,
    other:
      "alter table events detach partition events_1; alter table events attach partition events_1 for values from ('2024-01-01') to ('2025-01-01')",
  },
  {
    name: "an index, built anew",
    base: `${ORDERS} create index i on orders (note);`,
    other: "reindex index i; cluster orders using i; alter table orders set without cluster",
  },
  {
    name: "a materialized view with rows",
    base: `${ORDERS} create materialized view m as select id from orders with no data;`,
    other: "refresh materialized view m",
  },
  {
    name: "a grant on a function of the system and its end",
    other:
      "revoke execute on function pg_catalog.pg_sleep(double precision) from public; grant execute on function pg_catalog.pg_sleep(double precision) to public",
  },
  {
    name: "row security on and off",
    base: ORDERS,
    other: "alter table orders enable row level security; alter table orders disable row level security",
  },
  {
    name: "the table of the tool itself",
    other:
      "create schema lockkeeper; create table lockkeeper.journal (a integer); drop schema lockkeeper cascade",
  },
  // Two ways to one end.
  {
    name: "a column that is added later",
    one: "create table t (a integer, b text not null default 'x')",
    other: "create table t (a integer); alter table t add column b text not null default 'x'",
  },
  {
    name: "a column that was dropped before the others",
    one: "create table t (b text, c integer)",
    other: "create table t (a integer, b text, c integer); alter table t drop column a",
  },
  {
    name: "a key that is added later",
    one: "create table t (a integer primary key, b text unique)",
    other:
      "create table t (a integer not null, b text); alter table t add primary key (a); alter table t add unique (b)",
    from: 18,
  },
  {
    name: "a key from an index",
    one: "create table t (a integer constraint k primary key)",
    other:
      "create table t (a integer not null); create unique index i on t (a); alter table t add constraint k primary key using index i",
  },
  {
    name: "serial",
    one: "create table t (a serial)",
    other:
      "create sequence t_a_seq as integer; create table t (a integer not null default nextval('t_a_seq')); alter sequence t_a_seq owned by t.a",
  },
  {
    name: "a partition that was made by itself",
    one: `create table events (at date, kind text) partition by range (at);
      create table events_1 partition of events for values from ('2024-01-01') to ('2025-01-01')`,
    other: `create table events (at date, kind text) partition by range (at);
      create table events_1 (at date, kind text);
      alter table events attach partition events_1 for values from ('2024-01-01') to ('2025-01-01')`,
  },
  {
    name: "a label that is put in between",
    one: "create type mood as enum ('sad', 'ok', 'happy')",
    other: "create type mood as enum ('sad', 'happy'); alter type mood add value 'ok' before 'happy'",
  },
  {
    name: "an attribute that is added later",
    one: "create type pair as (a integer, b text)",
    other:
      "create type pair as (a integer, c date); alter type pair add attribute b text; alter type pair drop attribute c",
  },
  {
    name: "objects in another order",
    one: "create table a (x integer); create table b (x integer); create view v as select 1 as x",
    other: "create view v as select 1 as x; create table b (x integer); create table a (x integer)",
  },
  {
    name: "constraints in another order",
    one: "create table t (a integer, constraint c1 check (a > 1), constraint c2 check (a > 2))",
    other: "create table t (a integer, constraint c2 check (a > 2), constraint c1 check (a > 1))",
  },
  {
    name: "a view that was replaced",
    one: "create table t (a integer); create view v as select a from t where a > 1",
    other:
      "create table t (a integer); create view v as select a from t; create or replace view v as select a from t where a > 1",
  },
  {
    name: "a parent's column that is added later",
    one: "create table p (a integer, b text); create table c (z date) inherits (p)",
    other:
      "create table p (a integer); create table c (z date) inherits (p); alter table p add column b text",
  },
  {
    name: "a parent's check that is added later",
    one: "create table p (a integer, constraint c check (a > 0)); create table k () inherits (p)",
    other:
      "create table p (a integer); create table k () inherits (p); alter table p add constraint c check (a > 0)",
  },
  {
    name: "an index of a partitioned table, piece by piece",
    one: `${PARTITIONED} create index whole on events (kind); alter index events_1_kind_idx rename to piece`,
    other: `${PARTITIONED} create index whole on only events (kind); create index piece on events_1 (kind); alter index whole attach partition piece`,
  },
  {
    name: "identity that is added later",
    one: "create table t (a integer generated always as identity)",
    other: "create table t (a integer not null); alter table t alter a add generated always as identity",
  },
  // Where an order means nothing, and pg_dump keeps it.
  {
    name: "grants in another order",
    one: `${ORDERS} grant select on orders to catalog_reader; grant select on orders to catalog_owner`,
    other: `${ORDERS} grant select on orders to catalog_owner; grant select on orders to catalog_reader`,
    dumpDiffers: "who was granted first",
  },
  {
    name: "storage parameters in another order",
    one: "create table t (a integer) with (fillfactor = 70, autovacuum_enabled = off)",
    other: "create table t (a integer) with (autovacuum_enabled = off, fillfactor = 70)",
    dumpDiffers: "what was set first",
  },
  // What must not get into a report.
  {
    name: "another password",
    one: "create foreign data wrapper shop_w; create server shop_s foreign data wrapper shop_w; create user mapping for catalog_reader server shop_s options (password 'a')",
    other:
      "create foreign data wrapper shop_w; create server shop_s foreign data wrapper shop_w; create user mapping for catalog_reader server shop_s options (password 'b')",
    dumpDiffers: "it writes the values of options, passwords too",
  },
];
