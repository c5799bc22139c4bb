// Which changesets Liquibase runs where it is told contexts and a label filter.

import type { Choice } from "../../tool.ts";
import type { Scope } from "./entry.ts";
import { holds, namesIn } from "./expression.ts";

type Filters = Pick<Scope, "contexts" | "labels">;

/** True where Liquibase would run what these filters stand at. */
export function isChosen({ contexts, labels }: Filters, choice: Choice): boolean {
  const told = namesIn(choice.contexts ?? "");
  const filter = choice.labels?.trim() ?? "";
  return (
    contexts.every((each) => holds(each, told)) &&
    labels.every((each) => filter === "" || holds(filter, namesIn(each)))
  );
}

/** The filters in words: `the context test and the labels a, b`; empty where there are none. */
export const filtersInWords = ({ contexts, labels }: Filters): string =>
  [
    ...[...new Set(contexts)].map((each) => `the context ${each}`),
    ...[...new Set(labels)].map((each) => `the labels ${each}`),
  ].join(" and ");
