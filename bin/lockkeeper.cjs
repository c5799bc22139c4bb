#!/usr/bin/env node
// Starts the built tool, after a kind word to a Node that is too old for it. Old syntax only: every Node must parse this.
var needed = [24, 12];
var actual = process.versions.node.split(".").map(Number);

if (actual[0] > needed[0] || (actual[0] === needed[0] && actual[1] >= needed[1])) {
  process.getBuiltinModule("node:module").enableCompileCache();
  require("../dist/cli/main.cjs");
} else {
  console.error(
    "lockkeeper needs Node " + needed.join(".") + " or newer, this is " + process.versions.node + ".",
  );
  console.error("Install a current one from https://nodejs.org, or let npm bring it along:");
  console.error("  npx --package=node@24 --package=lockkeeper lockkeeper --help");
  process.exitCode = 2;
}
