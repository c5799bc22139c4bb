// Alembic's SQL is cut at its headings, and what it does to its own table goes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { cutOffline, hasAutocommit, lastHeading, partText } from "./offline.ts";

const UPGRADE = `BEGIN;

CREATE TABLE ops.versions (
    version_num VARCHAR(32) NOT NULL
);

-- Running upgrade  -> a

create function f() returns text language plpgsql as $$
begin

  return 'COMMIT;
-- Running nothing';
end $$;

UPDATE shop SET version_num='a' WHERE id = 1;

INSERT INTO ops.versions (version_num) VALUES ('a') RETURNING ops.versions.version_num;

-- Running upgrade a -> b

COMMIT;

create index concurrently i on t (c);

BEGIN;

UPDATE ops.versions SET version_num='b' WHERE ops.versions.version_num = 'a';

-- Running upgrade a -> c

INSERT INTO ops.versions (version_num) VALUES ('c');

COMMIT;

BEGIN;

-- Running upgrade b, c -> d

drop table t;

DELETE FROM ops.versions WHERE ops.versions.version_num = 'b';

UPDATE ops.versions SET version_num='d' WHERE ops.versions.version_num = 'c';

COMMIT;
`;

test("Alembic: revisions in order, each with what it follows and with its own statements alone", async () => {
  const parts = await cutOffline(UPGRADE);
  assert.deepEqual(
    parts.map(({ id, others }) => [id, others]),
    [
      ["a", []],
      ["b", ["a"]],
      ["c", ["a"]],
      ["d", ["b", "c"]],
    ],
  );
  const [a, b, c, d] = parts.map((part) => partText(part, hasAutocommit(part)));
  assert.match(a ?? "", /^create function [\s\S]*-- Running nothing';\nend \$\$;\n\nUPDATE shop SET [^;]+;$/);
  assert.deepEqual([b, c, d], ["create index concurrently i on t (c);", "", "drop table t;"]);
  assert.deepEqual(parts.map(hasAutocommit), [false, true, false, false]);
});

test("Alembic: a merge and its way back are no statements of the team's", async () => {
  const [part] = await cutOffline(
    "-- Running downgrade d -> b, c\n\nINSERT INTO v (version_num) VALUES ('b') RETURNING v.version_num;\n\n" +
      "UPDATE v SET version_num='c' WHERE v.version_num = 'd';\n\nDROP TABLE v;\n",
  );
  assert.deepEqual([part?.id, part?.others, part?.stretches], ["d", ["b", "c"], []]);
});

test("Alembic: a revision that was cut off is left out, and named", async () => {
  const text = UPGRADE.slice(0, UPGRADE.indexOf("DELETE FROM"));
  assert.deepEqual(
    (await cutOffline(text)).map(({ id }) => id),
    ["a", "b", "c"],
  );
  assert.equal(lastHeading(text), "d");
});
