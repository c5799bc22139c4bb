// Secrets planted wherever they can come from, and every byte that a deploy has written searched for them.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { startProcessWatch } from "./process-watch.ts";
import { testSession } from "../support/server.ts";
import { openYard, type Said, type Yard } from "./yard.ts";

/** Each is planted in one place, so that a leak names its source. */
const SECRET = {
  production: "s3cr3t-production",
  staging: "s3cr3t-staging",
  dotEnv: "s3cr3t-dot-env",
  inline: "s3cr3t-inline",
  sql: "s3cr3t-in-sql",
  reason: "s3cr3t-in-reason",
  notice: "s3cr3t-in-notice",
  query: "s3cr3t-in-query",
  command: "s3cr3t-from-command",
  placeholder: "s3cr3t-placeholder",
} as const;

const CONFIGURATION = `placeholders:
  note: { file: note }
environments:
  staging:
    url: \${STAGING_URL}
  production:
    url: \${PRODUCTION_URL}
    protected: true
    gates: { backup: { hashes: true } }
  dotted:
    url: \${FROM_DOT_ENV}
  inline:
    url: postgres://nobody:${SECRET.inline}@127.0.0.1:1/app
  commanded:
    url-command: [cat, vault]
`;

const MIGRATION = `-- lockkeeper: placeholders
-- A foreign server.
-- Application: none.
create role partner login password '${SECRET.sql}';
do $$ begin raise notice 'password=${SECRET.notice}'; end $$;
create table partners (id bigint primary key, note text default '\${note}');
comment on table partners is '\${note}';
do $$ begin raise notice '\${note}'; end $$;
`;

const REPEATABLE = `-- lockkeeper: placeholders
create or replace view noted as select '\${note}'::text as note from partners;
`;

/** The same role as of the servers' start, under a password that is searched for. */
async function withPassword(url: string, password: string): Promise<string> {
  await using session = await testSession(url);
  await session.run(`create role deployer superuser login password '${password}'`);
  const own = new URL(url);
  own.username = "deployer";
  own.password = password;
  return own.href;
}

test("no secret is shown, logged, kept, or put on a command line", async (context) => {
  const yard = await openYard(context);
  const addresses = {
    STAGING_URL: await withPassword(yard.staging, SECRET.staging),
    PRODUCTION_URL: await withPassword(yard.production, SECRET.production),
  };
  yard.write("lockkeeper.yaml", CONFIGURATION);
  yard.write(".env", `FROM_DOT_ENV=postgres://nobody:${SECRET.dotEnv}@127.0.0.1:1/app\n`);
  yard.write("vault", `postgres://nobody:${SECRET.command}@127.0.0.1:1/app`);
  yard.write("note", SECRET.placeholder);
  yard.write("migrations/20260101_090000_partner.sql", MIGRATION);
  yard.write("migrations/repeatable/noted.sql", REPEATABLE);
  yard.write(
    "migrations/20260101_090000_partner_down.sql",
    "drop view if exists noted;\ndrop table partners;\ndrop role partner;\n",
  );
  await using watch = startProcessWatch(
    // What a person types into a command line is there already.
    Object.values(SECRET).filter((secret) => secret !== SECRET.reason),
  );
  await using busy = await testSession(yard.production);
  await busy.run(`create table busy (id int); begin; select 'password=${SECRET.query}' from busy`);
  const said: Said[] = [];
  const run = async (line: string): Promise<void> => {
    said.push(await yard.run([...line.split(" "), "--verbose"], addresses));
  };
  for (const line of [
    "lint",
    "plan --env production",
    "rehearse --env production --html rehearsal.html --markdown rehearsal.md",
    "deploy staging --html staging.html",
    "doctor --env production",
    "deploy production --dry-run --json",
    "deploy production --html production.html --markdown production.md",
    `deploy production --waive lint --reason password=${SECRET.reason}`,
    "backup list --json",
    "status --env dotted",
    "status --env inline",
    "status --env commanded",
    "down --env production --confirm production",
    "up --env staging --json",
  ])
    await run(line);
  const journals = await Promise.all([yard.staging, yard.production].map(everyEntry));
  assert.ok(
    said.some(({ out }) => out.includes("applied on production")),
    JSON.stringify(said.at(6)),
  );
  assert.ok(journals.join("").includes("finished"), "the journals were read");
  const written = filesOf(yard);
  assert.ok(
    written.some(([path]) => path.endsWith("production.html")),
    "the pages were written",
  );
  for (const [name, secret] of Object.entries(SECRET)) {
    const leaks = [
      ...said.flatMap(({ out, err }, index) => (`${out}${err}`.includes(secret) ? [`output ${index}`] : [])),
      ...journals.flatMap((text, index) => (text.includes(secret) ? [`journal ${index}`] : [])),
      ...written.flatMap(([path, text]) => (text.includes(secret) ? [path] : [])),
      ...(watch.seen().has(secret) ? ["a command line"] : []),
    ];
    assert.deepEqual(leaks, [], name);
  }
});

/** Everything in our own schema, as text. */
async function everyEntry(url: string): Promise<string> {
  await using session = await testSession(url);
  const rows = await session.query<{ readonly text: string }>(
    "select j::text as text from lockkeeper.journal as j union all select d::text from lockkeeper.deploy_log as d",
  );
  return rows.map(({ text }) => text).join("\n");
}

/** What was written by the tool: not the sources of the test, not the servers' own files, and no data of a backup. */
function filesOf({ project }: Yard): readonly (readonly [path: string, text: string])[] {
  const own =
    /^(?:lockkeeper\.yaml|\.env|vault|note$|migrations\/|staging\/|production\/|\.lockkeeper\/scratch-)|\/dump\//;
  return readdirSync(project, { recursive: true, encoding: "utf8" })
    .filter((path) => !own.test(path) && statSync(join(project, path)).isFile())
    .map((path) => [path, readFileSync(join(project, path), "latin1")]);
}
