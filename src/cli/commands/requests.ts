// Requests from what was typed, shared by the commands that run or preview migrations.

import { givenCount, type Given, type OptionName } from "../../config/config.ts";
import { Failure } from "../../core/failure.ts";
import { PHASES, type Phase } from "../../core/phase.ts";
import type { Settings } from "../../core/settings.ts";
import { asVersion, type Version } from "../../core/version.ts";
import type { Confirmation } from "../../flow/confirm.ts";

/** What every command takes that runs steps. */
export const RUN_OPTIONS: readonly OptionName[] = [
  "role",
  "lockTimeout",
  "concurrentLockTimeout",
  "lockTries",
  "lockWait",
  "statementTimeout",
  "wait",
];

/** What every command takes that takes and proves a backup. */
export const BACKUP_OPTIONS: readonly OptionName[] = [
  "backupKind",
  "backupsDir",
  "pgbackrestStanza",
  "rdsInstance",
  "rdsCluster",
  "scratchUrl",
  "scratchSetup",
];

interface Range {
  readonly to?: Version;
  readonly steps?: number;
}

/** `--to` and `--steps`. */
export function rangeOf(given: Given): Range {
  const steps = givenCount(given, "steps");
  return {
    ...(typeof given.to === "string" ? { to: asVersion(given.to) } : {}),
    ...(steps === undefined ? {} : { steps }),
  };
}

/** What `up` takes. */
export const upRequest = (
  given: Given,
  settings: Settings,
): Range & { readonly allowOutOfOrder: boolean } => ({
  ...rangeOf(given),
  allowOutOfOrder: settings.allowOutOfOrder,
});

/** `--phase`. Throws Failure `wrong-use` for a word that is none. */
export function phaseIn({ phase }: Given): { readonly phase?: Phase } {
  if (phase === undefined) return {};
  const known = PHASES.find((word) => word === phase);
  if (known !== undefined) return { phase: known };
  throw new Failure("wrong-use", `--phase: there is no phase \`${String(phase)}\`.`, {
    hint: `There are: ${PHASES.join(", ")}.`,
  });
}

/** `--yes` and `--confirm`. */
export const confirmationOf = (given: Given): Confirmation => ({
  yes: given.yes === true,
  ...(typeof given.confirm === "string" ? { confirm: given.confirm } : {}),
});
