// A parameter group with which nobody can tell later what was run.

import { parameterOf, postgresGroupsIn } from "../../parameter-group.ts";
import type { PolicyRule } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = {
  name: "database-query-log",
  class: "advice",
  severity: "note",
  about: "a parameter group with which no statement is logged",
  check: ({ things }) =>
    postgresGroupsIn(things)
      .filter(
        ({ thing, major, isComplete }) =>
          major !== undefined && isComplete && LOGS.every((name) => parameterOf(thing, name) === undefined),
      )
      .map(({ thing }) => ({
        spot: thing.spot,
        message: `${thing.name} logs no statement: nobody can tell later who changed the schema, or what was slow.`,
        instead: "Set log_statement to ddl, and log_min_duration_statement to what is slow for you.",
      })),
};

const LOGS = ["log_statement", "log_min_duration_statement", "log_min_duration_sample", "pgaudit.log"];
