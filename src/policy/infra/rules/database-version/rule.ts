// A database whose version is left to chance, or gets no more corrections.

import type { PolicyRule, Report } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import { showValue, type Value } from "../../terraform/value.ts";
import { valueIn, type Thing } from "../../thing.ts";

/** Of PostgreSQL's own, 13 got its last correction in November 2025. */
const CORRECTED_SINCE = 14;

export const rule: PolicyRule<Infra> = {
  name: "database-version",
  class: "advice",
  severity: "warning",
  about: "a database whose version of PostgreSQL is left to chance, or gets no more corrections",
  check: ({ things }) => things.flatMap((thing) => reportOn(thing) ?? []),
};

const NAMES: Readonly<Record<string, readonly [engine: string, version: string]>> = {
  aws_db_instance: ["engine", "engine_version"],
  aws_rds_cluster: ["engine", "engine_version"],
  "AWS::RDS::DBInstance": ["Engine", "EngineVersion"],
  "AWS::RDS::DBCluster": ["Engine", "EngineVersion"],
};
/** Its version comes from elsewhere. */
const GIVEN = [
  "snapshot_identifier",
  "SnapshotIdentifier",
  "DBSnapshotIdentifier",
  "replicate_source_db",
  "SourceDBInstanceIdentifier",
];

function reportOn(thing: Thing): Report | undefined {
  const [engine, version] = NAMES[thing.type] ?? [];
  if (engine === undefined || version === undefined) return undefined;
  if (!isPostgres(valueIn(thing, engine)) || isGiven(thing)) return undefined;
  const [setting] = thing.settings(version);
  if (setting === undefined) {
    const message = `${thing.name} names no version: two environments that are made on different days get different ones.`;
    return { spot: thing.spot, message, instead: `Set ${version}; the major version alone will do.` };
  }
  const major = Number.parseInt(showValue(setting.value).replace('"', ""), 10);
  if (Number.isNaN(major) || major >= CORRECTED_SINCE) return undefined;
  const message = `${thing.name} runs PostgreSQL ${major}, which gets no more corrections from its makers.`;
  return { spot: setting.spot, message, instead: `Set ${version} to ${CORRECTED_SINCE} or newer.` };
}

const isPostgres = (engine: Value): boolean => typeof engine === "string" && engine.includes("postgres");

const isGiven = (thing: Thing): boolean =>
  GIVEN.some((name) => thing.settings(name).length > 0) ||
  (thing.type === "AWS::RDS::DBInstance" && thing.settings("DBClusterIdentifier").length > 0);
