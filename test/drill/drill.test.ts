// The drill: a production under load, each gate closed in turn, a deploy that goes through, and data brought back.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { testSession } from "../support/server.ts";
import { openPage } from "./page.ts";
import { startTraffic } from "./traffic.ts";
import { openYard, type Yard } from "./yard.ts";

const PAGE = join(import.meta.dirname, "../../docs/drill.md");
const ROWS = 20_000;
/** With no protection everybody waits as long as an old transaction lasts. */
const WAIT_MS_MAX = 2_000;

const GATES = (more: string): string => `environments:
  staging:
    url: \${STAGING_URL}
  production:
    url: \${PRODUCTION_URL}
    protected: true
    gates:
      staging: { for: 1s }
      backup: { max-age: 1h, hashes: true }
      approval: { by: [colleague] }
${more}`;

const FREEZE = `      window: { freezes: [{ from: 2020-01-01, to: 2099-12-31, why: the audit }] }
`;

const header = (intent: string): string => `-- ${intent}\n-- Application: nothing to do.\n`;

const CREATE = `${header("Orders, as the shop takes them.")}create table orders (
  id bigint generated always as identity primary key,
  customer text not null,
  total numeric(12, 2) not null
);
`;
const CARELESS = `${header("Find the orders of a customer.")}create index orders_by_customer on orders (customer);\n`;
const CAREFUL = `${header("Find the orders of a customer.")}create index concurrently orders_by_customer on orders (customer);\n`;
const DESTROY = `${header("All orders are free.")}-- lockkeeper: allow update-whole-table: a drill
-- lockkeeper: allow down-incomplete: a drill
update orders set total = 0;
`;

const FINGERPRINT =
  "select count(*)::int as rows, sum(hashtextextended(orders::text, 0))::text as hash from orders";

const fingerprint = async (url: string): Promise<unknown> => {
  await using session = await testSession(url);
  return (await session.query(FINGERPRINT))[0];
};

async function ask(url: string, statement: string): Promise<void> {
  await using session = await testSession(url);
  await session.run(statement);
}

/** What somebody who approves may do, and nothing else. */
const COLLEAGUE = `
create role colleague login password 'only-for-this-drill';
grant usage on schema lockkeeper to colleague;
grant select on all tables in schema lockkeeper to colleague;
grant insert on lockkeeper.deploy_log to colleague`;

function asColleague(url: string): string {
  const own = new URL(url);
  own.username = "colleague";
  own.password = "only-for-this-drill";
  return own.href;
}

