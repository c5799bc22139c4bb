// What reads and writes rows, and what it calls.

import type { InsertStmt, Node, SelectStmt, UpdateStmt, WithClause } from "libpg-query";

import type { Change, ChangeOf } from "../../core/change.ts";
import { relationNamed, relationOf } from "../relation-of.ts";
import { namesOf, selectedCalls, stringOf, walk } from "../tree.ts";
import { volatilityOfBuiltIn } from "./built-in.ts";
import { createTableAsChange, tableFromQuery } from "./create-table.ts";
import type { Describers } from "./describe.ts";
import type { Source } from "./source.ts";

export const ROW_DESCRIBERS: Describers = {
  InsertStmt: rowChanges,
  UpdateStmt: rowChanges,
  DeleteStmt: rowChanges,
  MergeStmt: rowChanges,
  SelectStmt: (node, source) => ("SelectStmt" in node ? selectChanges(node.SelectStmt, node, source) : []),
  CreateTableAsStmt: (node, source) =>
    "CreateTableAsStmt" in node ? createTableAsChange(node.CreateTableAsStmt, source) : [],
  CopyStmt: (node, { start: at }) => {
    if (!("CopyStmt" in node) || node.CopyStmt.is_from !== true) return [];
    const table = relationOf(node.CopyStmt.relation);
    if (table === undefined) return [];
    return [{ at, kind: "write", verb: "copy", table, hasWhere: true, columns: [] }];
  },
  CallStmt: (node, { start: at }) => {
    const name = "CallStmt" in node ? relationNamed(namesOf(node.CallStmt.funccall?.funcname)) : undefined;
    return name === undefined ? [] : [{ at, kind: "call", routine: name }];
  },
  ExplainStmt: (node, source) => {
    // EXPLAIN ANALYZE runs what it explains.
    const options = "ExplainStmt" in node ? (node.ExplainStmt.options ?? []) : [];
    const runs = options.some((each) => "DefElem" in each && each.DefElem.defname === "analyze");
    const query = "ExplainStmt" in node ? node.ExplainStmt.query : undefined;
    return runs && query !== undefined ? rowChanges(query, source) : [];
  },
};

/** The writes of a statement: those of its WITH clause, then its own, then what it calls. */
function rowChanges(node: Node, source: Source): readonly Change[] {
  return [...writesIn(node, source.start), ...calledIn(node, source.start)];
}

function selectChanges(select: SelectStmt, node: Node, source: Source): readonly Change[] {
  const into = relationOf(select.intoClause?.rel);
  const settings = selectedCalls(node).flatMap(({ name, args }) =>
    name === "set_config" ? settingOf(args, source.start) : [],
  );
  return [
    ...writesInWith(select.withClause, source.start),
    ...(into === undefined
      ? []
      : [tableFromQuery(into, select.intoClause?.rel, { source, ifNotExists: false })]),
    ...settings,
    ...calledIn(node, source.start),
  ];
}

type Write = ChangeOf<"write">;

function writesIn(node: Node, at: number): readonly Write[] {
  if ("InsertStmt" in node) return withOwn(node.InsertStmt.withClause, at, insertOf(node.InsertStmt, at));
  if ("UpdateStmt" in node) return withOwn(node.UpdateStmt.withClause, at, updateOf(node.UpdateStmt, at));
  if ("DeleteStmt" in node) {
    const { relation, whereClause, usingClause, withClause } = node.DeleteStmt;
    const hasWhere = whereClause !== undefined || (usingClause ?? []).length > 0;
    return withOwn(withClause, at, write(relation, { at, verb: "delete", hasWhere, columns: [] }));
  }
  if (!("MergeStmt" in node)) return [];
  const { relation, withClause } = node.MergeStmt;
  return withOwn(withClause, at, write(relation, { at, verb: "merge", hasWhere: true, columns: [] }));
}

const withOwn = (clause: WithClause | undefined, at: number, own: readonly Write[]): readonly Write[] => [
  ...writesInWith(clause, at),
  ...own,
];

function writesInWith(clause: WithClause | undefined, at: number): readonly Write[] {
  return (clause?.ctes ?? []).flatMap((node) => {
    const query = "CommonTableExpr" in node ? node.CommonTableExpr.ctequery : undefined;
    return query === undefined ? [] : writesIn(query, at);
  });
}

function write(
  relation: Parameters<typeof relationOf>[0],
  rest: Omit<Write, "kind" | "table">,
): readonly Write[] {
  const table = relationOf(relation);
  return table === undefined ? [] : [{ ...rest, kind: "write", table }];
}

function insertOf({ relation, selectStmt }: InsertStmt, at: number): readonly Write[] {
  const select = selectStmt !== undefined && "SelectStmt" in selectStmt ? selectStmt.SelectStmt : undefined;
  const rows = selectStmt === undefined || isOneRow(select) ? 1 : select?.valuesLists?.length;
  const counted = rows === undefined ? {} : { rows };
  return write(relation, { at, verb: "insert", hasWhere: true, columns: [], ...counted });
}

/** A query without FROM gives one row at most, unless it calls something that may give more. */
function isOneRow(select: SelectStmt | undefined): boolean {
  if (select?.targetList === undefined || select.fromClause !== undefined) return false;
  let calls = false;
  for (const target of select.targetList) {
    walk(target, (tag, body) => {
      const name =
        tag === "FuncCall" ? relationNamed(namesOf((body as { funcname?: Node[] }).funcname)) : undefined;
      if (name !== undefined && !ONE_VALUE.has(name.name)) calls = true;
    });
  }
  return !calls;
}

/** Functions that inserts of single rows often call, and that give one value. */
const ONE_VALUE = new Set([
  "clock_timestamp",
  "currval",
  "gen_random_uuid",
  "lastval",
  "lower",
  "max",
  "nextval",
  "now",
  "upper",
  "uuid_generate_v4",
  "uuidv4",
  "uuidv7",
]);

function updateOf({ relation, whereClause, targetList }: UpdateStmt, at: number): readonly Write[] {
  const columns = (targetList ?? []).flatMap((target) =>
    "ResTarget" in target ? (target.ResTarget.name ?? []) : [],
  );
  return write(relation, { at, verb: "update", hasWhere: whereClause !== undefined, columns });
}

/** Functions that PostgreSQL does not bring along, anywhere in the statement, each once. */
function calledIn(node: Node, at: number): readonly Change[] {
  const calls = new Map<string, Change>();
  walk(node, (tag, body) => {
    if (tag !== "FuncCall") return;
    const routine = relationNamed(namesOf((body as { funcname?: Node[] }).funcname));
    if (routine === undefined || volatilityOfBuiltIn(routine) !== undefined) return;
    calls.set(`${routine.schema ?? ""}.${routine.name}`, { at, kind: "call", routine });
  });
  return [...calls.values()];
}

function settingOf([name, value, local]: readonly Node[], at: number): readonly Change[] {
  const setting = constantOf(name);
  const text = constantOf(value);
  if (setting === undefined || text === undefined) return [];
  const isLocal = local !== undefined && "A_Const" in local && local.A_Const.boolval?.boolval === true;
  return [{ at, kind: "set", name: setting, value: text.split(/\s*,\s*/), local: isLocal }];
}

function constantOf(node: Node | undefined): string | undefined {
  if (node === undefined || !("A_Const" in node)) return stringOf(node);
  return node.A_Const.sval === undefined ? undefined : (node.A_Const.sval.sval ?? "");
}
