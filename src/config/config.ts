// The door of configuration: flags, environment variables and lockkeeper.yaml into one value.

import { dirname, join, relative, resolve } from "node:path";
import { BACKUP_KINDS } from "../core/backup.ts";
import { parseDuration } from "../core/duration.ts";
import { Failure } from "../core/failure.ts";
import { nearestWord } from "../core/nearest-word.ts";
import type {
  BackupSettings,
  Environment,
  Folder,
  RdsSource,
  RunLimits,
  ScratchSettings,
  Settings,
  Staging,
  Target,
} from "../core/settings.ts";
import type { World } from "../core/world.ts";
import { CONFIG_FILE, readConfigFile, type ConfigFile } from "./file.ts";
import { readSecret } from "./secret.ts";
import { placeholdersFrom } from "./placeholders.ts";
import { flagOf, OPTIONS, type Given, type OptionName } from "./options.ts";

export { EVERYWHERE, flagOf, OPTIONS, type Given, type OptionName } from "./options.ts";

const PARENTS_MAX = 64;

/** Looks an option up: flag, then environment variable, then file, then the table's fallback. */
type Lookup = (name: OptionName) => Found | undefined;

interface Found {
  readonly text: string;
  /** What it came from, for messages. */
  readonly from: string;
  /** True where it came from the project itself, so that a path counts from there. */
  readonly inProject?: true;
}

/** Everything a command works with. Throws Failure `wrong-use` or `bad-configuration` that names the source. */
export async function readSettings(world: World, given: Given, tool: string): Promise<Settings> {
  const project = await findProject(world);
  const named = given.env ?? world.processes.env["LOCKKEEPER_ENV"];
  const name = typeof named === "string" && named !== "" ? named : undefined;
  const read = await readConfigFile(world, project, name);
  const environment = chosenEnvironment(name, read);
  const file = given.databaseUrl === undefined ? await withSecret(world, project, { read, name }) : read;
  const lookup = lookupIn(given, file, { world, environment });
  const staging = stagingOf(world, project, environment);
  const role = lookup("role")?.text;
  const postgres = lookup("postgres");
  const lintRules = lookup("lintRules");
  const infraRules = lookup("infraRules");
  const placeholders = placeholdersFrom(world, project, {
    sources: { ...file.placeholders, ...file.environments[name ?? ""]?.placeholders },
    given: lookup("placeholder")?.text,
  });
  const smallTableRows = lookup("smallTableRows");
  return {
    project,
    folder: folderOf(lookup, { world, project }),
    target: targetOf(lookup, environment),
    limits: limitsOf(lookup),
    embedded: {
      dataDirectory: join(project, ".lockkeeper", "postgres"),
      server: lookup("server")?.text ?? "embedded",
    },
    scratch: scratchOf(lookup, { world, project }),
    backups: backupsOf(lookup, { world, project }, file.environments[name ?? ""]?.backupCommand),
    ...(staging === undefined ? {} : { staging }),
    warnings: file.environments[name ?? ""]?.warnings ?? [],
    allowOutOfOrder: truthOf(lookup("allowOutOfOrder")),
    ...(postgres === undefined ? {} : { postgres: countOf(postgres) }),
    ...(smallTableRows === undefined ? {} : { smallTableRows: countOf(smallTableRows) }),
    ...(lintRules === undefined ? {} : { lintRules: pathFrom(lintRules, { world, project }) }),
    ...(infraRules === undefined ? {} : { infraRules: pathFrom(infraRules, { world, project }) }),
    ...(role === undefined ? {} : { role }),
    ...(placeholders.size === 0 ? {} : { placeholders }),
    tool,
  };
}

/** The nearest folder upwards that holds lockkeeper.yaml, else the clone that the script names, else here. */
async function findProject(world: World): Promise<string> {
  let folder = resolve(world.processes.cwd);
  for (let up = 0; up < PARENTS_MAX; up++) {
    if ((await world.files.kindOf(join(folder, CONFIG_FILE))) === "file") return folder;
    if (dirname(folder) === folder) break;
    folder = dirname(folder);
  }
  return world.processes.env["LOCKKEEPER_PROJECT"] ?? world.processes.cwd;
}

