// The list of rules, one line each. To add one: npm run new rule NAME.

import type { Rule } from "../rule.ts";
import { rule as allowUnused } from "./allow-unused/rule.ts";
import { rule as columnCheckScan } from "./column-check-scan/rule.ts";
import { rule as columnDomainRewrite } from "./column-domain-rewrite/rule.ts";
import { rule as columnGeneratedRewrite } from "./column-generated-rewrite/rule.ts";
import { rule as columnNotNullNoDefault } from "./column-not-null-no-default/rule.ts";
import { rule as columnNumberRewrite } from "./column-number-rewrite/rule.ts";
import { rule as columnTypeChoice } from "./column-type-choice/rule.ts";
import { rule as columnTypeRewrite } from "./column-type-rewrite/rule.ts";
import { rule as columnVolatileDefault } from "./column-volatile-default/rule.ts";
import { rule as concurrentShortTimeout } from "./concurrent-short-timeout/rule.ts";
import { rule as concurrentlyInTransaction } from "./concurrently-in-transaction/rule.ts";
import { rule as constraintEnforcedScan } from "./constraint-enforced-scan/rule.ts";
import { rule as constraintIndexDrop } from "./constraint-index-drop/rule.ts";
import { rule as constraintNotValid } from "./constraint-not-valid/rule.ts";
import { rule as dataChangeUnderLock } from "./data-change-under-lock/rule.ts";
import { rule as directiveMisspelt } from "./directive-misspelt/rule.ts";
import { rule as domainConstraintScan } from "./domain-constraint-scan/rule.ts";
import { rule as downIncomplete } from "./down-incomplete/rule.ts";
import { rule as dropCascade } from "./drop-cascade/rule.ts";
import { rule as dropColumn } from "./drop-column/rule.ts";
import { rule as dropNotNull } from "./drop-not-null/rule.ts";
import { rule as dropSchema } from "./drop-schema/rule.ts";
import { rule as dropTable } from "./drop-table/rule.ts";
import { rule as excludeBuildsIndex } from "./exclude-builds-index/rule.ts";
import { rule as foreignKeyDropLocksParent } from "./foreign-key-drop-locks-parent/rule.ts";
import { rule as foreignKeySetNull } from "./foreign-key-set-null/rule.ts";
import { rule as foreignKeyWithoutIndex } from "./foreign-key-without-index/rule.ts";
import { rule as indexDropNotConcurrent } from "./index-drop-not-concurrent/rule.ts";
import { rule as indexNotConcurrent } from "./index-not-concurrent/rule.ts";
import { rule as indexOnPartitioned } from "./index-on-partitioned/rule.ts";
import { rule as indexWithoutName } from "./index-without-name/rule.ts";
import { rule as irreversibleUndeclared } from "./irreversible-undeclared/rule.ts";
import { rule as lockTable } from "./lock-table/rule.ts";
import { rule as manyTablesLocked } from "./many-tables-locked/rule.ts";
import { rule as missingHeader } from "./missing-header/rule.ts";
import { rule as newerServer } from "./newer-server/rule.ts";
import { rule as partitionCreateLock } from "./partition-create-lock/rule.ts";
import { rule as partitionDetachLock } from "./partition-detach-lock/rule.ts";
import { rule as partitionScan } from "./partition-scan/rule.ts";
import { rule as primaryKeyBuildsIndex } from "./primary-key-builds-index/rule.ts";
import { rule as primaryKeyMissing } from "./primary-key-missing/rule.ts";
import { rule as refreshNotConcurrent } from "./refresh-not-concurrent/rule.ts";
import { rule as reindexNotConcurrent } from "./reindex-not-concurrent/rule.ts";
import { rule as renameInUse } from "./rename-in-use/rule.ts";
import { rule as scanUnderLock } from "./scan-under-lock/rule.ts";
import { rule as securityDefinerSearchPath } from "./security-definer-search-path/rule.ts";
import { rule as setNotNull } from "./set-not-null/rule.ts";
import { rule as tableReferencesParent } from "./table-references-parent/rule.ts";
import { rule as tableRewrite } from "./table-rewrite/rule.ts";
import { rule as triggerLock } from "./trigger-lock/rule.ts";
import { rule as truncate } from "./truncate/rule.ts";
import { rule as uniqueBuildsIndex } from "./unique-builds-index/rule.ts";
import { rule as updateWholeTable } from "./update-whole-table/rule.ts";
import { rule as validateInTransaction } from "./validate-in-transaction/rule.ts";

export const RULES: readonly Rule[] = [
  allowUnused,
  columnCheckScan,
  columnDomainRewrite,
  columnGeneratedRewrite,
  columnNotNullNoDefault,
  columnNumberRewrite,
  columnTypeChoice,
  columnTypeRewrite,
  columnVolatileDefault,
  concurrentShortTimeout,
  concurrentlyInTransaction,
  constraintEnforcedScan,
  constraintIndexDrop,
  constraintNotValid,
  dataChangeUnderLock,
  directiveMisspelt,
  domainConstraintScan,
  downIncomplete,
  dropCascade,
  dropColumn,
  dropNotNull,
  dropSchema,
  dropTable,
  excludeBuildsIndex,
  foreignKeyDropLocksParent,
  foreignKeySetNull,
  foreignKeyWithoutIndex,
  indexDropNotConcurrent,
  indexNotConcurrent,
  indexOnPartitioned,
  indexWithoutName,
  irreversibleUndeclared,
  lockTable,
  manyTablesLocked,
  missingHeader,
  newerServer,
  partitionCreateLock,
  partitionDetachLock,
  partitionScan,
  primaryKeyBuildsIndex,
  primaryKeyMissing,
  refreshNotConcurrent,
  reindexNotConcurrent,
  renameInUse,
  scanUnderLock,
  securityDefinerSearchPath,
  setNotNull,
  tableReferencesParent,
  tableRewrite,
  triggerLock,
  truncate,
  uniqueBuildsIndex,
  updateWholeTable,
  validateInTransaction,
];
