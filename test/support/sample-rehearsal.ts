// A rehearsal as it might come out, written by hand, for tests of reports that need no server.

import type { Difference } from "../../src/core/catalog.ts";
import { Failure } from "../../src/core/failure.ts";
import { asChecksum } from "../../src/core/migration.ts";
import type {
  ObservedLock,
  ObservedStatement,
  RehearsedMigration,
  Rehearsal,
  RehearseOutcome,
  RoundTrip,
} from "../../src/core/rehearsal.ts";
import { asVersion } from "../../src/core/version.ts";

const HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const SOUND: RoundTrip = {
  down: "ran",
  restored: true,
  again: "same",
  rerun: "failed",
  differences: [],
  failures: [],
};

/** A lock on `public.NAME`; `times` are when it was taken and when it was let go, in milliseconds. */
export const sampleLock = (
  name: string,
  mode: ObservedLock["mode"],
  more: Partial<ObservedLock> & { readonly times: readonly [number, number] },
): ObservedLock => {
  const { times, ...rest } = more;
  return {
    relation: `public.${name}`,
    kind: "table",
    mode,
    existed: true,
    fromMs: times[0],
    toMs: times[1],
    ...rest,
  };
};

/** A statement that did nothing of note, with what is told of it put in its place. */
export const sampleStatement = (
  told: Partial<ObservedStatement> & Pick<ObservedStatement, "text">,
): ObservedStatement => ({
  number: 1,
  line: 1,
  kind: "ALTER TABLE",
  step: 0,
  startMs: 0,
  durationMs: 1,
  locks: [],
  scanned: [],
  rewritten: [],
  walBytes: 512,
  phases: [],
  stalls: [],
  ...told,
});

/** A migration whose round trip is sound, unless told otherwise. */
export function sampleMigration(
  version: string,
  name: string,
  told: Partial<Omit<RehearsedMigration, "version" | "name">>,
): RehearsedMigration {
  return {
    version: asVersion(version),
    name,
    file: `migrations/${version}_${name}.sql`,
    checksum: asChecksum(`1:${HASH}`),
    downChecksum: asChecksum(`1:${HASH}`),
    durationMs: 1,
    steps: [],
    statements: [],
    stalls: [],
    changes: [],
    roundTrip: SOUND,
    ...told,
  };
}

/** An outcome with these migrations. */
export const sampleOutcome = (
  migrations: readonly RehearsedMigration[],
  told: Partial<Rehearsal> = {},
): RehearseOutcome => ({
  command: "rehearse",
  problems: [],
  target: "postgres://deploy@db.example:5432/shop",
  rehearsal: {
    tool: "0.1.0",
    startedAt: "2026-11-22T11:03:12.345Z",
    durationMs: 8412,
    server: { version: 180004, kind: "embedded", source: "target" },
    limits: {
      lockTimeoutMs: 100,
      concurrentLockTimeoutMs: 0,
      statementTimeoutMs: 0,
      lockTriesMax: 50,
      lockWaitMs: 60_000,
      deployLockWaitMs: 60_000,
    },
    startSchema: HASH,
    fillRows: 100_000,
    migrations,
    estimates: [],
    findings: [],
    binding: HASH.split("").toReversed().join(""),
    ...told,
  },
  files: [".lockkeeper/rehearsal.json", ".lockkeeper/rehearsal.html"],
});

const added = (kind: string, name: string): Difference => ({ change: "added", kind, name });

const CREATE = sampleMigration("20261102_090000", "create_refunds", {
  durationMs: 9.4,
  steps: [{ kind: "transaction", startMs: 120, endMs: 129.1 }],
  statements: [
    sampleStatement({
      number: 1,
      line: 3,
      kind: "CREATE TABLE",
      text: "create table refunds (\n  id bigint generated always as identity primary key,\n  order_id bigint not null references orders (id),\n  amount numeric(12, 2) not null check (amount > 0),\n  made_at timestamptz not null default now()\n)",
      startMs: 120.6,
      durationMs: 5.2,
      walBytes: 31_744,
      locks: [
        sampleLock("orders", "SHARE ROW EXCLUSIVE", { via: "foreign key", times: [120.6, 129.1] }),
        sampleLock("refunds", "ACCESS EXCLUSIVE", { existed: false, times: [120.6, 129.1] }),
        sampleLock("refunds_id_seq", "ACCESS EXCLUSIVE", {
          existed: false,
          kind: "sequence",
          times: [120.6, 129.1],
        }),
        sampleLock("refunds_pkey", "ACCESS EXCLUSIVE", {
          existed: false,
          kind: "index",
          times: [120.6, 129.1],
        }),
      ],
    }),
    sampleStatement({
      number: 2,
      line: 10,
      kind: "CREATE INDEX",
      text: "create index refunds_order_idx on refunds (order_id)",
      startMs: 126,
      durationMs: 1.1,
      walBytes: 9_216,
      locks: [
        sampleLock("refunds_order_idx", "ACCESS EXCLUSIVE", {
          existed: false,
          kind: "index",
          times: [126, 129.1],
        }),
      ],
    }),
  ],
  stalls: [{ relation: "public.orders", readMs: 0, writeMs: 8.3 }],
  changes: [
    added("table", "public.refunds"),
    added("column", "public.refunds.id"),
    added("column", "public.refunds.order_id"),
    added("column", "public.refunds.amount"),
    added("column", "public.refunds.made_at"),
    added("constraint", "public.refunds.refunds_amount_check"),
    added("constraint", "public.refunds.refunds_order_id_fkey"),
    added("index", "public.refunds_pkey"),
    added("index", "public.refunds_order_idx"),
    added("sequence", "public.refunds_id_seq"),
  ],
});