test("a deploy under load: refused by each gate, then let through, then undone from its backup", async (context) => {
  const yard = await openYard(context);
  const page = openPage(yard);
  const { production } = yard;
  const refused = async (line: string, gate: string): Promise<void> => {
    const { exit, err } = await page.type(line);
    assert.equal(exit, 3);
    assert.match(err, new RegExp(`(?:gate|gates) (?:${gate} is closed|are closed: .*\\b${gate}\\b)`));
  };
  await settle(yard);

  page.tell(
    "# A drill",
    "Two PostgreSQL servers, staging and production. Production has 20,000 orders, and clients that read and write " +
      "them all the time. This page is written by a test (`test/drill/drill.test.ts`) that plays all of it with the " +
      "real command; only addresses are shortened.",
    "## Every gate, closed in turn",
    "Somebody wants an index, and writes it as most people would first:",
    `\`\`\`sql\n${CARELESS}\`\`\``,
  );
  await using traffic = startTraffic(production, [
    "select count(*) from orders where customer = 'customer 7'",
    "insert into orders (customer, total) values ('customer 7', 1)",
    "update orders set total = total + 1 where id = 7",
  ]);
  yard.write("migrations/20260102_090000_index_orders.sql", CARELESS);
  yard.write(
    "migrations/20260102_090000_index_orders_down.sql",
    "drop index concurrently orders_by_customer;\n",
  );
  await refused("deploy production", "lint");

  page.tell(
    "**Lint.** The index is built beside the traffic instead: `create index concurrently`. What is next?",
  );
  yard.write("migrations/20260102_090000_index_orders.sql", CAREFUL);
  await refused("deploy production", "rehearsal");
  page.tell("**Rehearsal.** It is run on a scratch server, undone and run again:");
  assert.equal((await page.type("rehearse --env production")).exit, 0);
  await refused("deploy production", "staging");
  page.tell("**Staging.**");
  assert.equal((await page.type("deploy staging")).exit, 0);
  await longEnough(yard);

  page.tell("**Window.** Somebody has frozen production in `lockkeeper.yaml`, for an audit:");
  yard.write("lockkeeper.yaml", GATES(FREEZE));
  await refused("deploy production", "window");
  yard.write("lockkeeper.yaml", GATES(""));

  page.tell("**Approval.** The audit is over, and the plan must be approved by a colleague:");
  await refused("deploy production", "approval");
  const plan = planIn((await yard.run(["deploy", "production", "--dry-run", "--json"])).out);
  page.tell(
    "The colleague has a role of their own, which may read the journal and sign the log, and nothing else:",
  );
  const asThey = { PRODUCTION_URL: asColleague(production) };
  assert.equal((await page.type(`approve production --plan ${plan.slice(0, 12)}`, asThey)).exit, 0);

  page.tell("**Health.** Somebody has made the database read-only, and has forgotten it:");
  await ask(production, "alter database app set default_transaction_read_only = on");
  await refused("deploy production", "health");
  await ask(production, "begin read write; alter database app reset default_transaction_read_only; commit");

  page.tell("**Backup.** A backup that nobody has restored is no backup:");
  assert.equal(
    (await page.type("backup create --env production --no-proof --receipt unproven.json")).exit,
    0,
  );
  await refused("deploy production --receipt unproven.json", "backup");

  page.tell(
    "## Let through, under load",
    "Without a receipt the deploy takes a backup by itself, and proves it:",
  );
  const done = await page.type("deploy production --html deploy.html");
  const { longestMs, statements, errors } = await traffic.stop();
  assert.equal(done.exit, 0);
  assert.deepEqual(errors, []);
  assert.ok(longestMs < WAIT_MS_MAX, `a client waited ${longestMs} ms`);
  page.tell(
    `The clients ran ${statements} statements from the first refusal to the end. None failed, and the longest took ${longestMs} ms.`,
    "## Destroyed, and brought back",
    "A migration that passes every gate and is wrong all the same:",
    `\`\`\`sql\n${DESTROY}\`\`\``,
  );

  const before = await fingerprint(production);
  yard.write("migrations/20260103_090000_free_orders.sql", DESTROY);
  yard.write("migrations/20260103_090000_free_orders_down.sql", "select;\n");
  assert.equal((await yard.run(["rehearse", "--env", "production"])).exit, 0);
  assert.equal((await yard.run(["deploy", "staging"])).exit, 0);
  await yard.run(["approve", "production", "--yes"], asThey);
  await longEnough(yard);
  const destroyed = await yard.run(["deploy", "production", "--json"]);
  assert.equal(destroyed.exit, 0, destroyed.err + destroyed.out);
  assert.notDeepEqual(await fingerprint(production), before);
  const id = /"backup":\{"id":"([0-9a-f_]+)"/.exec(destroyed.out)?.[1] ?? "";
  page.tell("Every total is 0 now. The deploy's own backup is of the moment before:");
  const back = await page.type(`backup restore ${id} --env production --confirm production`);
  assert.equal(back.exit, 0);
  assert.deepEqual(await fingerprint(production), before);
  const { rows } = before as { readonly rows: number };
  assert.ok(rows >= ROWS);
  page.tell(
    "Every row is there as it was before, by count and by hash. The journal came back with the database, so the " +
      "migration is pending again:",
  );
  await page.type("status --env production");
  page.compare(PAGE);
});

/** What the staging gate of the drill asks for, by the clock of that server. */
const longEnough = ({ staging }: Yard): Promise<void> => ask(staging, "select pg_sleep(1.1)");

/** Both servers have the table; production has rows. */
async function settle(yard: Yard): Promise<void> {
  yard.write(
    "lockkeeper.yaml",
    "environments:\n  staging:\n    url: ${STAGING_URL}\n  production:\n    url: ${PRODUCTION_URL}\n",
  );
  yard.write("migrations/20260101_090000_create_orders.sql", CREATE);
  yard.write("migrations/20260101_090000_create_orders_down.sql", "drop table orders;\n");
  for (const name of ["staging", "production"]) {
    const { exit, err } = await yard.run(["deploy", name]);
    assert.equal(exit, 0, err);
  }
  await ask(
    yard.production,
    `insert into orders (customer, total) select 'customer ' || n % 500, n from generate_series(1, ${ROWS}) as n; ${COLLEAGUE}`,
  );
  yard.write("lockkeeper.yaml", GATES(""));
}

const planIn = (json: string): string => /"plan":"([0-9a-f]+)"/.exec(json)?.[1] ?? "";