function chosenEnvironment(name: string | undefined, file: ConfigFile): Environment | undefined {
  if (name === undefined) return undefined;
  const found = file.environments[name];
  if (found) {
    const { gates } = found;
    return { name, protected: found.protected, ...(gates === undefined ? {} : { gates }) };
  }
  const known = Object.keys(file.environments);
  if (!file.exists) {
    throw new Failure("wrong-use", `There is no environment ${name}: there is no ${file.path}.`, {
      hint: `Write one with \`environments:\` and below it \`${name}:\` and its \`url:\`.`,
    });
  }
  throw new Failure("wrong-use", `There is no environment ${name} in ${file.path}.`, {
    hint: known.length > 0 ? `Known: ${known.join(", ")}.` : "Add it under `environments:` with its `url:`.",
  });
}

/** The file with the address of the environment in it, where it is kept elsewhere. */
async function withSecret(
  world: World,
  project: string,
  { read, name = "" }: { readonly read: ConfigFile; readonly name: string | undefined },
): Promise<ConfigFile> {
  const chosen = read.environments[name];
  if (chosen?.secret === undefined) return read;
  const databaseUrl = await readSecret(world, chosen.secret, {
    project,
    what: `the address of ${name}`,
  });
  const values = { ...chosen.values, databaseUrl };
  return { ...read, environments: { ...read.environments, [name]: { ...chosen, values } } };
}

const STAGING = "staging";

/** Where the staging gate looks. Its address is read when somebody asks for it. */
function stagingOf(world: World, project: string, environment: Environment | undefined): Staging | undefined {
  if (environment === undefined || (!environment.protected && environment.gates?.staging === undefined))
    return undefined;
  const named = environment.gates?.staging?.environment;
  const name = named ?? STAGING;
  return {
    environment: name,
    url: async () => {
      const read = await readConfigFile(world, project, name);
      chosenEnvironment(name, read);
      const file = await withSecret(world, project, { read, name });
      const url = file.environments[name]?.values.databaseUrl;
      if (url !== undefined) return url;
      throw noAddress(name);
    },
  };
}

const noAddress = (name: string): Failure =>
  new Failure("bad-configuration", `The environment ${name} has no \`url\`.`, {
    hint: `Add \`url: \${DATABASE_URL}\` to it, or give --database-url.`,
  });

function lookupIn(
  given: Given,
  file: ConfigFile,
  { world, environment }: { readonly world: World; readonly environment: Environment | undefined },
): Lookup {
  const inEnvironment = environment ? file.environments[environment.name]?.values : undefined;
  return (name) => {
    const flag = given[name];
    if (flag !== undefined) return { text: flag === true ? "true" : flag, from: flagOf(name) };
    // A named environment is a choice: its own values stand before the shell's.
    const chosen = inEnvironment?.[name];
    if (chosen !== undefined) return { text: chosen, from: keyIn(file, name), inProject: true };
    const variable = OPTIONS[name].env?.find((candidate) => (world.processes.env[candidate] ?? "") !== "");
    if (variable !== undefined) return { text: world.processes.env[variable] ?? "", from: variable };
    const top = file.values[name];
    if (top !== undefined) return { text: top, from: keyIn(file, name), inProject: true };
    const { fallback } = OPTIONS[name];
    return fallback === undefined ? undefined : { text: fallback, from: "default", inProject: true };
  };
}

const keyIn = ({ path }: ConfigFile, name: OptionName): string => `${path}: the key ${OPTIONS[name].key}`;

function folderOf(lookup: Lookup, where: Where): Folder {
  const found = lookup("migrationsDir") ?? { text: "migrations", from: "default" };
  if (found.text === "")
    throw new Failure("wrong-use", `${found.from} is empty.`, { hint: "Name the folder of migrations." });
  const { world } = where;
  const directory = pathFrom(found, where);
  const near = relative(world.processes.cwd, directory);
  const format = lookup("format")?.text;
  return {
    directory,
    shownAs: near === "" ? "." : near.startsWith("..") ? directory : near,
    ...(format === undefined ? {} : { format }),
  };
}

function scratchOf(lookup: Lookup, where: Where): ScratchSettings {
  const url = lookup("scratchUrl")?.text.trim();
  const setup = lookup("scratchSetup");
  return {
    ...(url ? { url } : {}),
    ...(setup ? { setup: pathFrom(setup, where) } : {}),
  };
}

