// From what a rule says to a finding: with its name, its place and an excerpt.

import type { Finding } from "../core/finding.ts";
import { excerptIn, placeIn } from "../core/filled-text.ts";
import type { FileContext, Report, Rule } from "./rule.ts";

/** The finding of a report about a file. */
export function findingOf(rule: Rule, report: Report, { script, migration }: FileContext): Finding {
  const { at, message, instead, claim, fix } = report;
  const shown = { text: script.source, filled: script.filled };
  return {
    rule: rule.name,
    class: rule.class,
    severity: report.severity ?? rule.severity,
    file: script.file,
    ...placeIn(shown, at),
    version: migration.version,
    message,
    instead,
    excerpt: excerptIn(shown, at),
    ...(claim === undefined ? {} : { claim }),
    ...(fix === undefined ? {} : { fix }),
  };
}
