// Reads a changelog of XML, YAML or JSON: what stands in it, in its order.

import { plainPath } from "./change-set.ts";
import { readData } from "./data.ts";
import type { Entry } from "./entry.ts";
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
  const own = plainPath(valueOf(root, "logicalFilePath") ?? path);
  return root.children.flatMap((node) => entryFrom(node, own) ?? []);
}

function entryFrom(node: TreeNode, path: string): Entry | undefined {
  const { line } = node;
  switch (node.name) {
    case "changeSet":
      return { kind: "node", line, node, path: plainPath(valueOf(node, "logicalFilePath") ?? path) };
    case "property":
      return propertyFrom(node);
    case "include":
    case "includeAll":
      return includeFrom(node);
    // What must hold before anything is run has held, or there would be no history.
    case "preConditions":
    case "logicalFilePath":
    case "objectQuotingStrategy":
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
  return { kind: "property", line, name, value, dbms, global: isTrue(get(node, "global"), true) };
}

function includeFrom(node: TreeNode): Entry {
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
    context: get(node, "contextFilter") || get(node, "context"),
    logicalFilePath: get(node, "logicalFilePath"),
  };
}
