// What is left of a dump, and what stays exactly as it was.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readDump } from "./dump.ts";

const dumped = async (text: string): Promise<string> => (await readDump({ path: "dump.sql", text })).text;

test("a dump: what is set for the session goes or holds for the transaction", async () => {
  const text = `\\restrict x
SET statement_timeout = 0;
SET lock_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET row_security = off;
CREATE SCHEMA public;
COMMENT ON EXTENSION hstore IS 'x';
SET search_path = public, pg_catalog;
CREATE TABLE a (id integer);
\\unrestrict x
`;
  assert.equal(
    await dumped(text),
    `SELECT pg_catalog.set_config('search_path', '', true);
SET LOCAL check_function_bodies = false;
CREATE SCHEMA IF NOT EXISTS public;
SET LOCAL search_path = public, pg_catalog;
CREATE TABLE a (id integer);
`,
  );
});

test("a dump: bodies of functions keep every line", async () => {
  const text = `CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
begin
  SET statement_timeout = 0;



  SET lock_timeout = 0;
end $$;
`;
  assert.equal(await dumped(text), text);
});

test("a dump: rows are refused, with their lines, but for the versions of Rails", async () => {
  const { problems } = await readDump({
    path: "dump.sql",
    text: `COPY a (id) FROM stdin;
1
\\.
INSERT INTO public.a VALUES (2);
SELECT pg_catalog.setval('s', 3, true);
INSERT INTO "schema_migrations" (version) VALUES ('1');
`,
  });
  assert.deepEqual(
    problems.map(({ line, message }) => [line, message]),
    [1, 4, 5].map((line) => [line, `dump.sql:${line}: it holds rows.`]),
  );
});
