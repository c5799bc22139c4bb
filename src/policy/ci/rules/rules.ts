// The list of rules for pipelines, one line each. To add one: a folder, and its line here.

import type { PolicyRule } from "../../rule.ts";
import type { Project } from "../model/project.ts";
import { rule as artipacked } from "./artipacked/rule.ts";
import { rule as backupBeforeMigrate } from "./backup-before-migrate/rule.ts";
import { rule as cachePoisoning } from "./cache-poisoning/rule.ts";
import { rule as concurrencyLimits } from "./concurrency-limits/rule.ts";
import { rule as contractAfterRelease } from "./contract-after-release/rule.ts";
import { rule as dangerousTriggers } from "./dangerous-triggers/rule.ts";
import { rule as definitionInvalid } from "./definition-invalid/rule.ts";
import { rule as environmentMissing } from "./environment-missing/rule.ts";
import { rule as excessivePermissions } from "./excessive-permissions/rule.ts";
import { rule as gateSkipped } from "./gate-skipped/rule.ts";
import { rule as githubEnv } from "./github-env/rule.ts";
import { rule as hardcodedContainerCredentials } from "./hardcoded-container-credentials/rule.ts";
import { rule as insecureCommands } from "./insecure-commands/rule.ts";
import { rule as pinWithoutVersion } from "./pin-without-version/rule.ts";
import { rule as productionOnPullRequest } from "./production-on-pull-request/rule.ts";
import { rule as receiptRequired } from "./receipt-required/rule.ts";
import { rule as releaseNeedsMigrate } from "./release-needs-migrate/rule.ts";
import { rule as secretsInherit } from "./secrets-inherit/rule.ts";
import { rule as secretsOutsideEnv } from "./secrets-outside-env/rule.ts";
import { rule as selfHostedRunner } from "./self-hosted-runner/rule.ts";
import { rule as shellSyntax } from "./shell-syntax/rule.ts";
import { rule as stagingBeforeProduction } from "./staging-before-production/rule.ts";
import { rule as templateInjection } from "./template-injection/rule.ts";
import { rule as timeoutMissing } from "./timeout-missing/rule.ts";
import { rule as unpinnedImages } from "./unpinned-images/rule.ts";
import { rule as unpinnedUses } from "./unpinned-uses/rule.ts";
import { rule as unredactedSecrets } from "./unredacted-secrets/rule.ts";
import { rule as unsoundCondition } from "./unsound-condition/rule.ts";

export const CI_RULES: readonly PolicyRule<Project>[] = [
  artipacked,
  backupBeforeMigrate,
  cachePoisoning,
  concurrencyLimits,
  contractAfterRelease,
  dangerousTriggers,
  definitionInvalid,
  environmentMissing,
  excessivePermissions,
  gateSkipped,
  githubEnv,
  hardcodedContainerCredentials,
  insecureCommands,
  pinWithoutVersion,
  productionOnPullRequest,
  receiptRequired,
  releaseNeedsMigrate,
  secretsInherit,
  secretsOutsideEnv,
  selfHostedRunner,
  shellSyntax,
  stagingBeforeProduction,
  templateInjection,
  timeoutMissing,
  unpinnedImages,
  unpinnedUses,
  unredactedSecrets,
  unsoundCondition,
];
