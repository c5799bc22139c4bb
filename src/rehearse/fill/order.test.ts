// Tables are filled after those that they refer to.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { fillOrder } from "./order.ts";
import type { Table } from "./table.ts";

/** `b>a` refers to a, `b?a` may refer to a. */
function tablesOf(names: string, ...references: readonly string[]): readonly Table[] {
  return [...names].map((name) => {
    const own = references.filter((reference) => reference.startsWith(name));
    return {
      id: name,
      relation: { name },
      columns: own.map((reference) => ({
        name: reference,
        type: { kind: "base", sql: "integer", name: "int4", modifier: -1 },
        nullable: reference.includes("?"),
      })),
      conditions: [],
      keys: [],
      foreignKeys: own.map((reference) => ({
        name: reference,
        columns: [reference],
        parentId: reference.slice(2),
        parent: { name: reference.slice(2) },
        parentColumns: ["id"],
        full: false,
      })),
    };
  });
}

/** `a b+c`: a, then b and c together. */
const shown = (tables: readonly Table[]): string =>
  fillOrder(tables)
    .map((unit) => unit.tables.map(({ id }) => id).join("+"))
    .join(" ");

suite("tables are filled", () => {
  test("after what they refer to", () => assert.equal(shown(tablesOf("abc", "a>b", "b>c")), "c b a"));
  test("after what they may refer to", () => assert.equal(shown(tablesOf("ab", "a?b")), "b a"));
  test("in spite of a ring that may be null", () => assert.equal(shown(tablesOf("ab", "a?b", "b>a")), "a b"));
  test("together where they need each other", () => {
    assert.equal(shown(tablesOf("abcd", "a>b", "b>c", "c>a", "b>d")), "d c+b+a");
  });
  test("with what hangs on a ring after it", () => {
    assert.equal(shown(tablesOf("abc", "c>a", "a>b", "b>a", "b?c")), "b+a c");
  });
  test("although they refer to themselves", () => assert.equal(shown(tablesOf("a", "a>a")), "a"));
  test("with what is referred to ahead of time named", () => {
    const [unit] = fillOrder(tablesOf("ab", "a>b", "b>a"));
    assert.deepEqual(
      unit?.later.map(({ table, key }) => [table.id, key.name]),
      [["b", "b>a"]],
    );
  });
});
