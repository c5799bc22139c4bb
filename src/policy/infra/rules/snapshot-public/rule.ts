// A snapshot that everybody can restore.

import type { PolicyRule } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";

const TYPES = new Set(["aws_db_snapshot", "aws_db_snapshot_copy", "aws_db_cluster_snapshot"]);

export const rule: PolicyRule<Infra> = {
  name: "snapshot-public",
  class: "hazard",
  severity: "error",
  about: "a snapshot that everybody can restore",
  check: ({ things }) =>
    things
      .filter(({ type }) => TYPES.has(type))
      .flatMap((thing) => thing.settings("shared_accounts").map((setting) => ({ thing, ...setting })))
      .filter(({ value }) => Array.isArray(value) && value.includes("all"))
      .map(({ thing, spot }) => ({
        spot,
        message: `${thing.name} is shared with every account of AWS: anybody can restore it and read all rows.`,
        instead: "Name the accounts that may restore it.",
      })),
};
