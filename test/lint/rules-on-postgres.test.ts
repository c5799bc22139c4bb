// PostgreSQL agrees with every rule: the examples run, the locks and scans that are claimed are taken, the fixes hold.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { takeSnapshot } from "../../src/catalog/catalog.ts";
import { commitGroups } from "../../src/core/commit-group.ts";
import type { Claim, Finding } from "../../src/core/finding.ts";
import type { DescribedScript, DescribedStatement } from "../../src/core/statement.ts";
import type { Session } from "../../src/database/database.ts";
import { lint, NEWEST_SERVER, RULES } from "../../src/lint/lint.ts";
import { loadParser } from "../../src/sql/sql.ts";
import { observeInside } from "../locks/observe.ts";
import type { Observation } from "../locks/observe.ts";
import { testServers } from "../support/server.ts";
import { caseMigration, readRuleFolder, schemaMigration } from "./rule-folder.ts";
import type { RuleCase, RuleFolder } from "./rule-folder.ts";
import { cleanSession, closeWorkbenches } from "./workbench.ts";

before(() => loadParser());
after(() => closeWorkbenches());

for (const { name } of RULES) {
  const folder = readRuleFolder(name);
  describe(`on PostgreSQL, the rule ${name}`, () => {
    for (const example of folder.bad) {
      test(`claims what happens: ${example.title}`, () => claimsHold(folder, example));
    }
    for (const example of folder.good) {
      test(`lets pass what runs: ${example.title}`, async () => {
        const session = await sessionFor(folder, example);
        await runScript(session, caseMigration(example).up);
      });
    }
    for (const [title, text] of folder.fixed) {
      test(`fixes without another outcome: ${title}`, async () => {
        const example = folder.bad.find((each) => each.title === title) ?? assert.fail(title);
        assert.deepEqual(
          await objectsAfter(folder, { ...example, text }),
          await objectsAfter(folder, example),
        );
      });
    }
  });
}

/** A session on a database that holds what is there before, on the server that the example is for. */
async function sessionFor({ schema }: RuleFolder, { server = NEWEST_SERVER }: RuleCase): Promise<Session> {
  const servers = await testServers();
  const found =
    servers.find(({ version }) => version === server) ?? assert.fail(`no PostgreSQL ${server} is at hand`);
  const session = await cleanSession(found);
  await session.run(schema);
  return session;
}

/** Runs statement by statement, and looks closely at those of which something is claimed. */
async function claimsHold(folder: RuleFolder, example: RuleCase): Promise<void> {
  const migration = caseMigration(example);
  const findings = lint({
    migrations: [schemaMigration(folder), migration],
    only: new Set([migration.version]),
    server: example.server ?? NEWEST_SERVER,
  }).filter(({ rule, file }) => rule === folder.rule && file === migration.up.file);
  const session = await sessionFor(folder, example);
  for (const statement of migration.up.statements) {
    for (const finding of findings.filter((each) => isAbout(each, statement))) {
      if (finding.claim === undefined || session.transaction() === "open") continue;
      assertObserved(finding.claim, await observeInside(session, { sql: statement.text }));
    }
    if (example.fails) await assert.rejects(session.run(statement.text));
    else await session.run(statement.text);
  }
}

function isAbout({ line = 0 }: Finding, { line: first, text }: DescribedStatement): boolean {
  return line >= first && line < first + text.split("\n").length;
}

function assertObserved({ relation, mode, work }: Claim, { tableLocks, scans, rewrites }: Observation): void {
  const name = relation.replace(/^.*\./, "");
  assert.equal(tableLocks.get(name), mode, `the lock on ${relation}`);
  if (work === "write") return;
  if (work === undefined) assert.ok(!scans.includes(name), `${relation} is not read from end to end`);
  else assert.notDeepEqual(scans, [], `something is read from end to end under the lock on ${relation}`);
  assert.equal(rewrites.includes(name), work === "rewrite", `${relation} is written anew`);
}

async function objectsAfter(folder: RuleFolder, example: RuleCase): Promise<unknown> {
  const session = await sessionFor(folder, example);
  await runScript(session, caseMigration(example).up);
  return (await takeSnapshot(session)).objects;
}

/** As lockkeeper would: what commits together in one transaction. */
async function runScript(session: Session, script: DescribedScript): Promise<void> {
  for (const { kind, members } of commitGroups(script, false)) {
    const texts = members.flatMap((index) => script.statements[index]?.text ?? []);
    if (kind === "autocommit") for (const text of texts) await session.run(text);
    else await session.run(`begin; ${texts.join("; ")}; commit`);
  }
}
