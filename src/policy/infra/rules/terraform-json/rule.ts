// Terraform that is written as JSON, which is not read here.

import type { PolicyRule } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = {
  name: "terraform-json",
  class: "advice",
  severity: "warning",
  about: "Terraform that is written as JSON, which is not judged here",
  check: ({ terraform: { unread } }) =>
    unread.map(({ path }) => ({
      spot: { file: path, at: 0 },
      message: "This file is not read here: nothing in it is judged, and less of what stands beside it.",
      instead: "Ask Terraform itself with --with-terraform, or write it as .tf where a person writes it.",
    })),
};
