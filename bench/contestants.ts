// The tools that are compared: where each is, what it reads, and how it is called.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Layout } from "./generate.ts";
import { PACKAGES, binaryPackage, versionIn, versionOfPackage } from "./packages.ts";
import { postgresPrograms } from "./server.ts";

/** What a tool can be asked to do. A tool that cannot has no command for it. */
export type Deed = "up" | "status" | "down" | "lint" | "version" | "help";

/** Where a tool is called from and for which database. `count` is how many migrations there are. */
export interface Call {
  readonly url: string;
  readonly count: number;
}

/** One tool, in one way of using it. */
export interface Contestant {
  readonly name: string;
  readonly version: string;
  readonly layout: Layout;
  /** How it uses transactions, in words for the report. */
  readonly commits: string;
  /** The command line for a deed, or undefined where the tool does not offer it. */
  readonly argv: (deed: Deed, call: Call) => readonly string[] | undefined;
  readonly env: (call: Call) => Readonly<Record<string, string>>;
}

/** A tool that was looked for and is not here. */
export interface Absent {
  readonly name: string;
  readonly reason: string;
}

/** Lockkeeper as it is to be run: from a folder that holds the project, built or as source. */
export interface Ours {
  readonly name: string;
  readonly root: string;
  readonly isSource: boolean;
}

const EACH = "one for each migration";

/** Calls are lists for every deed; `{count}` stands for the number of migrations. */
type Calls = Readonly<Partial<Record<Deed, readonly string[]>>>;

interface Entry extends Omit<Contestant, "argv" | "env" | "version"> {
  /** What comes before every call. */
  readonly program: readonly string[];
  readonly version: string;
  readonly calls: Calls;
  readonly env?: (call: Call) => Readonly<Record<string, string>>;
}

/** Every tool that is here, ours first, then psql, and those that are not. */
export function findContestants(ours: readonly Ours[]): {
  readonly here: readonly Contestant[];
  readonly absent: readonly Absent[];
} {
  const found = [
    ...ours.map(lockkeeper),
    ...psql(),
    dbmate(),
    ...nodePgMigrate(),
    graphileMigrate(),
    knex(),
    sqitch(),
    alembic(),
  ];
  return {
    here: found.flatMap((entry) => ("reason" in entry ? [] : [contestantOf(entry)])),
    absent: found.flatMap((entry) => ("reason" in entry ? [entry] : [])),
  };
}

function contestantOf({ program, calls, env, ...rest }: Entry): Contestant {
  return {
    ...rest,
    argv: (deed, call) => {
      const words = calls[deed]?.map((word) =>
        word.replace("{count}", String(call.count)).replace("{url}", call.url),
      );
      return words && [...program, ...words];
    },
    env: (call) => env?.(call) ?? { DATABASE_URL: call.url },
  };
}

/** The one place that says how Lockkeeper is run. */
function lockkeeper({ name, root, isSource }: Ours): Entry | Absent {
  const script = join(root, isSource ? "src/cli/main.ts" : "bin/lockkeeper.cjs");
  const needed = isSource ? script : join(root, "dist/cli/main.cjs");
  if (!existsSync(needed)) return { name, reason: isSource ? "no source there" : "not built: npm run build" };
  return {
    name,
    version: versionIn(root),
    layout: "lockkeeper",
    commits: EACH,
    program: [process.execPath, script],
    calls: {
      up: ["up"],
      status: ["status"],
      down: ["down", "--steps", "{count}", "--yes"],
      lint: ["lint"],
      version: ["--version"],
      help: ["--help"],
    },
  };
}

function psql(): readonly Entry[] {
  // Debian's /usr/bin/psql is a script that looks for this one, at six times the price.
  const program = [join(postgresPrograms(), "psql")];
  const run = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "{url}", "-f"];
  const shared = { version: "", layout: "psql", program } as const;
  return [
    {
      ...shared,
      name: "psql each",
      commits: EACH,
      calls: {
        up: [...run, "up.sql"],
        status: [...run, "status.sql"],
        down: [...run, "down.sql"],
        version: ["--version"],
        help: ["--help"],
      },
    },
    { ...shared, name: "psql in one", commits: "one for all", calls: { up: [...run, "up-in-one.sql"] } },
  ];
}

