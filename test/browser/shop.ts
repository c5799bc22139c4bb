// A small shop with rows in its tables, and changes to it of which one should not go to production as it is.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";

import { testDatabase, testDirectory, testServer } from "../support/server.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");
const COMMAND_MS_MAX = 120_000;

/** The base, which is applied before the rehearsal: what is pending meets tables with rows. */
const BASE: Readonly<Record<string, string>> = {
  "20261001_080000_create_shop.sql": `create table customers (id int primary key, name text not null);
create table orders (
  id int primary key,
  customer_id int not null references customers (id),
  state text not null default 'open',
  amount numeric(12, 2) not null
);
create table items (id bigint primary key, order_id int not null references orders (id), sku text not null);
create view open_orders as select id, customer_id from orders where state = 'open';
insert into customers select n, 'Customer ' || n from generate_series(1, 2000) as n;
insert into orders select n, n % 2000 + 1, 'paid', n from generate_series(1, 60000) as n;
insert into items select n, n % 60000 + 1, 'sku-' || n % 997 from generate_series(1, 80000) as n;
`,
};

const PENDING: Readonly<Record<string, string>> = {
  "20261102_090000_create_refunds.sql": `create table refunds (
  id bigint generated always as identity primary key,
  order_id int not null references orders (id),
  amount numeric(12, 2) not null check (amount > 0),
  made_at timestamptz not null default now()
);

create index refunds_order_idx on refunds (order_id);
`,
  "20261102_090000_create_refunds_down.sql": "drop table refunds;\n",
  "20261103_141500_widen_amounts.sql": `alter table orders add column note text;

alter table orders
  alter column amount type numeric(14, 3);

comment on column orders.note is 'For the packer, not for the customer';
`,
  "20261103_141500_widen_amounts_down.sql": "alter table orders drop column note;\n",
  "20261104_080000_index_items.sql": `create index concurrently items_sku_idx on items (sku);

alter table items set (autovacuum_vacuum_scale_factor = 0.02);
`,
  "20261104_080000_index_items_down.sql": `alter table items reset (autovacuum_vacuum_scale_factor);

drop index concurrently items_sku_idx;
`,
  "20261105_100000_show_notes.sql": `create or replace view open_orders as
  select id, customer_id, note from orders where state = 'open';
`,
  "20261105_100000_show_notes_down.sql": `drop view open_orders;
create view open_orders as select id, customer_id from orders where state = 'open';
`,
  "20261106_090000_check_states.sql": `alter table orders
  add constraint orders_state_known check (state in ('open', 'paid', 'sent')) not valid;

alter table orders validate constraint orders_state_known;
`,
  "20261106_090000_check_states_down.sql": "alter table orders drop constraint orders_state_known;\n",
  "20261107_090000_name_a_customer.sql": "insert into customers values (0, 'Nobody');\n",
};

/** What the command wrote: the page as it stands, and the record beside it. */
export interface Rehearsed {
  readonly page: string;
  readonly record: string;
}

/** Rehearses the pending changes with the real command on a real server. */
export async function rehearseShop(context: TestContext): Promise<Rehearsed> {
  const project = await testDirectory(context);
  const [target, { url: scratch }] = [await testDatabase(context), await testServer()];
  const run = (...words: readonly string[]): void =>
    lockkeeper(project, [...words, "--database-url", target]);
  mkdirSync(join(project, "migrations"));
  writeAll(project, BASE);
  run("up");
  writeAll(project, PENDING);
  run("rehearse", "--scratch-url", scratch, "--record", "record.json", "--html", "page.html");
  return {
    page: readFileSync(join(project, "page.html"), "utf8"),
    record: readFileSync(join(project, "record.json"), "utf8"),
  };
}

function writeAll(project: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, "migrations", name), text);
}

/** Exit code 1 is no surprise: the rehearsal is meant to find something. */
function lockkeeper(project: string, words: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
    cwd: project,
    encoding: "utf8",
    timeout: COMMAND_MS_MAX,
    env: { PATH: process.env["PATH"] },
  });
  if (status !== 0 && status !== 1)
    throw new Error(`lockkeeper ${words.join(" ")} gave ${status}:\n${stderr}`);
}
