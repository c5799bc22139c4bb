// The locks of ALTER TABLE and its kin (ALTER INDEX, VIEW, SEQUENCE, TYPE … with table commands), command by command.

import type { AlterTableCmd, AlterTableType } from "libpg-query";

import type { LockForecast, LockMode } from "../core/lock.ts";
import { locksOnReferenced } from "./lock-of-create.ts";
import { lockOn, lockWithPartners, relationOf } from "./relation-of.ts";
import { optionsOf } from "./tree.ts";
import type { Node } from "./tree.ts";

const SHARE_UPDATE_EXCLUSIVE: LockMode = "SHARE UPDATE EXCLUSIVE";

/** What does not take ACCESS EXCLUSIVE on the table, as almost everything does. */
const WEAKER: Partial<Record<AlterTableType, LockMode>> = {
  AT_AttachPartition: SHARE_UPDATE_EXCLUSIVE,
  AT_ClusterOn: SHARE_UPDATE_EXCLUSIVE,
  AT_DetachPartitionFinalize: SHARE_UPDATE_EXCLUSIVE,
  AT_DisableTrig: "SHARE ROW EXCLUSIVE",
  AT_DisableTrigAll: "SHARE ROW EXCLUSIVE",
  AT_DisableTrigUser: "SHARE ROW EXCLUSIVE",
  AT_DropCluster: SHARE_UPDATE_EXCLUSIVE,
  AT_EnableAlwaysTrig: "SHARE ROW EXCLUSIVE",
  AT_EnableReplicaTrig: "SHARE ROW EXCLUSIVE",
  AT_EnableTrig: "SHARE ROW EXCLUSIVE",
  AT_EnableTrigAll: "SHARE ROW EXCLUSIVE",
  AT_EnableTrigUser: "SHARE ROW EXCLUSIVE",
  AT_ResetOptions: SHARE_UPDATE_EXCLUSIVE,
  AT_SetOptions: SHARE_UPDATE_EXCLUSIVE,
  AT_SetStatistics: SHARE_UPDATE_EXCLUSIVE,
  AT_ValidateConstraint: SHARE_UPDATE_EXCLUSIVE,
};

const MAY_DROP_FOREIGN_KEYS: ReadonlySet<AlterTableType | undefined> = new Set<AlterTableType>([
  "AT_DropColumn",
  "AT_DropConstraint",
]);

/** Storage parameters that only maintenance reads. The others, and those of views, need ACCESS EXCLUSIVE. */
const QUIET_PARAMETER =
  /^(?:autovacuum_.*|deduplicate_items|fillfactor|log_autovacuum_.*|parallel_workers|toast_tuple_target|vacuum_.*)$/;

/** The locks of an ALTER TABLE: the strongest that one of its commands needs, and those on other relations. */
export function locksOnAlteredTable(node: Node): readonly LockForecast[] {
  if (!("AlterTableStmt" in node)) return [];
  const table = relationOf(node.AlterTableStmt.relation);
  const commands = (node.AlterTableStmt.cmds ?? []).flatMap((command) =>
    "AlterTableCmd" in command ? [command.AlterTableCmd] : [],
  );
  return commands.flatMap((command) => [
    ...(MAY_DROP_FOREIGN_KEYS.has(command.subtype)
      ? lockWithPartners(table)
      : lockOn(table, modeOf(command))),
    ...locksOnOthers(command),
  ]);
}

function modeOf({ subtype, def }: AlterTableCmd): LockMode {
  if (subtype === undefined) return "ACCESS EXCLUSIVE";
  if (subtype === "AT_SetRelOptions" || subtype === "AT_ResetRelOptions") return modeOfParameters(def);
  if (def !== undefined && "Constraint" in def && subtype === "AT_AddConstraint") {
    return def.Constraint.contype === "CONSTR_FOREIGN" ? "SHARE ROW EXCLUSIVE" : "ACCESS EXCLUSIVE";
  }
  if (def !== undefined && "PartitionCmd" in def && def.PartitionCmd.concurrent)
    return SHARE_UPDATE_EXCLUSIVE;
  return WEAKER[subtype] ?? "ACCESS EXCLUSIVE";
}

function modeOfParameters(def: Node | undefined): LockMode {
  const names = def !== undefined && "List" in def ? [...optionsOf(def.List.items).keys()] : [];
  return names.every((name) => QUIET_PARAMETER.test(name)) ? SHARE_UPDATE_EXCLUSIVE : "ACCESS EXCLUSIVE";
}

/** The other side of a foreign key, the partition, the parent. */
function locksOnOthers({ subtype, def }: AlterTableCmd): readonly LockForecast[] {
  if (def === undefined) return [];
  if ("PartitionCmd" in def) return lockOn(relationOf(def.PartitionCmd.name), "ACCESS EXCLUSIVE");
  if ("RangeVar" in def && subtype === "AT_AddInherit") {
    return lockOn(relationOf(def.RangeVar), SHARE_UPDATE_EXCLUSIVE);
  }
  return locksOnReferenced([def]);
}
