// What a deploy would run: read once, bound by a hash, and told the same to gates, approvers and the runner.

import { Failure } from "../../core/failure.ts";
import { originalText } from "../../core/filled-text.ts";
import type { DeployMigration } from "../../core/deploy.ts";
import type { History } from "../../core/history.ts";
import type { Migration, Repeatable } from "../../core/migration.ts";
import type { PendingMigration } from "../../core/outcome.ts";
import type { Problem } from "../../core/problem.ts";
import { repeatableVersion } from "../../core/repeatable.ts";
import type { Environment } from "../../core/settings.ts";
import { planHash } from "../../gate/gate.ts";
import type { UpRequest } from "../../plan/plan.ts";
import { checksumOf } from "../../store/store.ts";
import type { Journey } from "../journey.ts";
import { planUp } from "../migrate.ts";
import { readFolder } from "../parsed.ts";

export interface DeployPlan {
  readonly migrations: readonly DeployMigration[];
  readonly hash: string;
  /** The journal position that it was made for. */
  readonly position: number;
}

/** Filled in on the way, so that problems are told even where the plan is refused. */
export interface Noted {
  problems: readonly Problem[];
  pending: readonly PendingMigration[];
}

/** The environment that was named. Throws Failure `wrong-use` without one. */
export function environmentOf({ settings }: Journey): Environment {
  const { environment } = settings.target;
  if (environment !== undefined) return environment;
  throw new Failure("wrong-use", "A deploy needs an environment of lockkeeper.yaml.", {
    hint: "Name it: lockkeeper deploy staging",
  });
}

/** Everything is parsed and judged, as `up` would. Throws Failure where `up` would refuse. */
export async function planDeploy(
  journey: Journey,
  {
    history,
    request,
    noted,
  }: { readonly history: History; readonly request: UpRequest; readonly noted: Noted },
): Promise<DeployPlan> {
  const folder = await readFolder(journey);
  noted.problems = folder.problems;
  const plan = await planUp(journey, history, { folder, request, known: noted, ahead: Infinity });
  const files = new Map(folder.migrations.map((migration) => [migration.version, migration]));
  const migrations = plan.migrations.flatMap(({ version }) => {
    const migration = files.get(version);
    return migration === undefined ? [] : [boundBy(migration)];
  });
  const waiting = new Set(plan.all.map(({ version }) => version));
  const repeatables = folder.repeatables.map(boundRepeatable).filter(({ version }) => waiting.has(version));
  const { name } = environmentOf(journey);
  const bound = [...migrations, ...repeatables];
  return { migrations: bound, hash: planHash(name, bound), position: history.position };
}

/** Its next content takes it back. */
const boundRepeatable = ({ name, file, checksum }: Repeatable): DeployMigration => ({
  ...{ version: repeatableVersion(name), name, file: file.path, checksum, irreversible: false },
});

const boundBy = ({ version, name, up, down, checksum }: Migration): DeployMigration => ({
  ...{ version, name, file: up.path, checksum, irreversible: down === undefined },
  ...(down === undefined ? {} : { downChecksum: checksumOf(originalText(down)) }),
});
