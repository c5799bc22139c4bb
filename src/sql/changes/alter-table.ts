// ALTER TABLE and its kin (ALTER INDEX, VIEW, SEQUENCE … with table commands): one change for each command.

import type { AlterTableCmd, AlterTableStmt, AlterTableType, Node } from "libpg-query";

import type { Change } from "../../core/change.ts";
import { relationOf } from "../relation-of.ts";
import { optionIsOn, optionsOf } from "../tree.ts";
import { alterColumnChange } from "./alter-column.ts";
import type { Altered } from "./alter-column.ts";
import { columnOf } from "./column.ts";
import { constraintOf } from "./constraint.ts";
import { objectKindOf } from "./object-kind.ts";
import { endOfName, nextToken, pieceStarts } from "../pieces.ts";
import type { Source } from "./source.ts";

/** The changes of an ALTER TABLE, in the order of its commands. */
export function alterTableChanges(statement: AlterTableStmt, source: Source): readonly Change[] {
  const table = relationOf(statement.relation);
  if (table === undefined) return [];
  const commands = (statement.cmds ?? []).flatMap((node) =>
    "AlterTableCmd" in node ? [node.AlterTableCmd] : [],
  );
  const starts = commandStarts(source, statement.relation?.location);
  const object = objectKindOf(statement.objtype);
  const only = statement.relation?.inh !== true;
  return commands.map((command, index) =>
    changeOf(command, { at: starts[index] ?? source.start, table, object, only }, source),
  );
}

/** The commands stand between commas behind the table's name. */
function commandStarts(source: Source, location: number | undefined): readonly number[] {
  const { text } = source;
  const end = endOfName(text, source.at(location));
  const next = nextToken(text, end);
  const star = next !== undefined && text[next.start] === "*" ? next.end : end;
  return pieceStarts(text, star);
}

function changeOf(command: AlterTableCmd, altered: Altered, source: Source): Change {
  return (
    alterColumnChange(command, altered) ??
    constraintChange(command, altered, source) ??
    partitionChange(command, altered) ??
    storageChange(command, altered) ??
    switchChange(command, altered) ?? { ...altered, kind: "alter-table-other", command: nameOf(command) }
  );
}

const nameOf = ({ subtype }: AlterTableCmd): string => (subtype ?? "").replace(/^AT_/, "");

function constraintChange(command: AlterTableCmd, altered: Altered, source: Source): Change | undefined {
  const { subtype, def, name = "", missing_ok, behavior } = command;
  switch (subtype) {
    case "AT_AddColumn":
      if (def === undefined || !("ColumnDef" in def)) return undefined;
      return {
        ...altered,
        kind: "add-column",
        column: columnOf(def.ColumnDef, source),
        ifNotExists: missing_ok === true,
      };
    case "AT_AddConstraint": {
      if (def === undefined || !("Constraint" in def)) return undefined;
      const constraint = constraintOf(def.Constraint, { at: source.at(def.Constraint.location) });
      return constraint && { ...altered, kind: "add-constraint", constraint };
    }
    case "AT_ValidateConstraint":
      return { ...altered, kind: "validate-constraint", name };
    case "AT_DropConstraint":
      return {
        ...altered,
        kind: "drop-constraint",
        name,
        ifExists: missing_ok === true,
        cascade: behavior === "DROP_CASCADE",
      };
    case "AT_AlterConstraint":
      return alteredConstraint(def, altered);
    default:
      return undefined;
  }
}

function alteredConstraint(def: Node | undefined, altered: Altered): Change | undefined {
  if (def === undefined || !("ATAlterConstraint" in def)) return undefined;
  const { conname, alterEnforceability, is_enforced, alterDeferrability, deferrable } = def.ATAlterConstraint;
  return {
    ...altered,
    kind: "alter-constraint",
    name: conname ?? "",
    ...(alterEnforceability === true ? { enforced: is_enforced === true } : {}),
    ...(alterDeferrability === true ? { deferrable: deferrable === true } : {}),
  };
}

