// The list of rules, one line each. To add one: npm run new rule NAME.

import type { Rule } from "../rule.ts";
import { rule as allowUnused } from "./allow-unused/rule.ts";
import { rule as columnCheckScan } from "./column-check-scan/rule.ts";
import { rule as columnTypeRewrite } from "./column-type-rewrite/rule.ts";
import { rule as columnVolatileDefault } from "./column-volatile-default/rule.ts";
import { rule as concurrentlyInTransaction } from "./concurrently-in-transaction/rule.ts";
import { rule as constraintNotValid } from "./constraint-not-valid/rule.ts";
import { rule as directiveMisspelt } from "./directive-misspelt/rule.ts";
import { rule as dropColumn } from "./drop-column/rule.ts";
import { rule as indexDropNotConcurrent } from "./index-drop-not-concurrent/rule.ts";
import { rule as indexNotConcurrent } from "./index-not-concurrent/rule.ts";
import { rule as missingHeader } from "./missing-header/rule.ts";
import { rule as setNotNull } from "./set-not-null/rule.ts";
import { rule as tableReferencesParent } from "./table-references-parent/rule.ts";

export const RULES: readonly Rule[] = [
  allowUnused,
  columnCheckScan,
  columnTypeRewrite,
  columnVolatileDefault,
  concurrentlyInTransaction,
  constraintNotValid,
  directiveMisspelt,
  dropColumn,
  indexDropNotConcurrent,
  indexNotConcurrent,
  missingHeader,
  setNotNull,
  tableReferencesParent,
];
