// Names in SQL: quoted where PostgreSQL needs it, and nowhere else.

import assert from "node:assert/strict";
import { test } from "node:test";

import { testServer, testSession } from "../../test/support/server.ts";
import { RESERVED_WORDS, showName, showRelation } from "./name.ts";

test("the reserved words are those of the newest server", async () => {
  const { url } = await testServer();
  await using session = await testSession(url);
  const rows = await session.query<{ word: string }>(
    "select word from pg_catalog.pg_get_keywords() where catcode in ('R', 'T') order by word",
  );
  assert.deepEqual(
    [...RESERVED_WORDS].toSorted(),
    rows.map(({ word }) => word),
  );
});

test("a name is quoted where SQL would read it otherwise", () => {
  assert.equal(showName("orders"), "orders");
  assert.equal(showName("Orders"), '"Orders"');
  assert.equal(showName("user"), '"user"');
  assert.equal(showRelation({ schema: "public", name: "order" }), 'public."order"');
});
