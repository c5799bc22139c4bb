// What a table can be: partitioned, inherited, watched by triggers, or no table at all.

import { proveFills } from "../../../test/support/fill-case.ts";

proveFills("made-up rows go where they belong", [
  {
    name: "partitions by time",
    make: `create table t (id bigint generated always as identity, at timestamptz not null, primary key (id,
        at)) partition by range (at);
      create table t_1 partition of t for values from ('2023-01-01') to ('2023-02-01');
      create table t_2 partition of t for values from ('2023-02-01') to ('2023-03-01')`,
  },
  {
    name: "partitions by a number that is the key",
    make: `create table t (id integer primary key) partition by range (id);
      create table t_1 partition of t for values from (100) to (120);
      create table t_2 partition of t for values from (120) to (1000)`,
  },
  {
    name: "partitions by a list, which all get rows",
    make: `create table t (id integer not null, region text) partition by list (region);
      create table t_1 partition of t for values in ('eu', 'uk');
        create table t_2 partition of t for values in ('us');
      create table t_3 partition of t for values in (null)`,
    holds: "(select count(*) from t_1) > 0 and (select count(*) from t_2) > 0",
  },
  {
    name: "partitions by a hash",
    make: `create table t (id uuid primary key) partition by hash (id);
      create table t_0 partition of t for values with (modulus 3, remainder 0);
      create table t_1 partition of t for values with (modulus 3, remainder 1);
      create table t_2 partition of t for values with (modulus 3, remainder 2)`,
    holds: "(select count(*) from t_0) > 0 and (select count(*) from t_1) > 0",
  },
  {
    name: "a default partition, also alone",
    make: `create table t (id integer not null) partition by range (id);
        create table t_d partition of t default;
      create table u (id integer not null) partition by range (id);
      create table u_1 partition of u for values from (1) to (10); create table u_d partition of u default`,
  },
  {
    name: "partitions of partitions, by several columns and by an expression",
    make: `create table t (region text not null, at date not null,
        id integer not null) partition by list (region);
      create table t_eu partition of t for values in ('eu') partition by range (at);
      create table t_eu_1 partition of t_eu for values from ('2020-01-01') to ('2021-01-01');
      create table t_us partition of t for values in ('us') partition by range (at, id);
      create table t_us_1 partition of t_us for values from ('2022-01-01', 10) to ('2022-01-01', 100);
      create table u (name text not null) partition by list (lower(name));
      create table u_1 partition of u for values in ('a', 'b')`,
  },
  {
    name: "many partitions",
    make: `create table t (id integer not null, at date not null, primary key (id, at)) partition by range (at);
      do $$ begin for n in 0..149 loop
        execute format('create table t_%s partition of t for values from (%L) to (%L)', n,
        date '2010-01-01' + n, date '2010-01-02' + n);
      end loop; end $$`,
  },
  {
    name: "one partition by itself",
    make: `create table t (id integer primary key, kind text) partition by range (id);
      create table t_1 partition of t for values from (500) to (600); create table t_d partition of t default`,
    fill: ["t_1", "t_d"],
  },
  {
    name: "no partition at all",
    make: "create table t (id integer) partition by range (id)",
    but: { t: 0 },
    notes: /no partition/,
  },
  {
    name: "parents that are partitioned",
    make: `create table t (id integer primary key) partition by range (id);
      create table t_1 partition of t for values from (0) to (1000);
      create table u (t_id integer not null references t) partition by hash (t_id);
      create table u_0 partition of u for values with (modulus 1, remainder 0)`,
    fill: ["u"],
  },
  {
    name: "tables that inherit",
    make: "create table t (id integer not null check (id > 0)); create table u (name text not null) inherits (t)",
  },
  {
    name: "triggers, which are not to do anything",
    make: `create table log (n integer);
      create function note() returns trigger language plpgsql as $$ begin insert into log values (1);
        return new; end $$;
      create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
      create table t (id integer primary key);
        create trigger a after insert on t for each row execute function note();
      create trigger b before insert on t for each row execute function refuse();
      create constraint trigger c after insert on t deferrable initially deferred for each row execute function refuse();
      create table u (id integer unique deferrable);
        create trigger a before insert on u for each statement execute function refuse()`,
    fill: ["t", "u"],
    holds:
      "(select count(*) from log) = 0 and (select every(tgenabled = 'O') from pg_trigger where not tgisinternal)",
  },
  {
    name: "row security, even for the owner, and a table that is not logged",
    make: `create unlogged table t (a integer not null); alter table t enable row level security;
      alter table t force row level security; create policy p on t using (false)`,
  },
  {
    name: "what is no table",
    make: `create table t (a integer); create view v as select a from t;
        create materialized view m as select a from t;
      create sequence s`,
    fill: ["v", "m", "s", "t"],
    but: { v: 0, m: 0, s: 0 },
    notes: /no table.*no table.*no table/,
  },
  {
    name: "what is not there",
    make: "create table t (a integer)",
    fill: ["t", "missing"],
    but: { missing: 0 },
    notes: /There is no such table/,
  },
]);
