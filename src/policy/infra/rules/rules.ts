// The rules of infrastructure, one line each. To add one: a folder beside this file and a line here.

import type { PolicyRule } from "../../rule.ts";
import type { Infra } from "../subject.ts";
import { rule as terraformSyntax } from "./terraform-syntax/rule.ts";
import { rule as terraformBlock } from "./terraform-block/rule.ts";
import { rule as terraformJson } from "./terraform-json/rule.ts";
import { rule as terraformDuplicate } from "./terraform-duplicate/rule.ts";
import { rule as terraformUndeclared } from "./terraform-undeclared/rule.ts";
import { rule as terraformUnused } from "./terraform-unused/rule.ts";
import { rule as terraformCall } from "./terraform-call/rule.ts";
import { rule as terraformArgument } from "./terraform-argument/rule.ts";
import { rule as terraformVersion } from "./terraform-version/rule.ts";
import { rule as terraformValue } from "./terraform-value/rule.ts";
import { rule as terraformParity } from "./terraform-parity/rule.ts";
import { rule as terraformState } from "./terraform-state/rule.ts";
import { rule as cloudformationSyntax } from "./cloudformation-syntax/rule.ts";
import { rule as cloudformationReference } from "./cloudformation-reference/rule.ts";
import { rule as cloudformationUnused } from "./cloudformation-unused/rule.ts";
import { rule as cloudformationProperty } from "./cloudformation-property/rule.ts";
import { rule as cloudformationCycle } from "./cloudformation-cycle/rule.ts";
import { rule as cloudformationRetain } from "./cloudformation-retain/rule.ts";
import { rule as cloudformationValue } from "./cloudformation-value/rule.ts";
import { rule as databaseEncrypted } from "./database-encrypted/rule.ts";
import { rule as databasePublic } from "./database-public/rule.ts";
import { rule as databaseDeletionProtection } from "./database-deletion-protection/rule.ts";
import { rule as databaseBackupRetention } from "./database-backup-retention/rule.ts";
import { rule as databaseFinalSnapshot } from "./database-final-snapshot/rule.ts";
import { rule as databaseSnapshotTags } from "./database-snapshot-tags/rule.ts";
import { rule as databaseMultiAz } from "./database-multi-az/rule.ts";
import { rule as databaseIam } from "./database-iam/rule.ts";
import { rule as databaseLogExports } from "./database-log-exports/rule.ts";
import { rule as databaseMonitoring } from "./database-monitoring/rule.ts";
import { rule as databaseInsights } from "./database-insights/rule.ts";
import { rule as databaseMinorUpgrades } from "./database-minor-upgrades/rule.ts";
import { rule as databaseParameterGroup } from "./database-parameter-group/rule.ts";
import { rule as databasePasswordPlain } from "./database-password-plain/rule.ts";
import { rule as keyRotation } from "./key-rotation/rule.ts";
import { rule as logRetention } from "./log-retention/rule.ts";
import { rule as databaseForceSsl } from "./database-force-ssl/rule.ts";
import { rule as networkOpen } from "./network-open/rule.ts";
import { rule as networkEgress } from "./network-egress/rule.ts";
import { rule as bucketPublic } from "./bucket-public/rule.ts";
import { rule as bucketVersioning } from "./bucket-versioning/rule.ts";
import { rule as databaseCa } from "./database-ca/rule.ts";
import { rule as databaseClass } from "./database-class/rule.ts";
import { rule as databaseKey } from "./database-key/rule.ts";
import { rule as secretKey } from "./secret-key/rule.ts";
import { rule as bucketKey } from "./bucket-key/rule.ts";
import { rule as bucketLifecycle } from "./bucket-lifecycle/rule.ts";
import { rule as secretRotation } from "./secret-rotation/rule.ts";
import { rule as networkFlowLogs } from "./network-flow-logs/rule.ts";
import { rule as networkDefaultGroup } from "./network-default-group/rule.ts";
import { rule as networkDescription } from "./network-description/rule.ts";
import { rule as snapshotPublic } from "./snapshot-public/rule.ts";
import { rule as databaseSubnets } from "./database-subnets/rule.ts";
import { rule as bucketLock } from "./bucket-lock/rule.ts";
import { rule as bucketTls } from "./bucket-tls/rule.ts";
import { rule as policyEverybody } from "./policy-everybody/rule.ts";
import { rule as databaseVersion } from "./database-version/rule.ts";
import { rule as databaseQueryLog } from "./database-query-log/rule.ts";
import { rule as pipelineSubject } from "./pipeline-subject/rule.ts";
import { rule as iamEverything } from "./iam-everything/rule.ts";

export const INFRA_RULES: readonly PolicyRule<Infra>[] = [
  terraformSyntax,
  terraformBlock,
  terraformJson,
  terraformDuplicate,
  terraformUndeclared,
  terraformUnused,
  terraformCall,
  terraformArgument,
  terraformVersion,
  terraformValue,
  terraformParity,
  terraformState,
  cloudformationSyntax,
  cloudformationReference,
  cloudformationUnused,
  cloudformationProperty,
  cloudformationCycle,
  cloudformationRetain,
  cloudformationValue,
  databaseEncrypted,
  databasePublic,
  databaseDeletionProtection,
  databaseBackupRetention,
  databaseFinalSnapshot,
  databaseSnapshotTags,
  databaseMultiAz,
  databaseIam,
  databaseLogExports,
  databaseMonitoring,
  databaseInsights,
  databaseMinorUpgrades,
  databaseParameterGroup,
  databasePasswordPlain,
  keyRotation,
  logRetention,
  databaseForceSsl,
  networkOpen,
  networkEgress,
  bucketPublic,
  bucketVersioning,
  databaseCa,
  databaseClass,
  databaseKey,
  secretKey,
  bucketKey,
  bucketLifecycle,
  secretRotation,
  networkFlowLogs,
  networkDefaultGroup,
  networkDescription,
  snapshotPublic,
  databaseSubnets,
  bucketLock,
  bucketTls,
  policyEverybody,
  databaseVersion,
  databaseQueryLog,
  pipelineSubject,
  iamEverything,
];