function partitionChange({ subtype, def }: AlterTableCmd, altered: Altered): Change | undefined {
  if (def !== undefined && "RangeVar" in def) {
    const parent = relationOf(def.RangeVar);
    if (parent === undefined) return undefined;
    return {
      ...altered,
      kind: "alter-inheritance",
      parent,
      verb: subtype === "AT_AddInherit" ? "add" : "drop",
    };
  }
  if (def === undefined || !("PartitionCmd" in def)) return undefined;
  const { name, bound, concurrent } = def.PartitionCmd;
  const partition = relationOf(name);
  if (partition === undefined) return undefined;
  if (subtype !== "AT_AttachPartition") {
    const finalize = subtype === "AT_DetachPartitionFinalize";
    return { ...altered, kind: "detach-partition", partition, concurrently: concurrent === true, finalize };
  }
  if (altered.object === "index") {
    return { at: altered.at, kind: "attach-index", index: altered.table, partition };
  }
  return { ...altered, kind: "attach-partition", partition, isDefault: bound?.is_default === true };
}

function storageChange({ subtype, def, name = "" }: AlterTableCmd, altered: Altered): Change | undefined {
  switch (subtype) {
    case "AT_SetLogged":
      return { ...altered, kind: "set-persistence", persistence: "permanent" };
    case "AT_SetUnLogged":
      return { ...altered, kind: "set-persistence", persistence: "unlogged" };
    case "AT_SetTableSpace":
      return { ...altered, kind: "set-tablespace", tablespace: name };
    case "AT_SetAccessMethod":
      return { ...altered, kind: "set-access-method", method: name };
    case "AT_SetRelOptions":
    case "AT_ResetRelOptions": {
      const options = optionsOf(def !== undefined && "List" in def ? def.List.items : []);
      return {
        ...altered,
        kind: "set-storage-parameters",
        parameters: [...options.keys()],
        off: [...options].flatMap(([option, value]) => (isOff(value) ? [option] : [])),
        reset: subtype === "AT_ResetRelOptions",
      };
    }
    case "AT_ReplicaIdentity":
      return replicaIdentity(def, altered);
    case "AT_ChangeOwner":
      return { at: altered.at, kind: "set-owner", object: altered.object, name: altered.table };
    default:
      return undefined;
  }
}

function isOff(value: Node | undefined): boolean {
  if (value === undefined) return false;
  if ("Integer" in value) return (value.Integer.ival ?? 0) === 0;
  return !optionIsOn(new Map([["value", value]]), "value", true);
}

const IDENTITIES = { d: "default", f: "full", n: "nothing", i: "index" } as const;

function replicaIdentity(def: Node | undefined, altered: Altered): Change | undefined {
  if (def === undefined || !("ReplicaIdentityStmt" in def)) return undefined;
  const { identity_type, name } = def.ReplicaIdentityStmt;
  const identity = IDENTITIES[(identity_type ?? "d") as keyof typeof IDENTITIES];
  return { ...altered, kind: "replica-identity", identity, ...(name === undefined ? {} : { index: name }) };
}

const TRIGGER_SWITCH = /^AT_(?<verb>Enable|Disable)(?:Always|Replica)?Trig(?:All|User)?$/;

const ROW_SECURITY: Partial<Record<AlterTableType, "enable" | "disable" | "force" | "no-force">> = {
  AT_EnableRowSecurity: "enable",
  AT_DisableRowSecurity: "disable",
  AT_ForceRowSecurity: "force",
  AT_NoForceRowSecurity: "no-force",
};

function switchChange({ subtype, name }: AlterTableCmd, altered: Altered): Change | undefined {
  if (subtype === undefined) return undefined;
  const verb = ROW_SECURITY[subtype];
  if (verb !== undefined) return { ...altered, kind: "switch-row-security", verb };
  const switched = TRIGGER_SWITCH.exec(subtype)?.groups?.["verb"];
  if (switched === undefined) return undefined;
  const trigger = name === undefined ? {} : { trigger: name };
  return { ...altered, kind: "switch-trigger", ...trigger, enabled: switched === "Enable" };
}
