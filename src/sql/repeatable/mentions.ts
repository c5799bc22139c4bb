// What a statement speaks of: relations, routines and schemas, by the names that it has for them.

import type { Node } from "libpg-query";

import type { RelationName } from "../../core/name.ts";
import type { Mention } from "../../core/repeatable.ts";
import { parseText } from "../engine.ts";
import { tokenAt } from "../lexer.ts";
import { partsOf, relationNamed } from "../relation-of.ts";
import { namesOf, optionsOf, stringOf, walk } from "../tree.ts";

/** Every mention, in no order and as often as it stands there. What it drops is none. */
export function mentionsOf(node: Node): readonly Mention[] {
  if ("DropStmt" in node) return [];
  const found = [...inTree(node), ...inObject(node), ...wholeSchemas(node)];
  if ("DoStmt" in node) return [...found, ...inBody(optionsOf(node.DoStmt.args))];
  if ("CreateFunctionStmt" in node) return [...found, ...inBody(optionsOf(node.CreateFunctionStmt.options))];
  return found;
}

/** Nodes are known by their members: the tree names them only where they could be of several kinds. */
function inTree(root: object): readonly Mention[] {
  const found: Mention[] = [];
  const own = new Set<string>();
  walk({ root }, (_, body) => {
    if ("ctename" in body && typeof body.ctename === "string") own.add(body.ctename);
    if ("relname" in body && typeof body.relname === "string") {
      const schema =
        "schemaname" in body && typeof body.schemaname === "string" ? body.schemaname : undefined;
      found.push(early("relation", named(schema, body.relname)));
    }
    if ("funcname" in body) found.push(...fromList("routine", body.funcname));
    if ("objname" in body) found.push(...fromList("routine", body.objname));
    // The row type of a view has the view's name.
    if ("names" in body) found.push(...fromList("relation", body.names));
  });
  return found.filter(({ name }) => name.schema !== undefined || !own.has(name.name));
}

const early = (kind: Mention["kind"], name: RelationName): Mention => ({ kind, name, late: false });

const named = (schema: string | undefined, name: string): RelationName =>
  schema === undefined ? { name } : { schema, name };

function fromList(kind: Mention["kind"], list: unknown): readonly Mention[] {
  const name = Array.isArray(list) ? relationNamed(namesOf(list as Node[])) : undefined;
  return name === undefined ? [] : [early(kind, name)];
}

const OF_TABLE: ReadonlySet<string> = new Set([
  "OBJECT_COLUMN",
  "OBJECT_POLICY",
  "OBJECT_RULE",
  "OBJECT_TABCONSTRAINT",
  "OBJECT_TRIGGER",
]);

/** COMMENT and SECURITY LABEL write a relation as a list of its parts, with a column or trigger at the end. */
function inObject(node: Node): readonly Mention[] {
  const said = "CommentStmt" in node ? node.CommentStmt : "SecLabelStmt" in node ? node.SecLabelStmt : {};
  const parts = partsOf(said.object);
  const name = relationNamed(OF_TABLE.has(said.objtype ?? "") ? parts.slice(0, -1) : parts);
  return name === undefined ? [] : [early("relation", name)];
}

/** GRANT … ON ALL TABLES IN SCHEMA speaks of all that is there by then. */
function wholeSchemas(node: Node): readonly Mention[] {
  if (!("GrantStmt" in node) || node.GrantStmt.targtype !== "ACL_TARGET_ALL_IN_SCHEMA") return [];
  return (node.GrantStmt.objects ?? []).flatMap((each): Mention[] => {
    const name = stringOf(each);
    return name === undefined ? [] : [{ kind: "schema", name: { name }, late: true }];
  });
}

/**
 * PostgreSQL reads the body of a function in SQL when it is created. What other bodies name it looks for when they
 * run, so that two of them may even call each other.
 */
function inBody(options: ReadonlyMap<string, Node | undefined>): readonly Mention[] {
  const as = options.get("as");
  const text = stringOf(as) ?? partsOf(as)[0];
  if (text === undefined) return [];
  const language = (stringOf(options.get("language")) ?? (options.has("as") ? "plpgsql" : "")).toLowerCase();
  const parsed = language === "sql" ? parseText(text) : undefined;
  if (parsed?.kind === "parsed") return parsed.statements.flatMap(({ node }) => inTree(node));
  return inWords(text);
}

/** Every name in the text, with what stands before its dot. */
function inWords(text: string): readonly Mention[] {
  const found: Mention[] = [];
  let before: string | undefined;
  let dotted = false;
  for (let at = 0; at < text.length;) {
    const { kind, start, end } = tokenAt(text, at);
    const token = text.slice(start, end);
    if (kind === "word" || kind === "quoted-name") {
      const word = kind === "word" ? token.toLowerCase() : token.slice(1, -1).replaceAll('""', '"');
      const name = named(dotted ? before : undefined, word);
      found.push({ kind: "relation", name, late: true }, { kind: "routine", name, late: true });
      before = word;
    }
    dotted = token === ".";
    at = end;
  }
  return found;
}
