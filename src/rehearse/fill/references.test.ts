// Foreign keys: rows refer to rows that are there, whatever way tables refer to each other.

import { proveFills } from "../../../test/support/fill-case.ts";

proveFills("made-up rows refer to rows that are there", [
  {
    name: "parents get rows too, and theirs",
    make: `create table a (id serial primary key); create table b (id uuid primary key,
        a_id integer not null references a);
      create table c (id text primary key, b_id uuid not null references b (id)); create table d (x integer)`,
    fill: ["c"],
    holds: "(select count(distinct a_id) from b) = 40 and (select count(*) from d) = 0",
  },
  {
    name: "what may be null is null where there is nothing to refer to",
    make: "create table a (id integer primary key); create table t (id integer primary key, a_id integer references a)",
    fill: ["t"],
    holds: "(select every(a_id is null) from t)",
  },
  {
    name: "what may be null refers to what is filled as well",
    make: "create table z (id integer primary key); create table t (id integer primary key, z_id integer references z)",
    holds: "(select every(z_id is not null) from t)",
  },
  {
    name: "a parent that a check wants",
    make: `create table a (id integer primary key); create table b (id integer primary key);
      create table t (a_id integer references a, b_id integer references b, check (num_nonnulls(a_id,
        b_id) = 1))`,
    fill: ["t"],
  },
  {
    name: "itself, if it likes",
    make: "create table t (id integer primary key, parent_id integer references t)",
  },
  {
    name: "itself, always",
    make: `create table t (id integer primary key, parent_id integer not null references t);
      create table u (tenant integer, id uuid, parent uuid not null, primary key (tenant, id),
        foreign key (tenant, parent) references u (tenant, id))`,
  },
  {
    name: "itself, with a row that is there already",
    make: `create table t (id integer primary key, parent_id integer not null references t,
        check (id = 1 or id <> parent_id));
      insert into t values (1, 1)`,
  },
  {
    name: "a ring that can be null somewhere",
    make: `create table a (id integer primary key, b_id integer);
        create table b (id integer primary key, a_id integer not null references a);
      alter table a add foreign key (b_id) references b`,
  },
  {
    name: "a ring that is checked at the end",
    make: `create table a (id integer primary key, b_id integer not null);
      create table b (id integer primary key, a_id integer not null references a deferrable);
      alter table a add foreign key (b_id) references b deferrable initially deferred`,
    fill: ["a"],
  },
  {
    name: "a ring of three with keys of other types, and what hangs on it",
    make: `create table a (id uuid primary key, b_id text not null);
        create table b (id text primary key, c_id bigint not null);
      create table c (id bigint primary key, a_id uuid not null references a, note text);
      alter table a add foreign key (b_id) references b; alter table b add foreign key (c_id) references c;
      create table leaf (id integer primary key, b_id text not null references b);
        create table root (id integer primary key);
      alter table b add root_id integer not null references root`,
  },
  {
    name: "several columns at once",
    make: `create table a (x integer, y text, primary key (x, y));
      create table t (id integer primary key, a_y text not null, a_x integer not null, foreign key (a_x,
        a_y) references a (x, y))`,
  },
  {
    name: "tenants: keys that share a column",
    make: `create table tenant (id integer primary key);
      create table account (tenant_id integer references tenant, id integer, primary key (tenant_id, id));
      create table project (tenant_id integer references tenant, id integer, owner_id integer not null,
        primary key (tenant_id, id),
        foreign key (tenant_id, owner_id) references account (tenant_id, id));
      create table task (tenant_id integer not null, project_id integer not null, assignee_id integer,
        id integer,
        primary key (tenant_id, id), foreign key (tenant_id) references tenant,
        foreign key (tenant_id, project_id) references project (tenant_id, id),
        foreign key (tenant_id, assignee_id) references account (tenant_id, id),
        check (assignee_id is not null or project_id < 0))`,
  },
  {
    name: "tenants: exactly one of two",
    make: `create table tenant (id integer primary key);
      create table a (tenant_id integer references tenant, id integer, primary key (tenant_id, id));
      create table b (tenant_id integer references tenant, id integer, primary key (tenant_id, id));
      create table t (tenant_id integer not null references tenant, a_id integer, b_id integer,
        foreign key (tenant_id, a_id) references a, foreign key (tenant_id, b_id) references b,
        check (num_nonnulls(a_id, b_id) = 1))`,
  },
  {
    name: "pairs that are unique, with parents that have enough rows",
    make: `create table a (id integer primary key); create table b (id integer primary key);
      create table t (a_id integer references a, b_id integer references b, primary key (a_id, b_id))`,
  },
  {
    name: "pairs that are unique, with parents that have few rows",
    make: `create type mood as enum ('u', 'v', 'w', 'x', 'y', 'z', 'zz');
        create table a (id mood primary key); create table b (id mood primary key);
      create table t (a_id mood references a, b_id mood references b, primary key (a_id, b_id))`,
    rows: 49,
    but: { a: 7, b: 7 },
    notes: /has room/,
  },
  {
    name: "friends, who are never the same",
    make: `create table person (id integer primary key);
      create table friend (one integer references person, other integer references person, primary key (one,
        other), check (one <> other));
      create table follow (one integer not null references person, other integer not null references person,
        unique (one, other), check (one < other))`,
  },
  {
    name: "one for one",
    make: `create table person (id uuid primary key);
        create table profile (person_id uuid primary key references person, name text not null);
      create table photo (profile_id uuid not null unique references profile (person_id) on delete cascade)`,
  },
  {
    name: "one column that refers twice",
    make: `create table a (id integer primary key); create table b (id integer primary key references a);
      create table t (id integer not null references a references b)`,
  },
  {
    name: "all or nothing",
    make: `create table a (x integer, y integer, primary key (x, y));
        create table b (x integer, y integer, primary key (x, y));
      create table t (a_x integer, a_y integer, b_x integer, b_y integer, foreign key (a_x,
        a_y) references a match full,
        foreign key (b_x, b_y) references b match full)`,
    fill: ["t", "a"],
    holds: "(select every(a_x is not null and b_x is null and b_y is null) from t)",
  },
  {
    name: "a key of the parent that may be null",
    make: `create table a (id integer primary key, code text unique);
        create table t (code text not null references a (code));
      insert into a values (1001, null)`,
  },
  {
    name: "parents that have rows already",
    make: `create table country (code char(2) primary key); insert into country values ('de'), ('fr'), ('it');
      create table town (id integer primary key, country char(2) not null references country)`,
    fill: ["town"],
    rows: 3,
  },
  {
    name: "one for one, of which one is there already",
    make: `create table tenant (id uuid primary key);
        create table settings (tenant_id uuid not null unique references tenant);
      insert into tenant values ('707d0855-80ab-4e1f-a156-f1c4546cbf52');
        insert into settings select id from tenant`,
  },
  {
    name: "friends among few",
    make: `create table person (id integer primary key check (id between 1 and 5));
      create table friend (one integer references person, other integer references person, primary key (one,
        other), check (one < other))`,
    but: { person: 5, friend: 10 },
    notes: /friend_pkey .one, other. has room/,
  },
  {
    name: "only the rows of one kind",
    make: `create table party (id integer, kind text not null check (kind in ('person', 'firm')),
        primary key (id, kind));
      create table firm (id integer not null, kind text not null check (kind = 'firm'), foreign key (id,
        kind) references party)`,
  },
  {
    name: "a parent that cannot be filled",
    make: `create table a (id integer primary key check (id > 5 and id < 5));
        create table t (a_id integer not null references a);
      create table u (a_id integer references a)`,
    but: { a: 0, t: 0 },
    notes: /refers to "?case"?\.a, which has no rows/,
  },
  {
    name: "a type that differs from the parent's",
    make: `create table a (id bigint primary key); create table b (id text primary key);
      create table t (a_id integer not null references a, b_id varchar(40) not null references b)`,
  },
  {
    name: "a key over a column that refers and one that does not",
    make: `create table a (id boolean primary key); create table t (a_id boolean not null references a,
        place smallint not null check (place between 1 and 30), unique (a_id, place))`,
    but: { a: 2 },
    notes: /has room/,
  },
  {
    name: "a foreign key that is not enforced",
    make: "create table a (id integer primary key); create table t (a_id integer not null references a not enforced)",
    fill: ["t"],
    since: 18,
  },
  {
    name: "a foreign key over a generated column",
    make: `create table a (id integer primary key);
      create table t (n integer not null, a_id integer generated always as (n) stored references a)`,
  },
]);