const WIDEN = sampleMigration("20261103_141500", "widen_order_ids", {
  durationMs: 2417,
  steps: [{ kind: "transaction", startMs: 900, endMs: 3316 }],
  statements: [
    sampleStatement({
      number: 1,
      line: 1,
      text: "alter table orders add column note text",
      startMs: 900.4,
      durationMs: 0.6,
      walBytes: 1_220,
      locks: [sampleLock("orders", "ACCESS EXCLUSIVE", { times: [900.4, 3316] })],
    }),
    sampleStatement({
      number: 2,
      line: 2,
      text: "alter table orders\n  alter column id type bigint",
      startMs: 901.2,
      durationMs: 2411,
      walBytes: 48_300_000,
      locks: [
        sampleLock("items", "SHARE ROW EXCLUSIVE", { via: "foreign key", times: [901.2, 3316] }),
        sampleLock("orders_pkey", "ACCESS EXCLUSIVE", { kind: "index", times: [901.2, 3316] }),
        sampleLock("customers", "ROW SHARE", { via: "foreign key", times: [901.2, 3316] }),
      ],
      scanned: [{ relation: "public.orders", existed: true, rows: 100_000 }],
      rewritten: ["public.orders", "public.orders_pkey"],
      stalls: [
        { relation: "public.orders", readMs: 2410.8, writeMs: 2411 },
        { relation: "public.items", readMs: 0, writeMs: 2404 },
      ],
    }),
    sampleStatement({
      number: 3,
      line: 4,
      kind: "COMMENT",
      text: "comment on column orders.note is 'For the packer, not for the customer'",
      startMs: 3313,
      durationMs: 0.4,
      walBytes: 300,
    }),
  ],
  stalls: [
    { relation: "public.orders", readMs: 2414.1, writeMs: 2415 },
    { relation: "public.items", readMs: 0.3, writeMs: 2408.4 },
    { relation: "public.customers", readMs: 0, writeMs: 0.2 },
  ],
  changes: [
    added("column", "public.orders.note"),
    {
      change: "changed",
      kind: "column",
      name: "public.orders.id",
      fact: "type",
      before: "integer",
      after: "bigint",
    },
    {
      change: "changed",
      kind: "view",
      name: "public.open_orders",
      fact: "definition",
      before: "SELECT id,\n    customer_id\n   FROM orders\n  WHERE state = 'open'::text;",
      after: "SELECT id,\n    customer_id,\n    note\n   FROM orders\n  WHERE state = 'open'::text;",
    },
  ],
  roundTrip: {
    down: "ran",
    restored: false,
    again: "same",
    rerun: "failed",
    differences: [
      {
        change: "changed",
        kind: "column",
        name: "public.orders.id",
        fact: "type",
        before: "integer",
        after: "bigint",
      },
    ],
    failures: [
      {
        part: "rerun",
        failure: new Failure("statement-failed", 'column "note" of relation "orders" already exists'),
      },
    ],
  },
});

const INDEX = sampleMigration("20261104_080000", "index_items", {
  durationMs: 5210,
  steps: [
    { kind: "autocommit", startMs: 3500, endMs: 8698 },
    { kind: "transaction", startMs: 8700, endMs: 8701.2 },
  ],
  statements: [
    sampleStatement({
      number: 1,
      line: 2,
      kind: "CREATE INDEX",
      text: "create index concurrently items_sku_idx on items (sku)",
      startMs: 3500.2,
      durationMs: 5197,
      walBytes: 12_800_000,
      phases: [
        "initializing",
        "building index: scanning table",
        "index validation: scanning index",
        "index validation: scanning table",
      ],
      locks: [
        sampleLock("items", "SHARE UPDATE EXCLUSIVE", { times: [3500.2, 8698] }),
        sampleLock("items_sku_idx", "ROW EXCLUSIVE", {
          existed: false,
          kind: "index",
          times: [3500.2, 8698],
        }),
      ],
      scanned: [{ relation: "public.items", existed: true, rows: 400_000 }],
    }),
    sampleStatement({
      number: 2,
      line: 4,
      text: "alter table items set (autovacuum_vacuum_scale_factor = 0.02)",
      startMs: 8700.1,
      durationMs: 0.5,
      step: 1,
      locks: [sampleLock("items", "SHARE UPDATE EXCLUSIVE", { times: [8700.1, 8701.2] })],
    }),
  ],
  stalls: [{ relation: "public.items", readMs: 0, writeMs: 0.4 }],
  changes: [
    added("index", "public.items_sku_idx"),
    {
      change: "changed",
      kind: "table",
      name: "public.items",
      fact: "options",
      after: "autovacuum_vacuum_scale_factor=0.02",
    },
  ],
});

