// shellcheck is asked where it is installed: with the settings of the project, and without those of a person.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";

import { check, folder, write, type Told } from "./project.ts";

const hasShellcheck = spawnSync("shellcheck", ["--version"]).status === 0;
const skip = hasShellcheck ? false : "shellcheck is not installed";

function project(context: TestContext, text: string): string {
  const path = folder(context);
  write(path, "scripts/a.sh", text);
  return path;
}

const codesIn = ({ findings }: Told): readonly string[] =>
  findings.flatMap(({ message }) => /^SC\d+/.exec(message)?.[0] ?? []);

test("what it says is advice, and its errors are hazards", { skip }, (context) => {
  const told = check(
    project(context, '#!/bin/bash\na=(1 2)\necho "${a[@]}" $1\nfor b in ${a[@]}; do echo "$b"; done\n'),
  );
  assert.equal(told.code, 1);
  assert.deepEqual(
    told.findings.map(({ rule, class: kind }) => [rule, kind]),
    [
      ["shellcheck", "advice"],
      ["shellcheck-error", "hazard"],
    ],
  );
});

test("its own comments and the project's settings count", { skip }, (context) => {
  const path = project(context, "#!/bin/sh\necho\n# shellcheck disable=SC2086\necho $1\necho $2\n");
  assert.deepEqual(codesIn(check(path)), ["SC2086"]);
  write(path, ".shellcheckrc", "disable=SC2086\n");
  assert.deepEqual(codesIn(check(path)), []);
});

test("where it reads what scripts source, the answer is not kept", { skip }, (context) => {
  const path = project(context, '#!/bin/bash\nsource lib/b.inc\necho "$b"\n');
  write(path, "lib/b.inc", "b=1\n");
  write(path, ".shellcheckrc", "external-sources=true\n");
  assert.deepEqual(codesIn(check(path)), []);
  assert.ok(!existsSync(join(path, ".lockkeeper/cache/pipelines")));
  write(path, ".shellcheckrc", "");
  check(path);
  assert.ok(existsSync(join(path, ".lockkeeper/cache/pipelines")));
});
