// Placeholders on a real server: what runs, what the journal keeps, and what comes back from it.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";

import type { Placeholders } from "../../src/core/placeholder.ts";
import { keepSecret } from "../../src/core/redact.ts";
import type { Journey } from "../../src/flow/journey.ts";
import { migrate } from "../../src/flow/migrate.ts";
import { showStatus } from "../../src/flow/status.ts";
import { undo } from "../../src/flow/undo.ts";
import { verify } from "../../src/flow/verify.ts";
import { writeFolder } from "../faults/fixture.ts";
import { journeyOf } from "../faults/runner.ts";
import { testDatabase, testDirectory, testSession } from "../support/server.ts";

const ASK = "-- lockkeeper: placeholders\n";
const FILES = {
  "20250101_000001_shop.sql": `${ASK}create schema \${shop};\ncreate table \${shop}.orders (id int, secret text default '\${pw}');\n`,
  "20250101_000001_shop_down.sql": `${ASK}drop table \${shop}.orders;\ndrop schema \${shop};\n`,
  "20250101_000001_shop_verify.sql": `${ASK}select to_regclass('\${shop}.orders') is not null;\n`,
};

interface Ground {
  readonly url: string;
  readonly journey: (shop: string, pw?: string) => Journey;
  readonly folder: string;
}

async function groundOf(context: TestContext): Promise<Ground> {
  const url = await testDatabase(context);
  const folder = writeFolder(join(await testDirectory(context), "migrations"), FILES);
  const journey = (shop: string, pw = "hidden-one"): Journey => {
    const read = (): Promise<string> => {
      keepSecret(pw);
      return Promise.resolve(pw);
    };
    const placeholders: Placeholders = new Map([
      ["shop", { kind: "plain", text: shop }],
      ["pw", { kind: "secret", read }],
    ]);
    const plain = journeyOf(url, folder);
    return { ...plain, settings: { ...plain.settings, placeholders } };
  };
  return { url, journey, folder };
}

const up = async (journey: Journey): Promise<readonly string[]> => {
  const { applied, failure } = await migrate(journey, { allowOutOfOrder: false });
  assert.equal(failure, undefined);
  return applied.map(({ name }) => name);
};

test("values stand in the up, the verify and the down that only the journal has", async (context) => {
  const { url, journey, folder } = await groundOf(context);
  assert.deepEqual(await up(journey("harbour")), ["shop"]);
  const { checks } = await verify(journey("harbour"));
  assert.deepEqual(
    checks.map(({ result }) => result),
    ["passed"],
  );
  await using session = await testSession(url);
  const [row] = await session.query("select down_sql from lockkeeper.journal where event = 'applied'");
  assert.equal(row?.["down_sql"], FILES["20250101_000001_shop_down.sql"], "it is kept as it is written");
  const { failure } = await undo(
    {
      ...journey("harbour"),
      settings: {
        ...journey("harbour").settings,
        folder: { directory: join(folder, ".."), shownAs: "elsewhere" },
      },
    },
    { steps: 1, yes: true },
  );
  assert.equal(failure, undefined);
  const [left] = await session.query("select to_regnamespace('harbour') is null as gone");
  assert.equal(left?.["gone"], true);
});

test("another plain value is told and is no edit; another secret is not even that", async (context) => {
  const { journey } = await groundOf(context);
  await up(journey("harbour"));
  assert.deepEqual(await up(journey("quay", "hidden-two")), []);
  const told = async (shop: string, pw?: string): Promise<readonly string[]> => {
    const { problems, failure } = await showStatus(journey(shop, pw));
    assert.equal(failure, undefined);
    return problems.map(({ code }) => code);
  };
  assert.deepEqual(await told("quay"), ["other-values"]);
  assert.deepEqual(await told("harbour", "hidden-two"), []);
});

test("an edit of white space alone is cosmetic, whatever the values", async (context) => {
  const { journey, folder } = await groundOf(context);
  await up(journey("harbour"));
  writeFolder(folder, { "20250101_000001_shop.sql": `${FILES["20250101_000001_shop.sql"]}\n-- a comment\n` });
  const { problems } = await showStatus(journey("harbour"));
  assert.deepEqual(
    problems.map(({ code }) => code),
    ["cosmetic-edit"],
  );
});

test("a repeatable is applied again for another plain value, and not for another secret", async (context) => {
  const { journey, folder } = await groundOf(context);
  writeFolder(join(folder, "repeatable"), {
    "noted.sql": `${ASK}create or replace view noted as select '\${shop}'::text as shop, '\${pw}'::text as pw;\n`,
  });
  assert.deepEqual(await up(journey("harbour")), ["shop", "noted"]);
  assert.deepEqual(await up(journey("harbour", "hidden-two")), []);
  assert.deepEqual(await up(journey("quay", "hidden-two")), ["noted"]);
});

test("the journal knows nothing of a secret, and PostgreSQL's words about it are covered", async (context) => {
  const { url, journey, folder } = await groundOf(context);
  writeFolder(folder, {
    "20250102_000001_wrong.sql": `${ASK}create table t (id int);\nselect '\${pw}'::int;\n`,
  });
  const { failure, applied } = await migrate(journey("harbour", "hidden-three"), { allowOutOfOrder: false });
  assert.deepEqual(
    applied.map(({ name }) => name),
    ["shop"],
  );
  assert.equal(failure?.line, 3);
  assert.match(failure?.excerpt ?? "", /select '\$\{pw\}'::int;/);
  await using session = await testSession(url);
  const [row] = await session.query("select string_agg(j::text, ' ') as all from lockkeeper.journal as j");
  assert.match(String(row?.["all"]), /invalid input syntax/);
  assert.doesNotMatch(String(row?.["all"]), /hidden-three/);
});
