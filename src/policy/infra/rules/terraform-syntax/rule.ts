// A file that Terraform cannot read.

import type { PolicyRule } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = {
  name: "terraform-syntax",
  class: "hazard",
  severity: "error",
  about: "a file that Terraform cannot read",
  *check({ terraform }) {
    for (const { path, hcl } of terraform.files) {
      for (const { at, message } of hcl.errors) {
        yield {
          spot: { file: path, at },
          message,
          instead: "Correct the text here; terraform fmt shows what is left.",
        };
      }
    }
  },
};
