// A template that is no YAML or JSON.

import type { PolicyRule } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";

export const rule: PolicyRule<Infra> = {
  name: "cloudformation-syntax",
  class: "hazard",
  severity: "error",
  about: "a template that is no YAML or JSON, or has a key twice",
  *check({ templates }) {
    for (const { file, errors } of templates) {
      // What comes after the first error mostly follows from it.
      for (const { at, message } of errors.slice(0, 1)) {
        yield {
          spot: { file: file.path, at },
          message: /[.!]$/.test(message) ? message : `${message}.`,
          instead: "Correct the text here.",
        };
      }
    }
  },
};
