// PostgreSQL agrees with every rule: the examples run, the locks and scans that are claimed are taken, the fixes hold.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { takeSnapshot } from "../../src/catalog/catalog.ts";
import { commitGroups } from "../../src/core/commit-group.ts";
import type { Claim, Finding } from "../../src/core/finding.ts";
import type { LockMode } from "../../src/core/lock.ts";
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
  const ofEarlier: { readonly claim: Claim; readonly statement: DescribedStatement }[] = [];
  for (const statement of migration.up.statements) {
    for (const finding of findings.filter((each) => isAbout(each, statement))) {
      const { claim } = finding;
      if (claim === undefined || session.transaction() === "open") continue;
      const seen = await observeInside(session, { sql: statement.text });
      if (lockOn(claim, seen) === claim.mode) assertObserved(claim, seen);
      else ofEarlier.push({ claim, statement });
    }
    if (example.fails) await assert.rejects(session.run(statement.text));
    else await session.run(statement.text);
  }
  for (const { claim, statement } of ofEarlier) {
    assertObserved(claim, await observeWithEarlier(folder, example, statement));
  }
}

/** Sees a statement together with those before it in its transaction, whose locks are still held. */
async function observeWithEarlier(
  folder: RuleFolder,
  example: RuleCase,
  { line }: DescribedStatement,
): Promise<Observation> {
  const { statements } = caseMigration(example).up;
  const index = statements.findIndex((each) => each.line === line);
  const groups = commitGroups(caseMigration(example).up, false);
  const group = groups.find(({ members }) => members.includes(index));
  const session = await sessionFor(folder, example);
  for (const statement of statements.slice(0, group?.members[0] ?? index)) await session.run(statement.text);
  const texts = statements.slice(group?.members[0] ?? index, index + 1).map(({ text }) => text);
  return observeInside(session, { sql: texts.join("; ") });
}

function isAbout({ line = 0 }: Finding, { line: first, text }: DescribedStatement): boolean {
  return line >= first && line < first + text.split("\n").length;
}

const bareName = ({ relation }: Claim): string => relation.replace(/^.*\./, "");

const lockOn = (claim: Claim, { tableLocks }: Observation): LockMode | undefined =>
  tableLocks.get(bareName(claim));

function assertObserved(claim: Claim, observed: Observation): void {
  const { relation, mode, work } = claim;
  const { scans, rewrites } = observed;
  const name = bareName(claim);
  assert.equal(lockOn(claim, observed), mode, `the lock on ${relation}`);
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