function dbmate(): Entry | Absent {
  const name = binaryPackage("@dbmate");
  const program = join(PACKAGES, name, "bin/dbmate");
  if (!existsSync(program)) return absentPackage(name);
  const run = ["--migrations-dir", "migrations", "--no-dump-schema"];
  return {
    name: "dbmate",
    version: versionOfPackage(name),
    layout: "dbmate",
    commits: EACH,
    program: [program],
    // No `down`: one call takes back one migration.
    calls: { up: [...run, "migrate"], status: [...run, "status"], version: ["--version"], help: ["--help"] },
  };
}

function nodePgMigrate(): readonly (Entry | Absent)[] {
  const script = scriptOf("node-pg-migrate", "bin/node-pg-migrate.js");
  if (script === undefined) return [absentPackage("node-pg-migrate")];
  const shared = {
    version: versionOfPackage("node-pg-migrate"),
    layout: "node-pg-migrate",
    program: [process.execPath, script],
  } as const;
  const run = ["-m", "migrations"];
  const each = [...run, "--no-single-transaction"];
  return [
    {
      ...shared,
      name: "node-pg-migrate",
      commits: "one for all (its default)",
      calls: {
        up: ["up", ...run],
        down: ["down", "{count}", ...run],
        version: ["--version"],
        help: ["--help"],
      },
    },
    {
      ...shared,
      name: "node-pg-migrate (tx each)",
      commits: EACH,
      calls: { up: ["up", ...each], down: ["down", "{count}", ...each] },
    },
  ];
}

function graphileMigrate(): Entry | Absent {
  const script = scriptOf("graphile-migrate", "dist/cli.js");
  if (script === undefined) return absentPackage("graphile-migrate");
  return {
    name: "graphile-migrate",
    version: versionOfPackage("graphile-migrate"),
    layout: "graphile-migrate",
    commits: EACH,
    program: [process.execPath, script],
    calls: { up: ["migrate"], status: ["status"], version: ["--version"], help: ["--help"] },
    // `status` wants a shadow database to be named, and does not touch it.
    env: ({ url }) => ({
      DATABASE_URL: url,
      SHADOW_DATABASE_URL: url.replace(/\/(\w+)(?=\?|$)/, "/$1_shadow"),
    }),
  };
}

function knex(): Entry | Absent {
  const script = scriptOf("knex", "bin/cli.js");
  if (script === undefined) return absentPackage("knex");
  const run = ["--knexfile", "knexfile.cjs"];
  return {
    name: "knex",
    version: versionOfPackage("knex"),
    layout: "knex",
    commits: "one for all (its default)",
    program: [process.execPath, script],
    calls: {
      up: ["migrate:latest", ...run],
      status: ["migrate:list", ...run],
      down: ["migrate:rollback", "--all", ...run],
      version: ["--version"],
      help: ["--help"],
    },
  };
}

function sqitch(): Entry | Absent {
  const program = onPath("sqitch");
  if (program === undefined) return { name: "sqitch", reason: "not on the PATH" };
  return {
    name: "sqitch",
    version: "",
    layout: "sqitch",
    commits: EACH,
    program: [program],
    calls: {
      up: ["deploy", "--no-verify", "db:{url}"],
      status: ["status", "db:{url}"],
      down: ["revert", "-y", "db:{url}"],
      version: ["--version"],
      help: ["help"],
    },
    // It calls psql once for each change; the real one, not Debian's script.
    env: ({ url }) => ({
      PATH: `${postgresPrograms()}:/usr/bin:/bin`,
      DATABASE_URL: url,
      SQITCH_FULLNAME: "Bench",
      SQITCH_EMAIL: "bench@example.org",
    }),
  };
}

function alembic(): Entry | Absent {
  const program = onPath("alembic");
  if (program === undefined) return { name: "alembic", reason: "not on the PATH" };
  return {
    name: "alembic",
    version: "",
    layout: "alembic",
    commits: "one for all (its default)",
    program: [program],
    calls: {
      up: ["upgrade", "head"],
      status: ["current"],
      down: ["downgrade", "base"],
      version: ["--version"],
      help: ["--help"],
    },
  };
}

const absentPackage = (name: string): Absent => ({ name, reason: "not installed: npm ci in bench/" });

function scriptOf(name: string, path: string): string | undefined {
  const script = join(PACKAGES, name, path);
  return existsSync(script) ? script : undefined;
}

const onPath = (name: string): string | undefined =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
