// Values of every type: one table for each family of types, with columns that may not be null.

import { proveFills } from "../../../test/support/fill-case.ts";

proveFills("made-up values fit their types", [
  {
    name: "integers",
    make: "create table t (a smallint not null unique, b integer not null unique, c bigint not null unique)",
  },
  {
    name: "numbers with a precision and a scale",
    make: `create table t (a numeric not null unique, b numeric(10, 2) not null unique, c numeric(2,
        2) not null,
      d numeric(3, 2) not null unique, e numeric(1) not null, f numeric(5, -2) not null, g numeric(3,
        5) not null)`,
  },
  {
    name: "floats and money",
    make: "create table t (a real not null unique, b double precision not null unique, c money not null unique)",
  },
  {
    name: "booleans take turns",
    make: "create table t (a boolean not null)",
    holds: "(select count(distinct a) from t) = 2",
  },
  {
    name: "texts with and without a length",
    make: `create table t (a text not null unique, b varchar not null unique, c varchar(255) not null unique,
      d varchar(12) not null unique, e varchar(2) not null unique, f varchar(1) not null,
        g char(10) not null unique,
      h char(3) not null unique, i char not null, j name not null unique, k "char" not null)`,
    holds: "(select every(a = 'a ' || b.n) from t, lateral (select substr(a, 3) as n) b)",
  },
  {
    name: "dates and times",
    make: `create table t (a date not null unique, b timestamp not null unique, c timestamptz not null unique,
      d time not null unique, e timetz not null unique, f interval not null unique, g timestamp(0) not null,
      h time(3) not null, i interval year to month not null, j timestamptz(3) not null)`,
  },
  { name: "a date that is unique many times", make: "create table t (a date primary key)", rows: 30_000 },
  { name: "uuids", make: "create table t (a uuid primary key, b uuid not null default gen_random_uuid())" },
  { name: "bytes", make: "create table t (a bytea not null unique)" },
  {
    name: "strings of bits",
    make: `create table t (a bit(8) not null unique, b bit not null, c varbit not null unique,
        d varbit(6) not null unique,
      e bit(100) not null unique, f varbit(200) not null)`,
  },
  {
    name: "JSON",
    make: "create table t (a json not null, b jsonb not null unique, c jsonpath not null, d jsonb not null default '{}')",
  },
  {
    name: "addresses",
    make: `create table t (a inet not null unique, b cidr not null unique, c macaddr not null unique,
      d macaddr8 not null unique)`,
  },
  {
    name: "shapes",
    make: `create table t (a point not null, b line not null, c lseg not null, d box not null, e path not null,
      f polygon not null, g circle not null)`,
  },
  {
    name: "ranges and sets of them",
    make: `create table t (a int4range not null unique, b int8range not null, c numrange not null,
        d tsrange not null,
      e tstzrange not null unique, f daterange not null, g int4multirange not null, h tstzmultirange not null)`,
  },
  {
    name: "ranges of one's own",
    make: `create type text_range as range (subtype = text); create type time_range as range (subtype = time);
      create table t (a text_range not null, b time_range not null, c text_multirange not null)`,
  },
  {
    name: "arrays",
    make: `create table t (a integer[] not null unique, b text[] not null, c varchar(3)[] not null,
        d timestamptz[][] not null,
      e numeric(5, 2)[] not null, f boolean[] not null, g jsonb[] not null, h int4range[] not null)`,
  },
  {
    name: "composite types, also within others",
    make: `create type address as (street text, number integer);
        create type person as (name text, home address);
      create table t (a address not null, b person not null, c address[] not null unique)`,
  },
  {
    name: "a table's row as a type",
    make: "create table point_of_sale (id integer, name text); create table t (a point_of_sale not null)",
  },
  {
    name: "enums take turns",
    make: `create type mood as enum ('sad', 'o''k', 'happy "day"');
        create table t (a mood not null, b mood[] not null)`,
    holds: "(select count(distinct a) from t) = 3",
  },
  {
    name: "an enum without labels",
    make: "create type nothing as enum (); create table t (a integer, b nothing); create table u (b nothing not null)",
    but: { u: 0 },
    notes: /type of "b"/,
  },
  {
    name: "domains with what they check",
    make: `create domain email as text check (value ~ '^[^@ ]+@[^@ ]+[.][a-z]+$');
      create domain positive as integer not null check (value > 0);
      create domain small as positive check (value < 100); create domain code as varchar(4);
      create domain words as text[] check (cardinality(value) between 2 and 3);
      create table t (a email not null unique, b positive, c small not null, d code not null unique,
        e words not null,
        f email[] not null)`,
  },
  {
    name: "a composite type with a domain in it",
    make: `create domain even as integer check (value % 2 = 0); create type pair as (one even, other even);
      create table t (a pair, b even not null)`,
  },
  {
    name: "texts for searching",
    make: "create table t (a tsvector not null, b tsquery not null); create index on t using gin (a)",
  },
  {
    name: "what the server itself is made of",
    make: `create table t (a oid not null unique, b xid not null, c cid not null, d tid not null unique,
        e xid8 not null,
      f regclass not null, g regtype not null, h regproc not null, i regprocedure not null,
        j regconfig not null,
      k regrole not null, l regnamespace not null, m regdictionary not null, n regoper not null,
      o regoperator not null, p pg_lsn not null unique, q regcollation not null)`,
  },
  { name: "XML, where the server can read it", make: "create table t (a integer not null, b xml)" },
  {
    name: "types of extensions",
    make: `create extension if not exists citext schema public;
        create extension if not exists hstore schema public; create extension if not exists ltree schema public; create extension if not exists cube schema public;
      create table t (a citext not null unique, b hstore not null, c ltree not null unique, d lquery not null,
      e ltree[] not null, f cube not null)`,
  },
  {
    name: "a type that nobody knows",
    make: `create type odd;
        create function odd_in(cstring) returns odd language internal strict immutable as 'int4in';
      create function odd_out(odd) returns cstring language internal strict immutable as 'int4out';
      create type odd (input = odd_in, output = odd_out, like = integer);
      create table t (a odd not null, b odd)`,
  },
  {
    name: "a type that takes nothing, where null will do and where not",
    make: `create type shy;
        create function shy_in(cstring) returns shy language internal strict immutable as 'int4in';
      create function shy_out(shy) returns cstring language internal strict immutable as 'int4out';
      create type shy (input = shy_in, output = shy_out, like = integer);
      create domain nothing as shy check (value::text = 'never'); create table t (a integer, b nothing);
      create table u (a integer, b nothing not null)`,
    but: { u: 0 },
    notes: /type of "b"/,
  },
  {
    name: "a text that has no case",
    make: `create collation nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
      create table t (a text collate nocase primary key, b varchar(1) collate nocase not null unique)`,
    rows: 30,
  },
  { name: "a table without columns", make: "create table t ()" },
  {
    name: "names that need quotes, and names that we use ourselves",
    make: `create table "Odd ""one""" ("a b" integer primary key, "N" text not null, n integer not null unique,
      g text not null check (g <> ''), p0 integer not null, found boolean not null, "order" text not null,
        "ä" text not null,
      s integer not null, "$1" text not null, lockkeeper_number integer not null,
        "text" text not null check ("text" <> ''),
      "values" integer not null check ("values" > n))`,
  },
]);
