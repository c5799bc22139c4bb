// The one table of options: flags, environment variables, file keys, help and error texts all come from it.

import { ADOPT_OPTIONS } from "./options-of-adopting.ts";
import { COPY_OPTIONS } from "./options-of-copies.ts";
import type { Option, OptionName } from "./option.ts";

export type { Option, OptionName } from "./option.ts";

const table: Readonly<Record<OptionName, Omit<Option, "name">>> = {
  databaseUrl: {
    kind: "text",
    value: "URL",
    help: "database to work on (postgres://…); without one: the embedded server",
    env: ["LOCKKEEPER_DATABASE_URL", "DATABASE_URL"],
    key: "url",
    everywhere: true,
  },
  env: {
    kind: "text",
    value: "NAME",
    help: "environment of lockkeeper.yaml to work on",
    env: ["LOCKKEEPER_ENV"],
    everywhere: true,
  },
  migrationsDir: {
    kind: "path",
    value: "DIR",
    help: "folder of migrations",
    env: ["LOCKKEEPER_MIGRATIONS_DIR"],
    key: "migrations",
    fallback: "migrations",
    everywhere: true,
  },
  format: {
    kind: "text",
    value: "NAME",
    help: "file format of the folder, such as timestamped, flyway or dbmate (default: what the folder looks like)",
    env: ["LOCKKEEPER_FORMAT"],
    key: "format",
    everywhere: true,
  },
  role: {
    kind: "text",
    value: "NAME",
    help: "SET ROLE to this before each migration",
    env: ["LOCKKEEPER_ROLE"],
    key: "role",
  },
  lockTimeout: {
    kind: "duration",
    value: "TIME",
    help: "longest wait for a lock that others would queue behind",
    env: ["LOCKKEEPER_LOCK_TIMEOUT"],
    key: "lock-timeout",
    fallback: "100ms",
  },
  concurrentLockTimeout: {
    kind: "duration",
    value: "TIME",
    help: "the same for statements outside transactions, whose wait blocks nobody",
    env: ["LOCKKEEPER_CONCURRENT_LOCK_TIMEOUT"],
    key: "concurrent-lock-timeout",
    fallback: "30min",
  },
  lockTries: {
    kind: "count",
    value: "N",
    help: "how often a step that lost the race for a lock is tried",
    env: ["LOCKKEEPER_LOCK_TRIES"],
    key: "lock-tries",
    fallback: "30",
  },
  lockWait: {
    kind: "duration",
    value: "TIME",
    help: "how long to look for a moment when no old transaction holds the tables; nobody queues meanwhile",
    env: ["LOCKKEEPER_LOCK_WAIT"],
    key: "lock-wait",
    fallback: "10min",
  },
  statementTimeout: {
    kind: "duration",
    value: "TIME",
    help: "longest time for one statement; 0 for none",
    env: ["LOCKKEEPER_STATEMENT_TIMEOUT"],
    key: "statement-timeout",
    fallback: "0",
  },
  wait: {
    kind: "duration",
    value: "TIME",
    help: "how long to wait for another deployer",
    env: ["LOCKKEEPER_WAIT"],
    key: "wait",
    fallback: "0",
  },
  to: { kind: "text", value: "VERSION", help: "stop at this version" },
  steps: { kind: "count", value: "N", help: "at most this many migrations" },
  down: { kind: "flag", help: "what down would run, instead of up" },
  allowOutOfOrder: {
    kind: "flag",
    help: "run pending migrations that are older than what is applied",
    env: ["LOCKKEEPER_ALLOW_OUT_OF_ORDER"],
    key: "allow-out-of-order",
  },
  yes: { kind: "flag", short: "y", help: "do not ask" },
  confirm: {
    kind: "text",
    value: "NAME",
    help: "name of the protected environment, to show that it is meant",
  },
  reason: { kind: "text", value: "TEXT", help: "why; kept in the journal, or in the report" },
  from: {
    kind: "text",
    value: "SOURCE",
    help: "how the scratch database becomes like the target: replay, target or backup",
    fallback: "replay",
  },
  ...COPY_OPTIONS,
  receipt: {
    kind: "path",
    value: "FILE",
    help: "receipt of a backup: `backup create` writes it, and `deploy` asks for it in place of taking one",
  },
  staging: {
    kind: "path",
    value: "FILE",
    help: "what staging has applied, as `deploy staging --applied` writes it (default: its database is asked)",
  },
  applied: {
    kind: "path",
    value: "FILE",
    help: "where to write what is applied in the end, for the gate `staging` of another environment",
  },
  waive: {
    kind: "text",
    value: "NAMES",
    help: "let these gates be, or what a plan does to these addresses, with commas between them; needs --reason",
  },
  phase: {
    kind: "text",
    value: "PHASE",
    help: "only migrations of this phase: expand, or contract (`-- lockkeeper: phase=contract`)",
  },
  placeholder: {
    kind: "text",
    value: "NAME=VALUE",
    help: "what ${NAME} stands for in files that say `-- lockkeeper: placeholders`; may be given more than once",
    repeats: true,
    everywhere: true,
  },
  repeatable: {
    kind: "flag",
    help: "a file below `repeatable/`, which is applied whenever its content changes",
  },
  plan: { kind: "text", value: "HASH", help: "the plan that was looked at; another one is not approved" },
  ci: {
    kind: "text",
    value: "KIND",
    help: "whose pipelines: github, gitlab or none (default: by the remote)",
  },
  hashes: { kind: "flag", help: "compare the rows themselves, and not only how many there are" },
  noProof: { kind: "flag", help: "do not restore the backup to prove it" },
  keep: { kind: "count", value: "N", help: "how many of the newest stay (default: 7)" },
  scratchUrl: {
    kind: "text",
    value: "URL",
    help: "server for scratch databases; without one: PostgreSQL of the target's version, started for this",
    env: ["LOCKKEEPER_SCRATCH_URL"],
    key: "scratch-url",
  },
  scratchSetup: {
    kind: "path",
    value: "FILE",
    help: "SQL that a scratch database gets first: roles, extensions, what other tools have made",
    env: ["LOCKKEEPER_SCRATCH_SETUP"],
    key: "scratch-setup",
  },
  fill: { kind: "count", value: "ROWS", help: "rows to make up for each table that the plan touches" },
  record: {
    kind: "path",
    value: "FILE",
    help: "where to write the record (default: .lockkeeper/rehearsal.json)",
  },
  html: {
    kind: "path",
    value: "FILE",
    help: "where to write the page (default: .lockkeeper/rehearsal.html)",
  },
  markdown: { kind: "path", value: "FILE", help: "write the report as Markdown as well, for a pull request" },
  postgres: {
    kind: "count",
    value: "MAJOR",
    help: "major version of PostgreSQL that the files are for (default: the newest known)",
    env: ["LOCKKEEPER_POSTGRES"],
    key: "postgres",
  },
  base: {
    kind: "text",
    value: "REF",
    help: "speak only of files that differ from this branch, such as origin/main; those that it has stay as they are",
  },
  stdin: {
    kind: "path",
    value: "FILE",
    help: "take the text of this file from stdin, and speak only of it: for editors",
  },
  rehearsal: {
    kind: "path",
    value: "FILE",
    help: "record of a rehearsal, which confirms or dismisses what is found (default: .lockkeeper/rehearsal.json)",
  },
  noCache: { kind: "flag", help: "look at every file, also where nothing has changed since the last run" },
  withTerraform: {
    kind: "flag",
    help: "let terraform itself format, validate and test as well, where it and its providers can be had",
  },
  lintRules: {
    kind: "path",
    value: "DIR",
    help: "folder of the team's own rules, TypeScript that is run as code",
    key: "lint-rules",
  },
  infraRules: {
    kind: "path",
    value: "DIR",
    help: "folder of the team's own rules about infrastructure: YAML with a condition in CEL",
    key: "infra-rules",
  },
  smallTableRows: {
    kind: "count",
    value: "N",
    help: "rows up to which a table of the target is small: what only takes time there is no hazard",
    key: "small-table-rows",
  },
  output: {
    kind: "text",
    value: "FORMAT",
    help: "what to write to stdout: text, json, sarif, github, junit or markdown",
    fallback: "text",
  },
  fix: { kind: "flag", help: "write the fixes that are proven by running them on a scratch database" },
  ...ADOPT_OPTIONS,
  dryRun: { kind: "flag", help: "show what would be written, and write nothing" },
  server: {
    kind: "text",
    value: "KIND",
    help: "binaries for the embedded server: embedded, system, or a folder that holds postgres and initdb",
    env: ["LOCKKEEPER_SERVER"],
    key: "server",
    fallback: "embedded",
    everywhere: true,
  },
  json: { kind: "flag", help: "one JSON object on stdout, for machines", everywhere: true },
  verbose: {
    kind: "flag",
    short: "v",
    help: "every statement as it runs, and the stack of a defect",
    everywhere: true,
  },
};

/** Every option by its name. */
export const OPTIONS: Readonly<Record<OptionName, Option>> = Object.fromEntries(
  Object.entries(table).map(([name, option]) => [name, { name, ...option }]),
) as Record<OptionName, Option>;

/** Options that every command on a database takes. */
export const EVERYWHERE: readonly OptionName[] = (Object.keys(table) as OptionName[]).filter(
  (name) => OPTIONS[name].everywhere,
);

/** The long flag: `--database-url`. */
export const flagOf = (name: OptionName): string =>
  `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** What the command line gave: text for values, true for flags. */
export type Given = Partial<Record<OptionName, string | true>>;
