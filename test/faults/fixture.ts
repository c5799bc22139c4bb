// Thirteen migrations with every kind of step, none of which may run twice unseen.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const STAMP = "20250110_0900";

/** Files by name. The rows have no key, so that a statement that ran twice shows. */
export const FIXTURE: Readonly<Record<string, string>> = Object.fromEntries(
  [
    [
      "01_accounts",
      "create table accounts (id int primary key, mail text not null, state text not null default 'new');\n" +
        "create table ledger (note text not null);\n",
    ],
    [
      "02_orders",
      "create table orders (\n  id int primary key,\n" +
        "  account int not null references accounts (id) deferrable initially deferred,\n  total int not null\n);\n" +
        "create index orders_total on orders (total);\n",
    ],
    ["03_first_rows", "insert into ledger (note) values ('first rows');\n"],
    [
      "04_copy",
      "copy accounts (id, mail) from stdin;\n1\tann@example.org\n2\tbob@example.org\n3\tcleo@example.org\n\\.\n" +
        "insert into ledger (note) values ('copied');\n",
    ],
    [
      "05_own_transaction",
      "begin;\ninsert into orders (id, account, total) values (1, 4, 10), (2, 1, 20);\n" +
        "insert into accounts (id, mail) values (4, 'dora@example.org');\n" +
        "insert into ledger (note) values ('own transaction');\ncommit;\n",
    ],
    [
      "06_mixed",
      "alter table orders add column placed_on date;\ninsert into ledger (note) values ('mixed, before');\n" +
        "create index concurrently orders_placed_on on orders (placed_on);\n" +
        "insert into ledger (note) values ('mixed, after');\nalter table orders alter column placed_on set default now();\n",
    ],
    ["07_unique_index", "create unique index concurrently accounts_mail on accounts (lower(mail));\n"],
    ["08_reindex", "reindex index concurrently accounts_mail;\n"],
    ["09_drop_index", "drop index concurrently orders_total;\n"],
    [
      "10_detach",
      "create table visits (at date not null, who int) partition by range (at);\n" +
        "create table visits_2024 partition of visits for values from ('2024-01-01') to ('2025-01-01');\n" +
        "create table visits_2025 partition of visits for values from ('2025-01-01') to ('2026-01-01');\n" +
        "insert into visits values ('2024-05-01', 1), ('2025-05-01', 2);\n" +
        "alter table visits detach partition visits_2024 concurrently;\n" +
        "insert into ledger (note) values ('detached');\n",
    ],
    [
      "11_enum",
      "create type mood as enum ('calm');\nalter table accounts add column mood mood not null default 'calm';\n" +
        "alter type mood add value 'cross';\nupdate accounts set mood = 'cross' where id = 2;\n",
    ],
    [
      "12_no_transaction",
      "-- lockkeeper: transaction=none\ninsert into ledger (note) values ('alone, one');\n" +
        "update accounts set state = state || '+';\nvacuum accounts;\ninsert into ledger (note) values ('alone, two');\n",
    ],
    [
      "13_checked",
      "alter table accounts add column seen int not null default 0;\nupdate accounts set seen = seen + 1;\n",
    ],
    ["14_travels", "create view calm as select id from accounts where mood = 'calm';\n"],
    ["15_travels", "insert into ledger (note) values ('travels');\ncomment on table ledger is 'notes';\n"],
    ["16_travels", "create table last (id int primary key);\ninsert into last values (1);\n"],
  ].map(([name = "", text = ""]) => [`${STAMP}${name}.sql`, text]),
);

const VERIFY: Readonly<Record<string, string>> = {
  [`${STAMP}13_checked_verify.sql`]: "select bool_and(seen = 1) from accounts;\n",
};

/** How many migrations the fixture has. */
export const MIGRATIONS: number = Object.keys(FIXTURE).length;

/** Writes files into a folder that is made where it is not there, and gives the folder. */
export function writeFolder(directory: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}

/** The fixture as a folder. */
export const writeFixture = (directory: string): string => writeFolder(directory, { ...FIXTURE, ...VERIFY });
