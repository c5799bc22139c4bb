// This repository as a team has it: its files as they are now, committed, with two environments on two real servers.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

import { findClientPrograms } from "../../src/database/client-programs.ts";
import { startEmbedded } from "../../src/database/embedded/embedded.ts";
import { realWorld } from "../../src/world/world.ts";
import { testDatabase, testDirectory, testSession, type TestServer } from "../support/server.ts";

export const ROOT: string = join(import.meta.dirname, "../..");

/** Takes away what the application's old version still reads. */
const CONTRACT = "20260402_090000_drop_nickname";
const EXPAND = "20260401_090000_add_nickname";
const HEAD = "-- Intent: a case.\n-- Application: none.\n";

const MIGRATIONS: Readonly<Record<string, string>> = {
  [`${EXPAND}.sql`]: `${HEAD}\nalter table users add column nickname text;\n`,
  [`${EXPAND}_down.sql`]: "alter table users drop column nickname;\n",
  [`${CONTRACT}.sql`]: `${HEAD}-- lockkeeper: phase=contract\n\n-- lockkeeper: allow drop-column: nobody reads it\nalter table users drop column nickname;\n`,
  [`${CONTRACT}_down.sql`]: "alter table users add column nickname text;\n",
};

const CONFIGURATION = `environments:
  staging:
    url: \${STAGING_DATABASE_URL}
  production:
    url: \${PRODUCTION_DATABASE_URL}
    protected: true
`;

export interface Team {
  readonly directory: string;
  readonly repository: string;
  /** Databases on two servers. */
  readonly staging: string;
  readonly production: string;
}

/** Runs git, with a name for commits. Gives what it prints. */
export const execGit = (cwd: string, ...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@localhost", ...args], {
    cwd,
    encoding: "utf8",
  });

/** The two servers of a company. */
export interface Servers {
  readonly staging: TestServer;
  readonly production: TestServer;
}

/** Starts both, of a version whose pg_dump is here. */
export async function startServers(context: TestContext): Promise<Servers> {
  const directory = await testDirectory(context);
  return {
    staging: await startServer(join(directory, "staging")),
    production: await startServer(join(directory, "production")),
  };
}

/** Makes the repository, with `files` over its own, and an empty database on each server. */
export async function makeTeam(
  context: TestContext,
  servers: Servers,
  files: Readonly<Record<string, string>> = {},
): Promise<Team> {
  const directory = await testDirectory(context);
  const repository = join(directory, "repository");
  copyTree(repository);
  write(repository, {
    ...Object.fromEntries(Object.entries(MIGRATIONS).map(([name, text]) => [`migrations/${name}`, text])),
    "lockkeeper.yaml": CONFIGURATION,
    ...files,
  });
  execGit(repository, "init", "--quiet", "--initial-branch=main");
  execGit(repository, "add", "--all");
  execGit(repository, "commit", "--quiet", "--message=the state of the working tree");
  return {
    directory,
    repository,
    staging: await testDatabase(context, servers.staging),
    production: await testDatabase(context, servers.production),
  };
}

/** What the tool runs from; tests and pages would only take time. */
const COPIED = [
  ".github",
  "ci",
  "src",
  "scripts",
  "migrations",
  "package.json",
  "package-lock.json",
  ":!*.test.ts",
  ":!*.md",
];

/** What git has or would take, as it stands on the disk. */
function copyTree(to: string): void {
  const listed = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", ...COPIED],
    {
      cwd: ROOT,
      encoding: "utf8",
    },
  );
  for (const path of listed.split("\0")) {
    if (path !== "" && existsSync(join(ROOT, path))) cpSync(join(ROOT, path), join(to, path));
  }
}

function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

const SETTINGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

async function startServer(dataDirectory: string): Promise<TestServer> {
  const world = realWorld();
  const [programs] = await findClientPrograms(world);
  if (programs === undefined) throw new Error("There is no pg_dump on this machine.");
  const server = programs.directory;
  const { url } = await startEmbedded(world, { dataDirectory, server, settings: SETTINGS });
  return { url, version: programs.major };
}

/** The address of an application that is well. */
export async function application(context: TestContext): Promise<string> {
  const server = createServer((_, response) => response.end("well"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => server.close());
  const address = server.address();
  return typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}/` : "";
}

/** Versions that are applied; none where the tool has never been. */
export async function appliedOn(url: string): Promise<readonly string[]> {
  await using session = await testSession(url);
  const [found] = await session.query<{ readonly there: boolean }>(
    "select to_regclass('lockkeeper.applied') is not null as there",
  );
  if (found?.there !== true) return [];
  const rows = await session.query<{ readonly version: string }>(
    "select version from lockkeeper.applied order by 1",
  );
  return rows.map(({ version }) => version);
}

/** Versions of all migrations of the team. */
export const all = (team: Team): readonly string[] =>
  readdirSync(join(team.repository, "migrations")).flatMap((name) => {
    const [, version, rest = ""] = /^(\d{8}_\d{6})_(.*)\.sql$/.exec(name) ?? [];
    return version === undefined || /_(?:down|verify)$/.test(rest) ? [] : [version];
  });

/** Those that the expanding phase runs. */
export const withoutContract = (team: Team): readonly string[] =>
  all(team).filter((version) => !CONTRACT.startsWith(version));