const SEED = sampleMigration("20261105_100000", "seed_countries", {
  durationMs: 3.1,
  steps: [{ kind: "copy", startMs: 8900, endMs: 8902.6 }],
  statements: [
    sampleStatement({
      line: 1,
      kind: "COPY",
      text: "copy countries (code, name) from stdin",
      startMs: 8900.1,
      durationMs: 2.2,
      walBytes: 18_000,
      locks: [sampleLock("countries", "ROW EXCLUSIVE", { times: [8900.1, 8902.6] })],
    }),
  ],
  roundTrip: { down: "none", rerun: "failed", differences: [], failures: [] },
});

/** Four migrations, one of which should not reach production as it is. */
export const SAMPLE: RehearseOutcome = {
  ...sampleOutcome([CREATE, WIDEN, INDEX, SEED], {
    estimates: [
      {
        version: WIDEN.version,
        line: 2,
        relation: "public.orders",
        mode: "ACCESS EXCLUSIVE",
        rows: 12_400_000,
        bytes: 3_328_599_654,
        holdMs: 298_900,
        basis: "rewrite of 12400000 rows of public.orders by the 100000 rows in the rehearsal",
      },
      {
        version: CREATE.version,
        line: 3,
        relation: "public.orders",
        mode: "SHARE ROW EXCLUSIVE",
        rows: 12_400_000,
        bytes: 3_328_599_654,
        holdMs: 8.5,
        basis: "no scan or rewrite was seen, so the size does not matter",
      },
    ],
    findings: [
      {
        rule: "blocks-while-working",
        class: "hazard",
        severity: "error",
        file: WIDEN.file,
        line: 2,
        version: WIDEN.version,
        message:
          "ACCESS EXCLUSIVE on public.orders is held since line 1 while public.orders is written anew: nobody can read or write it until this commits. About 4 min 58 s on the target.",
        instead: "Do this work in a migration of its own, so that no strong lock is held meanwhile.",
      },
      {
        rule: "down-does-not-restore",
        class: "hazard",
        severity: "error",
        file: WIDEN.file,
        version: WIDEN.version,
        message: "The down leads to another schema than the one before: 1 difference.",
        instead: "Undo in the down what the differences name.",
      },
    ],
  }),
  failure: new Failure("hazards-found", "The rehearsal saw 2 hazards.", {
    hint: "Each is listed with what to do instead.",
  }),
};

const MODES = ["ACCESS EXCLUSIVE", "ACCESS EXCLUSIVE", "SHARE ROW EXCLUSIVE", "ACCESS EXCLUSIVE"] as const;

/** A run of many migrations of one to five statements, each seventh with a hazard. */
export function sampleRun(count: number): RehearseOutcome {
  const migrations = Array.from({ length: count }, (_, index) => sampleOfRun(index));
  const [finding] = SAMPLE.rehearsal?.findings ?? [];
  const findings = finding
    ? migrations
        .filter((_, index) => index % 7 === 0)
        .map(({ version, file }) => ({ ...finding, version, file }))
    : [];
  return sampleOutcome(migrations, { findings });
}

function sampleOfRun(index: number): RehearsedMigration {
  const startMs = index * 50;
  const endMs = startMs + 40;
  const statements = Array.from({ length: 1 + (index % 5) }, (_, place) => {
    const fromMs = startMs + place * 8;
    const lockOf = (mode: ObservedLock["mode"], nth: number): ObservedLock =>
      sampleLock(`table_with_a_name_${(index + nth) % 40}`, mode, {
        existed: nth % 2 === 0,
        kind: nth === 3 ? "index" : "table",
        times: [fromMs, endMs],
      });
    return sampleStatement({
      number: place + 1,
      line: 1 + place * 4,
      text: `alter table table_with_a_name_${index % 40}\n  add column column_${place} text not null default ''`,
      startMs: fromMs,
      durationMs: place === 0 ? 0.01 : 7.9,
      locks: MODES.map(lockOf),
    });
  });
  return sampleMigration(`${20_260_000 + index}_120000`, `change_number_${index}`, {
    durationMs: 40,
    steps: [{ kind: "transaction", startMs, endMs }],
    statements,
    stalls: [{ relation: `public.table_with_a_name_${index % 40}`, readMs: index % 3, writeMs: index % 5 }],
    changes: statements.map(({ number }) =>
      added("column", `public.table_with_a_name_${index % 40}.column_${number}`),
    ),
  });
}
