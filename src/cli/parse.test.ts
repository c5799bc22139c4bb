// Words become a command with its arguments and options, or a wrong use that says what was meant.

import assert from "node:assert/strict";
import { test } from "node:test";

import { COMMANDS } from "./commands.ts";
import { parseCommandLine, type Parsed } from "./parse.ts";

const PROGRAM = { commands: COMMANDS, version: "1.2.3", columns: 80 };
const parse = (line: string): Promise<Parsed> =>
  parseCommandLine(line === "" ? [] : line.split(" "), PROGRAM);

const RUNS: readonly (readonly [line: string, args: readonly string[], given: object])[] = [
  ["up", [], {}],
  ["up --steps 2 --json", [], { steps: "2", json: true }],
  ["up --database-url=postgres://h/d", [], { databaseUrl: "postgres://h/d" }],
  ["--json up", [], { json: true }],
  ["-v status", [], { verbose: true }],
  ["down -y --to 1", [], { yes: true, to: "1" }],
  ["new add users table", ["add", "users", "table"], {}],
  ["lock show --env staging", [], { env: "staging" }],
  ["repair mark-undone 1 --reason why", ["1"], { reason: "why" }],
  ["--env staging lock --json show", [], { env: "staging", json: true }],
  ["--env up status", [], { env: "up" }],
  ["down -vy", [], { verbose: true, yes: true }],
  ["up --steps -1", [], { steps: "-1" }],
  ["up --to 1 --to=2", [], { to: "2" }],
  ["up --database-url=postgres://h/d?a=b", [], { databaseUrl: "postgres://h/d?a=b" }],
  ["new -- --help", ["--help"], {}],
];

test("a line becomes a command's arguments and options", async () => {
  for (const [line, args, given] of RUNS) {
    const parsed = await parse(line);
    assert.equal(parsed.kind, "run", line);
    assert.deepEqual(parsed.kind === "run" && { ...parsed.invocation, args: [...parsed.invocation.args] }, {
      args,
      given,
    });
  }
});

const WRONG: readonly (readonly [line: string, message: RegExp])[] = [
  ["", /^Which of these\?\nUsage: lockkeeper /],
  ["upp", /^There is no command `upp`\. Did you mean `up`\?$/],
  ["help upp", /^There is no command `upp`\./],
  ["--frob", /^There is no option --frob\.$/],
  ["up --step 2", /^There is no option --step for `up`\. Did you mean --steps\?$/],
  ["up --steps", /^--steps needs a value: --steps <N>\.$/],
  ["up --json=yes", /^--json takes no value\.$/],
  ["up -vx", /^There is no option -x for `up`\./],
  ["up now", /^`up` takes no arguments, but there is `now`\.$/],
  ["baseline 1 2", /^`baseline` takes no more arguments, but there is `2`\.$/],
  ["new", /^`new` needs <title>: what changes, in a few words\.$/],
  ["lock", /^Which of these\?\nUsage: lockkeeper lock /],
  ["lock shw", /^There is no command `lock shw`\. Did you mean `show`\?$/],
  ["lock constructor", /^There is no command `lock constructor`\.$/],
  ["status --steps 2", /^There is no option --steps for `status`\.$/],
];

test("a wrong line is a wrong use that names the word", async () => {
  for (const [line, message] of WRONG)
    await assert.rejects(parse(line), { code: "wrong-use", message }, line);
});

const PRINTS: readonly (readonly [line: string, text: RegExp])[] = [
  ["--version", /^lockkeeper 1\.2\.3\n$/],
  ["--help", /Usage: lockkeeper/],
  ["help", /Usage: lockkeeper \[options\] \[command\]/],
  ["help up", /Usage: lockkeeper up/],
  ["help lock show", /Usage: lockkeeper lock show/],
  ["lock --help", /^ {2}release \[options\]/m],
  ["up -h", /Examples:\n {2}lockkeeper up/],
];

test("help and version are printed", async () => {
  for (const [line, text] of PRINTS) {
    const parsed = await parse(line);
    assert.match(parsed.kind === "print" ? parsed.text : "", text, line);
  }
});

test("every command and every word below it has an example that the parser takes", async () => {
  for (const entry of COMMANDS) {
    const { name } = entry;
    const { command } = await entry.load();
    const actions = command.kind === "action" ? [command.action] : Object.values(command.actions);
    for (const example of actions.flatMap(({ examples }) => examples)) {
      const words = example.replace(/^.*?lockkeeper /, "").replace(/\)"?$/, "");
      const line = words.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', "")) ?? [];
      const parsed = await parseCommandLine(line, PROGRAM);
      assert.equal(parsed.kind, "run", example);
      assert.equal(line[0], name, example);
    }
  }
});
