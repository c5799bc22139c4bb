// What gates decide from: collected before, by whoever may reach for it.

import type { Backup, BackupKind } from "../core/backup.ts";
import type { AppliedRecord, DeployEntry, DeployMigration } from "../core/deploy.ts";
import type { Finding } from "../core/finding.ts";
import type { GateAnswer, GatePolicies } from "../core/gate.ts";
import type { HealthReport } from "../core/health.ts";
import type { Rehearsal } from "../core/rehearsal.ts";
import type { RunLimits } from "../core/settings.ts";

/** What a gate says, before anybody waives it. */
export type Said = Pick<GateAnswer, "says" | "remedy"> & { readonly state: "open" | "closed" | "due" };

/** Evidence that was found, or why there is none. */
export type EvidenceOf<T> = { readonly found: T } | { readonly missing: string };

export interface StagingEvidence {
  readonly environment: string;
  readonly applied: AppliedRecord["applied"];
  /** The clock of the staging server, by which it dates what it applied. */
  readonly now: Date;
}

export interface Evidence {
  readonly environment: string;
  readonly policies: GatePolicies;
  readonly now: Date;
  readonly migrations: readonly DeployMigration[];
  readonly plan: string;
  readonly limits: RunLimits;
  readonly role: string | undefined;
  /** `server_version_num` of the target. */
  readonly serverVersion: number;
  /** Hazards and errors of the files that would run. */
  readonly hazards: EvidenceOf<readonly Finding[]>;
  readonly rehearsal: EvidenceOf<Rehearsal>;
  readonly staging: EvidenceOf<StagingEvidence>;
  /** Approvals that the target's log holds for this environment. */
  readonly approvals: EvidenceOf<readonly DeployEntry[]>;
  /** Who the target says that we are. */
  readonly sessionRole: string;
  readonly health: EvidenceOf<readonly HealthReport[]>;
  readonly backup: {
    /** The backup that may serve, or why the one that was named does not; absent where one is still to be taken. */
    readonly candidate?: EvidenceOf<Backup>;
    readonly database: string;
    readonly system: string | undefined;
    /** The kind of the one that would be taken. */
    readonly kind: BackupKind;
  };
}
