// The list of commands, one line each. To add one: a file in commands/ and a line here.

import type { Entry } from "./command.ts";

export const COMMANDS: readonly Entry[] = [
  {
    name: "init",
    about: "set a repository up: folders, configuration, pipelines",
    load: () => import("./commands/init.ts"),
  },
  { name: "new", about: "write the files of a new migration", load: () => import("./commands/new.ts") },
  {
    name: "status",
    about: "what is applied, pending, and wrong",
    load: () => import("./commands/status.ts"),
  },
  {
    name: "plan",
    about: "what up would run, in order, without running it",
    load: () => import("./commands/plan.ts"),
  },
  {
    name: "check",
    about: "everything that a pull request has to pass, in one go",
    load: () => import("./commands/check.ts"),
  },
  {
    name: "lint",
    about: "what in the files would stall, lose or break something",
    load: () => import("./commands/lint.ts"),
  },
  {
    name: "rehearse",
    about: "run what is pending on a scratch server, and watch",
    load: () => import("./commands/rehearse.ts"),
  },
  {
    name: "infra",
    about: "whether the definitions of infrastructure hold together",
    load: () => import("./commands/infra.ts"),
  },
  {
    name: "ci",
    about: "whether pipelines keep the order of a safe deploy",
    load: () => import("./commands/ci.ts"),
  },
  {
    name: "drift",
    about: "what differs between a database and what its migrations make",
    load: () => import("./commands/drift.ts"),
  },
  {
    name: "doctor",
    about: "what would get in the way of a change",
    load: () => import("./commands/doctor.ts"),
  },
  { name: "up", about: "apply what is pending", load: () => import("./commands/up.ts") },
  { name: "down", about: "undo what was applied last", load: () => import("./commands/down.ts") },
  {
    name: "deploy",
    about: "gates, backup, migrations and health in one go",
    load: () => import("./commands/deploy.ts"),
  },
  {
    name: "approve",
    about: "agree to the plan of somebody else's deploy",
    load: () => import("./commands/approve.ts"),
  },
  {
    name: "verify",
    about: "run the verify scripts of what is applied",
    load: () => import("./commands/verify.ts"),
  },
  {
    name: "adopt",
    about: "take over the files and the history of another tool",
    load: () => import("./commands/adopt.ts"),
  },
  {
    name: "export",
    about: "write files and history for another tool: the way back",
    load: () => import("./commands/export.ts"),
  },
  {
    name: "baseline",
    about: "count migrations as applied without running them",
    load: () => import("./commands/baseline.ts"),
  },
  {
    name: "renumber",
    about: "give out-of-order migrations a version after all others",
    load: () => import("./commands/renumber.ts"),
  },
  {
    name: "repair",
    about: "record an accepted edit, or what was put right by hand",
    load: () => import("./commands/repair.ts"),
  },
  {
    name: "backup",
    about: "copies of a database, proven by restoring them",
    load: () => import("./commands/backup.ts"),
  },
  {
    name: "lock",
    about: "who holds the deploy lock, and freeing it",
    load: () => import("./commands/lock.ts"),
  },
  { name: "db", about: "the embedded PostgreSQL server", load: () => import("./commands/db.ts") },
];