function backupsOf(lookup: Lookup, where: Where, command: readonly string[] | undefined): BackupSettings {
  const stanza = lookup("pgbackrestStanza")?.text;
  const rds = rdsOf(lookup);
  const directory = lookup("backupsDir") ?? { text: ".lockkeeper/backups", from: "default", inProject: true };
  const { text = "pg_dump", from = "default" } = lookup("backupKind") ?? {};
  const kind = BACKUP_KINDS.find((known) => known === text);
  if (kind !== undefined)
    return {
      ...{ directory: pathFrom(directory, where), kind },
      ...(command === undefined ? {} : { command }),
      ...(stanza ? { stanza } : {}),
      ...(rds === undefined ? {} : { rds }),
    };
  const near = nearestWord(text, BACKUP_KINDS);
  throw new Failure("wrong-use", `${from}: there is no kind of backup \`${text}\`.`, {
    hint: near ? `Did you mean ${near}?` : `There are: ${BACKUP_KINDS.join(", ")}.`,
  });
}

function rdsOf(lookup: Lookup): RdsSource | undefined {
  const instance = lookup("rdsInstance");
  const cluster = lookup("rdsCluster");
  if (instance?.text && cluster?.text) {
    throw new Failure("wrong-use", `${instance.from} and ${cluster.from} name two things to copy.`, {
      hint: "Name the cluster where the database is Aurora's, else the instance.",
    });
  }
  if (cluster?.text) return { kind: "cluster", identifier: cluster.text };
  return instance?.text ? { kind: "instance", identifier: instance.text } : undefined;
}

interface Where {
  readonly world: World;
  readonly project: string;
}

/** A path counts from where it was written: in the project, or on the command line. */
function pathFrom({ text, inProject }: Found, { world, project }: Where): string {
  return resolve(inProject ? project : world.processes.cwd, text);
}

function targetOf(lookup: Lookup, environment: Environment | undefined): Target {
  const found = lookup("databaseUrl");
  const named = environment ? { environment } : {};
  if (found === undefined) {
    if (environment) throw noAddress(environment.name);
    return { kind: "embedded" };
  }
  if (found.text.trim() === "") {
    throw new Failure("wrong-use", `${found.from} is empty.`, {
      hint: "Is the variable set that it is filled from? Without a URL, leave the flag out: the embedded server is used.",
    });
  }
  return { kind: "url", url: found.text.trim(), ...named };
}

function limitsOf(lookup: Lookup): RunLimits {
  return {
    lockTimeoutMs: durationOf(lookup, "lockTimeout"),
    concurrentLockTimeoutMs: durationOf(lookup, "concurrentLockTimeout"),
    statementTimeoutMs: durationOf(lookup, "statementTimeout"),
    lockTriesMax: Math.max(1, countOf(lookup("lockTries"))),
    lockWaitMs: durationOf(lookup, "lockWait"),
    deployLockWaitMs: durationOf(lookup, "wait"),
  };
}

function durationOf(lookup: Lookup, name: OptionName): number {
  const { text = "0", from = "default" } = lookup(name) ?? {};
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw new Failure("wrong-use", `${from}: \`${text}\` is not a duration.`, {
    hint: "Write it as 500ms, 2s, 10min, 1h, or 0 for none.",
  });
}

function countOf(found: Found | undefined): number {
  const { text = "0", from = "default" } = found ?? {};
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Failure("wrong-use", `${from}: \`${text}\` is not a whole number.`, {
    hint: "Write it as digits: 3.",
  });
}

function truthOf({ text, from }: { readonly text: string; readonly from: string } = NO): boolean {
  if (/^(?:true|1)$/.test(text)) return true;
  if (/^(?:false|0)$/.test(text)) return false;
  throw new Failure("wrong-use", `${from}: \`${text}\` is neither true nor false.`, {
    hint: "Write true or false.",
  });
}

const NO = { text: "false", from: "default" } as const;

/** A count that the command line gave, such as `--steps 2`; undefined when it did not. */
export function givenCount(given: Given, name: OptionName): number | undefined {
  const value = given[name];
  return typeof value === "string" ? countOf({ text: value, from: flagOf(name) }) : undefined;
}
