// Checks: values are found that satisfy them, or a note says which one nothing satisfies.

import { proveFills } from "../../../test/support/fill-case.ts";

proveFills("made-up rows satisfy checks", [
  {
    name: "numbers above, below and between",
    make: `create table t (a integer not null check (a > 0), b integer not null check (b between 10 and 20),
      c numeric(8, 2) not null check (c <= -5.5), d double precision not null check (d >= 0 and d <= 1),
      e smallint not null check (e > 32000), f bigint not null unique check (f >= 1000000),
        g integer not null check (g < 0),
      h numeric(4, 3) not null check (h > 1 and h < 2))`,
  },
  {
    name: "multiples, powers and remainders",
    make: `create table t (a integer not null unique check (a % 5 = 0), b integer not null check (b in (1, 2,
        4, 8)),
      c integer not null check (c % 7 = 3), d integer not null check (d <> all (array[1, 2, 3])))`,
  },
  {
    name: "a number that is unique within bounds",
    make: "create table t (a integer not null unique check (a between 1 and 10), b integer not null)",
    but: { t: 10 },
    notes: /t_a_key \(a\) has room/,
  },
  {
    name: "words from a list, each in its turn",
    make: `create table t (a text not null check (a in ('new', 'it''s', 'done')),
        b varchar(10) not null check (b = any ('{x,y}')),
      c text check (c is null or c in ('a', 'b')), d char(1) not null check (d = 'Y' or d = 'N'))`,
    holds: "(select count(distinct a) = 3 and count(distinct b) = 2 and count(distinct d) = 2 from t)",
  },
  {
    name: "regular expressions",
    make: `create table t (a text not null unique check (a ~ '^[a-z][a-z0-9_]{2,19}$'),
        b text not null check (b ~* '^https?://'),
      c text not null unique check (c ~ '^[A-Z]{3}-\\d{4}$'), d text not null check (d !~ '\\s'),
      e text not null check (e ~ '^#[0-9a-f]{6}$'), f text not null check (f ~ '^(alpha|beta)(\\.[0-9]+)*$'),
      g text not null check (g ~ '^\\+?[1-9]\\d{1,14}$'), h text not null check (h similar to '[a-c]+%'),
      i text not null unique check (i ~* '^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$'),
      j text not null check (j ~ '^[[:alpha:]]+ [[:digit:]]?$'),
        k varchar(8) not null unique check (k ~ '^[^0-9]{5}$'))`,
  },
  {
    name: "patterns",
    make: `create table t (a text not null unique check (a like 'user:%'),
        b text not null check (b like '%@%.%'),
      c text not null check (c not like '% %'), d text not null check (d like '__-__'),
      e text not null check (starts_with(e, 'arn:')), f text not null check (f ilike '%X%' and f <> ''))`,
  },
  {
    name: "lengths of texts",
    make: `create table t (a text not null check (length(a) = 5),
        b text not null unique check (char_length(b) between 3 and 8),
      c text not null check (octet_length(c) > 40), d varchar(20) not null unique check (length(d) = 20),
      e text not null check (trim(e) <> ''), f text not null check (length(f) <= 1),
        g text not null check (length(g) > 500))`,
  },
  {
    name: "texts in lower case, upper case and without blanks",
    make: `create table t (a text not null unique check (a = lower(a)),
        b text not null check (b = upper(b) and b <> ''),
      c text not null check (c = btrim(c)), d text not null check (a = lower(a) and d <> a),
        e char(2) not null check (e = upper(e)))`,
  },
  {
    name: "bytes of a length",
    make: `create table t (a bytea not null unique check (octet_length(a) = 32),
        b bytea check (length(b) in (20, 64)),
      c bytea not null check (c <> ''))`,
  },
  {
    name: "texts that other types could read",
    make: `create table t (a text not null check (a::integer > 0),
        b text not null check ((b::jsonb) is not null),
      c text not null check (c::date > '2020-01-01'), d text not null check (jsonb_typeof(d::jsonb) = 'object'),
      e text not null check (e::uuid is not null))`,
  },
  {
    name: "a start before its end",
    make: `create table t (a timestamptz not null, b timestamptz, c date not null, d date not null,
        e integer not null,
      f integer not null, check (a < b), check (c <= d), check (f > e),
        check (b is null or b > a + interval '1 hour'))`,
  },
  {
    name: "days, months and hours that are whole",
    make: `create table t (a date not null unique check (date_trunc('month', a) = a),
        b timestamptz not null check (extract(minute from b) = 0),
      c date not null check (extract(isodow from c) = 1), d timestamp not null check (d = date_trunc('day',
        d)))`,
  },
  {
    name: "times in the past and in the future",
    make: `create table t (a timestamptz not null check (a < '2000-01-01'),
        b timestamptz not null check (b > '2050-01-01'),
      c timestamptz not null check (c >= '1999-05-05' and c < '1999-06-05'),
        d date not null check (d <> '2024-01-01'),
      e interval not null check (e >= '5 minutes'), f time not null check (f between '09:00' and '17:00'))`,
  },
  {
    name: "exactly one of several",
    make: "create table t (a integer, b text, c date, check (num_nonnulls(a, b, c) = 1))",
  },
  {
    name: "exactly one of many",
    make: `create table t (${Array.from({ length: 16 }, (_, place) => `c${place} integer`).join(", ")},
      check (num_nonnulls(${Array.from({ length: 16 }, (_, place) => `c${place}`).join(", ")}) = 1))`,
  },
  {
    name: "both or neither, all or nothing",
    make: `create table t (a integer, b timestamptz, c text, d text, check ((a is null) = (b is null)),
      check (num_nulls(c, d) in (0, 2)), check (not (a is null and c is not null)))`,
    holds: "(select every(a is not null and c is not null) from t)",
  },
  {
    name: "what a kind asks of other columns",
    make: `create type kind as enum ('card', 'cash', 'transfer');
      create table t (kind kind not null, number text, iban text, till integer,
        check ((kind = 'card') = (number is not null)), check ((kind = 'transfer') = (iban is not null)),
        check (case kind when 'cash' then till > 0 else till is null end))`,
  },
  {
    name: "a total that is computed",
    make: `create table t (price numeric(10, 2) not null, quantity integer not null, total numeric(12,
        2) not null,
      check (total = price * quantity), check (price > 0), check (quantity > 0))`,
  },
  {
    name: "JSON with keys",
    make: `create table t (a jsonb not null check (a ? 'name'),
        b jsonb not null check (jsonb_typeof(b) = 'array'),
      c jsonb not null check (jsonb_typeof(c -> 'items') = 'array'),
        d jsonb not null check ((d ->> 'count')::integer > 0),
      e json not null check (json_typeof(e) = 'object'), f jsonb not null check (f ?& array['one', 'two']),
      g jsonb not null check (g <> '{}'))`,
  },
  {
    name: "lengths and elements of arrays",
    make: `create table t (a text[] not null check (cardinality(a) > 0),
        b integer[] not null check (array_length(b, 1) = 4),
      c text[] not null check (c <@ array['red', 'green']), d integer[] not null check (array_position(d,
        null) is null),
      e text[] not null check (cardinality(e) <= 2 and array_ndims(e) = 1),
        f text[] not null check (array_length(f, 1) is null))`,
  },
  {
    name: "ranges that are not empty and have bounds",
    make: `create table t (a int4range not null check (not isempty(a) and lower(a) >= 0),
        b daterange not null check (upper(b) > '2030-01-01'),
      c tstzrange check (lower_inc(c) and not upper_inc(c)), d numrange not null check (d <@ numrange(0, 1)))`,
  },
  {
    name: "a function that checks",
    make: `create function is_code(text) returns boolean language plpgsql immutable as $$
        begin if $1 !~ '^[A-Z]{2}[0-9]{3}$' then return false; end if; return true; end $$;
      create function is_word(word text) returns boolean language sql immutable as $$ select word in ('up',
        'down') $$;
      create table t (a text not null unique check (is_code(a)), b text not null check ("case".is_word(b)))`,
  },
  {
    name: "a check that fails instead of being false",
    make: "create table t (a integer not null check (10 / (a - 1) > 0), b text not null check (b::integer = 7))",
  },
  {
    name: "a check that is not proven for old rows, one that children do not have, and a null that is no false",
    make: `create table t (a integer not null, b integer check (b > 0) no inherit, c boolean check (null));
      alter table t add constraint later check (a > 100) not valid`,
  },
  {
    name: "a check that is not enforced",
    make: "create table t (a integer not null check (a > 100 and a < 50) not enforced)",
    since: 18,
  },
  {
    name: "a check that nothing satisfies",
    make: "create table t (a integer not null, constraint never check (a > 5 and a < 5)); create table u (a integer)",
    but: { t: 0 },
    notes: /No values were found that satisfy the check constraint never/,
  },
  {
    name: "checks that contradict each other",
    make: "create table t (a integer not null, b integer not null, check (a < b), check (b < a))",
    but: { t: 0 },
    notes: /t_check, the check constraint t_check1/,
  },
  {
    name: "an index whose expression can fail",
    make: `create table t (a text not null, b jsonb not null); create index on t ((a::integer));
      create index on t (((b ->> 'row')::integer)) where (b ->> 'row')::integer > 0`,
  },
  {
    name: "generated columns, also in checks and keys",
    make: `create table t (a integer not null,
        b integer generated always as (100 / a) stored not null check (b > 5),
      c text not null, d text generated always as (lower(c)) stored unique, e text not null,
      f tsvector generated always as (to_tsvector('simple', e)) stored)`,
    rows: 16,
  },
  {
    name: "generated columns that are not stored",
    make: "create table t (a integer not null, b integer generated always as (a * 2) virtual check (b > 50))",
    since: 18,
  },
  {
    name: "defaults that fit where nothing else does",
    make: `create function secret() returns text language sql immutable as $$ select md5('x') $$;
      create table t (a text not null default 'f-7:q' check (md5(a) = md5('f-7:' || 'q')),
        b text not null default secret() check (b = secret()))`,
  },
  {
    name: "a row that is not like the others",
    make: `create table t (id integer primary key, kind integer, ${Array.from({ length: 11 }, (_, place) => `c${place} smallint`).join(", ")},
      check (id <> 1 or (kind = 3 and ${Array.from({ length: 11 }, (_, place) => `c${place} is null`).join(" and ")})),
      check ((c0 is null and kind in (2, 5, 6)) or kind not in (2, 5, 6) or kind is null),
      check (((c1 is not null or c2 is not null) and c3 = 1) or (c1 is null and c2 is null)))`,
  },
  {
    name: "a check over more columns than can be tried in full",
    make: `create table t (a integer not null, b integer not null, c integer not null, d integer not null,
        e integer not null,
      check (a + b + c + d + e > 0 and a <= b and b <= c and c <= d and d <= e))`,
  },
]);
