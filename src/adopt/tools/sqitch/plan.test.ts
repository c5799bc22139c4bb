// The ids of a plan are those that Sqitch 1.3.1 prints for it: sqitch plan --format 'format:%n %H'.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readPlan } from "./plan.ts";

const PLANNER = "A Planner <planner@example.org>";
const PLAN = `%syntax-version=1.0.0
%project=shop
%uri=HTTPS://Example.org

schema 2024-01-01T09:00:00Z ${PLANNER} # The schema.
users [schema] 2024-01-02T09:00:00Z A Planner  <planner@example.org>#Für alle; „so“.\\nAnd \\\\n.
+ other/thing [users shop:schema other:base !rival:all] 2024-01-03T09:00:00Z ${PLANNER}
@v1 2024-01-04T09:00:00Z ${PLANNER} # Out.

# A note between.
users [users@v1] 2024-01-05T09:00:00Z ${PLANNER} # Again.
@v2 2024-01-06T09:00:00Z ${PLANNER}
`;

test("Sqitch: the ids of a plan, chained from the first to the last", () => {
  const { project, changes, problems } = readPlan("sqitch.plan", PLAN);
  assert.deepEqual([project, problems], ["shop", []]);
  assert.deepEqual(
    changes.map(({ name, id, line, stamp }) => [name, id, line, stamp]),
    [
      ["schema", "c1eb8c2049dd6ced684143ca83b8feeffa4e9617", 5, "20240101090000"],
      ["users", "5c9629e9410ca5619fc002ac6a690979bf06c97a", 6, "20240102090000"],
      ["other/thing", "fa9c9556f0de51956d50e13695468f67898d2483", 7, "20240103090000"],
      ["users", "68368f9c9fa62e178246fd209b0b9f48164665a9", 11, "20240105090000"],
    ],
  );
});

test("Sqitch: notes, what a change needs, tags, and the tags that name the scripts of a reworked one", () => {
  const [, users, thing, again] = readPlan("sqitch.plan", PLAN).changes;
  assert.deepEqual([users?.note, users?.reworkTags], ["Für alle; „so“.\nAnd \\n.", ["v1"]]);
  assert.deepEqual(
    [thing?.requires, thing?.conflicts, thing?.tags],
    [["users", "shop:schema", "other:base"], ["rival:all"], ["v1"]],
  );
  assert.deepEqual([again?.reworkTags, again?.tags], [[], ["v2"]]);
});

test("Sqitch: a plan that cannot be read says where", () => {
  const said = (text: string): readonly string[] =>
    readPlan("sqitch.plan", text).problems.map(({ message }) => message);
  assert.deepEqual(said(`%project=shop\n\nbad 2024-01-01 ${PLANNER}\n`), [
    "sqitch.plan:3: this is neither a change nor a tag.",
  ]);
  assert.deepEqual(said(`%project=shop\n\n-a 2024-01-01T09:00:00Z ${PLANNER}\n`), [
    "sqitch.plan:3: changes that take back others are not read.",
  ]);
  assert.deepEqual(said(`a 2024-01-01T09:00:00Z ${PLANNER}\n`), [
    "sqitch.plan: it has no line `%project=NAME`.",
  ]);
});
