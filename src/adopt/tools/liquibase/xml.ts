// Reads XML as a tree. Entities of the document's own and whatever it points to are never loaded.

import { SaxesParser } from "saxes";

import type { TreeNode } from "./tree.ts";

/** Why a text cannot be read, and where. */
export interface Unreadable {
  readonly line: number;
  readonly why: string;
}

interface Open {
  readonly name: string;
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: TreeNode[];
  text: string;
}

/** The outermost element. Prefixes of names are left out. */
export function readXml(text: string): TreeNode | Unreadable {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const open: Open[] = [];
  let root: TreeNode | undefined;
  let broken: Unreadable | undefined;
  const add = (more: string): void => {
    const last = open.at(-1);
    if (last) last.text += more;
  };
  parser.on(
    "error",
    ({ message }) => (broken ??= { line: parser.line, why: message.replace(/^\d+:\d+: /, "") }),
  );
  parser.on("opentag", ({ name, attributes }) => {
    const own = Object.entries(attributes).map(([key, value]) => [plain(key), value] as const);
    open.push({ name: plain(name), line: parser.line, attributes: new Map(own), children: [], text: "" });
  });
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("closetag", () => {
    const node = open.pop();
    if (node === undefined) return;
    open.at(-1)?.children.push(node);
    if (open.length === 0) root = node;
  });
  parser.write(text).close();
  return broken ?? root ?? { line: 1, why: "there is no element" };
}

const plain = (name: string): string => name.slice(name.indexOf(":") + 1);
