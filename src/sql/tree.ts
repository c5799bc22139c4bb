// The parser's tree with types: the only file in which values of libpg-query are given a type.

import type * as LibPgQuery from "libpg-query";
import type { Node, RawStmt } from "libpg-query";

export type { Node } from "libpg-query";

/** One instance of libpg-query, already loaded. */
export type ParserModule = Pick<
  typeof LibPgQuery,
  "hasSqlDetails" | "loadModule" | "parsePlPgSQLSync" | "parseSync"
>;

/** A statement with its node and its range in bytes of the text that was parsed. */
export interface RawStatement {
  readonly node: Node;
  readonly startByte: number;
  /** Undefined where the statement reaches to the end of the text. */
  readonly endByte: number | undefined;
}

/** Types what an import of libpg-query by a computed name returns. */
export const asParserModule = (imported: unknown): ParserModule => imported as ParserModule;

/** The statement of the parser's list; undefined for one without a node, which it never writes. */
export function rawStatementOf(raw: RawStmt): RawStatement | undefined {
  if (raw.stmt === undefined) return undefined;
  const startByte = raw.stmt_location ?? 0;
  const length = raw.stmt_len ?? 0;
  return { node: raw.stmt, startByte, endByte: length === 0 ? undefined : startByte + length };
}

/** The name of a node: `SelectStmt`. */
export const tagOf = (node: Node): string => Object.keys(node)[0] ?? "";

/** The text of a `String` node, such as one part of a name. */
export function stringOf(node: Node | undefined): string | undefined {
  return node !== undefined && "String" in node ? (node.String.sval ?? "") : undefined;
}

/** A qualified name that the tree writes as a list of `String` nodes. */
export function namesOf(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => stringOf(node) ?? []);
}

/** The options that a statement writes as a list of `DefElem`, by name; undefined for one without a value. */
export function optionsOf(nodes: readonly Node[] | undefined): ReadonlyMap<string, Node | undefined> {
  const options = new Map<string, Node | undefined>();
  for (const node of nodes ?? []) {
    if ("DefElem" in node) options.set(node.DefElem.defname ?? "", node.DefElem.arg);
  }
  return options;
}

/** A boolean option as PostgreSQL reads it: absent is `missing`, without a value is true. */
export function optionIsOn(
  options: ReadonlyMap<string, Node | undefined>,
  name: string,
  missing: boolean,
): boolean {
  if (!options.has(name)) return missing;
  const value = options.get(name);
  if (value === undefined) return true;
  if ("Integer" in value) return value.Integer.ival === 1;
  if ("Boolean" in value) return value.Boolean.boolval === true;
  const text = stringOf(value)?.toLowerCase();
  return text !== "false" && text !== "off" && text !== "0" && text !== "no";
}

/**
 * Calls `visit` with every named node and list below a value, its own first; the places in a list are no names.
 * Deep trees are no danger: the walk keeps its own stack.
 */
export function walk(root: object, visit: (tag: string, body: object) => void): void {
  const open: object[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) {
      // A list of values is most of a long INSERT, and its places are no names.
      for (const body of value as readonly unknown[])
        if (typeof body === "object" && body !== null) open.push(body);
      continue;
    }
    // Object.entries would make an array for each field, and most fields are no objects.
    for (const tag in value) {
      const body = (value as Record<string, unknown>)[tag];
      if (typeof body !== "object" || body === null) continue;
      visit(tag, body);
      open.push(body);
    }
  }
}

/** The string constants of an expression tree and the bodies of functions and DO blocks, in no order. */
export function stringsIn(node: Node): readonly string[] {
  const strings: string[] = [];
  walk(node, (tag, body) => {
    if (tag === "A_Const" && "sval" in body) strings.push(textIn(body.sval));
    if (tag === "DefElem" && "defname" in body && body.defname === "as" && "arg" in body) {
      collectStrings(body.arg, strings);
    }
  });
  return strings;
}

function collectStrings(root: unknown, into: string[]): void {
  if (typeof root !== "object" || root === null) return;
  walk({ root }, (tag, body) => {
    if (tag === "String") into.push(textIn(body));
  });
}

function textIn(body: unknown): string {
  const text = typeof body === "object" && body !== null && "sval" in body ? body.sval : undefined;
  return typeof text === "string" ? text : "";
}

/** Whether a statement calls a function of PostgreSQL's own, anywhere in its tree. */
export function callsFunction(node: Node, name: string): boolean {
  let found = false;
  walk(node, (tag, body) => {
    if (tag === "FuncCall") found ||= functionNameOf(body) === name;
  });
  return found;
}

/** The name that a `FuncCall` calls, without its schema if that is `pg_catalog`; empty for other schemas. */
function functionNameOf(call: object): string {
  const names = namesOf((call as { funcname?: Node[] }).funcname);
  return names.length === 1 || names[0] === "pg_catalog" ? (names.at(-1) ?? "") : "";
}

/** The calls that a SELECT makes in its list of results, by name and arguments. */
export function selectedCalls(node: Node): readonly { name: string; args: readonly Node[] }[] {
  if (!("SelectStmt" in node)) return [];
  return (node.SelectStmt.targetList ?? []).flatMap((target) => {
    const value = "ResTarget" in target ? target.ResTarget.val : undefined;
    if (value === undefined || !("FuncCall" in value)) return [];
    return [{ name: functionNameOf(value.FuncCall), args: value.FuncCall.args ?? [] }];
  });
}

/** True for a constant that PostgreSQL reads as false: `false`, `'f'`, `'off'`, and casts of them. */
export function isFalse(node: Node | undefined): boolean {
  if (node === undefined) return false;
  if ("TypeCast" in node) return isFalse(node.TypeCast.arg);
  if (!("A_Const" in node)) return false;
  const constant = node.A_Const;
  if (constant.boolval !== undefined) return constant.boolval.boolval !== true;
  return /^(?:f|false|no?|off?|0)$/i.test(constant.sval?.sval ?? "-");
}
