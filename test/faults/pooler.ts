// PgBouncer in transaction mode in front of a server, where the machine has it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { realWorld } from "../../src/world/world.ts";
import { testSession } from "../support/server.ts";

const START_MS_MAX = 10_000;
const POLL_MS = 50;
const world = realWorld();

export interface Pooler extends AsyncDisposable {
  /** The database's URL through the pooler. */
  readonly url: string;
}

/** True where the program is on this machine. */
export const hasPooler = async (): Promise<boolean> =>
  (await world.processes.run("pgbouncer", ["--version"])).code === 0;

function settingsFor(
  database: URL,
  { port, users }: { readonly port: number; readonly users: string },
): string {
  const name = database.pathname.slice(1);
  const { hostname, port: serverPort, username, password } = database;
  const target = `host=${hostname} port=${serverPort} dbname=${name} user=${username} password=${password}`;
  return [
    "[databases]",
    `${name} = ${target}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = trust",
    `auth_file = ${users}`,
    "pool_mode = transaction",
    "default_pool_size = 8",
    "max_client_conn = 100",
    "ignore_startup_parameters = extra_float_digits,options",
    "",
  ].join("\n");
}

/** Starts one for a database, with its files in a folder that anybody may enter. */
export async function startPooler(databaseUrl: string, folder: string): Promise<Pooler> {
  const database = new URL(databaseUrl);
  const port = await world.processes.freePort();
  const users = join(folder, "users.txt");
  const settings = join(folder, "pgbouncer.ini");
  await writeFile(users, `"${database.username}" "${database.password}"\n`);
  await writeFile(settings, settingsFor(database, { port, users }));
  for (const file of [users, settings]) await chmod(file, 0o644);
  // It refuses to run as root.
  const root = world.processes.uid === 0 ? ["--user", "nobody"] : [];
  const child = spawn("pgbouncer", [...root, settings], { stdio: ["ignore", "ignore", "pipe"] });
  const gone = once(child, "exit");
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => void (said += text));
  const url = new URL(databaseUrl);
  url.port = String(port);
  await untilItAnswers(url.href, () => said);
  return {
    url: url.href,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGINT");
      await gone;
    },
  };
}

async function untilItAnswers(url: string, said: () => string): Promise<void> {
  const deadlineMs = performance.now() + START_MS_MAX;
  for (;;) {
    try {
      await using _session = await testSession(url);
      return;
    } catch (error) {
      if (performance.now() > deadlineMs)
        throw new Error(`the pooler does not answer: ${said()}`, { cause: error });
      await sleep(POLL_MS);
    }
  }
}
