// Reads a changelog of XML, YAML or JSON: what stands in it, in its order.

import { plainPath, ifSaid } from "./change-set.ts";
import { readData } from "./data.ts";
import { joinedScope, type Entry, type NodeEntry, type Scope } from "./entry.ts";
import { valueOf, type TreeNode } from "./tree.ts";
import { isTrue } from "./words.ts";
import { readXml } from "./xml.ts";

/** What a file has. `path` is its name in the table. */
export function readTreeLog(text: string, path: string, isXml: boolean): readonly Entry[] {
  const root = isXml ? readXml(text) : readData(text);
  if ("why" in root) {
    const what = `it cannot be read: ${root.why}`;
    return [
      { kind: "bad", line: root.line, what, remedy: "Correct it, so that Liquibase reads it as well." },
    ];
  }
  const log: Log = {
    path: plainPath(valueOf(root, "logicalFilePath") ?? path),
    ...{ scope: scopeOf(root), quoting: get(root, "objectQuotingStrategy") },
  };
  return root.children.flatMap((node) => entryFrom(node, log) ?? []);
}

/** What the changelog says for all that stands in it. */
type Log = Pick<NodeEntry, "path" | "scope" | "quoting">;

const scopeOf = (node: TreeNode): Scope => ({
  contexts: ifSaid(get(node, "contextFilter") || get(node, "context")),
  ...{ labels: ifSaid(get(node, "labels")), ignored: isTrue(get(node, "ignore"), false) },
});

function entryFrom(node: TreeNode, log: Log): Entry | undefined {
  const { line } = node;
  switch (node.name) {
    case "changeSet": {
      const path = plainPath(valueOf(node, "logicalFilePath") ?? log.path);
      return { ...log, kind: "node", line, node, path };
    }
    case "property":
      return propertyFrom(node);
    case "include":
    case "includeAll":
      return includeFrom(node, log.scope);
    // What must hold before anything is run has held, or there would be no history.
    case "preConditions":
    case "logicalFilePath":
    case "objectQuotingStrategy":
    case "contextFilter":
    case "context":
    case "labels":
      return undefined;
    default: {
      const remedy = "Take it out of the changelog, or write what it does as changesets.";
      return { kind: "bad", line, what: `\`${node.name}\` is not read in a changelog.`, remedy };
    }
  }
}

const get = (node: TreeNode, name: string): string => valueOf(node, name) ?? "";

function propertyFrom(node: TreeNode): Entry {
  const { line } = node;
  const file = get(node, "file");
  const relative = isTrue(get(node, "relativeToChangelogFile"), false);
  if (file !== "") return { kind: "properties", line, file, relative };
  const [name, value, dbms] = [get(node, "name"), get(node, "value"), get(node, "dbms")];
  const { contexts, labels } = scopeOf(node);
  const global = isTrue(get(node, "global"), true);
  return { kind: "property", line, name, value, dbms, contexts, labels, global };
}

function includeFrom(node: TreeNode, outer: Scope): Entry {
  const { line } = node;
  const all = node.name === "includeAll";
  const own = ["filter", "resourceComparator"].find((each) => get(node, each) !== "");
  if (own !== undefined) {
    const what = `\`${own}\` names a program that chooses or sorts the files.`;
    return { kind: "bad", line, what, remedy: "Name the files one by one with include." };
  }
  return {
    ...{ kind: all ? "includeAll" : "include", line, path: get(node, all ? "path" : "file") },
    ...{
      relative: isTrue(get(node, "relativeToChangelogFile"), false),
      endsWith: get(node, "endsWithFilter"),
    },
    scope: joinedScope(outer, scopeOf(node)),
    logicalFilePath: get(node, "logicalFilePath"),
  };
}
