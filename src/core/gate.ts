// Gates: what an environment asks for before it is deployed to, and what each answered.

/** Every gate, in the order in which they are asked: what needs no server first. */
export const GATES = ["lint", "rehearsal", "window", "staging", "approval", "health", "backup"] as const;
export type GateName = (typeof GATES)[number];

/** A day of the week, as it is written in lockkeeper.yaml. */
export const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Day = (typeof DAYS)[number];

/** When changes may be made. Times of the day are `HH:MM` in `zone`, an IANA name. */
export interface WindowPolicy {
  readonly zone: string;
  readonly days: readonly Day[];
  /** From `from` until before `to`; over midnight where `to` is the earlier one. */
  readonly from: string;
  readonly to: string;
  /** Times in which nothing is changed, whatever the day: `2026-12-20` or `2026-12-20 18:00`, both ends included. */
  readonly freezes: readonly { readonly from: string; readonly to: string; readonly why?: string }[];
}

/** What an environment asks for. A gate that is absent is not asked. Times in milliseconds. */
export interface GatePolicies {
  /** The files that would run have no hazards. */
  readonly lint?: object;
  /** A record of a rehearsal has exactly these files. */
  readonly rehearsal?: { readonly maxAgeMs?: number };
  /** Another environment has exactly these bytes applied, for at least so long. */
  readonly staging?: { readonly environment?: string; readonly forMs: number };
  readonly window?: WindowPolicy;
  /** Somebody else agreed to exactly this plan. `by`: database roles; anybody else where absent. */
  readonly approval?: { readonly by?: readonly string[]; readonly maxAgeMs?: number };
  /** `doctor` finds nothing that stops a change. */
  readonly health?: object;
  /** A finished backup. */
  readonly backup?: { readonly maxAgeMs: number; readonly proven: boolean; readonly hashes: boolean };
}

/** What a gate said: with its evidence, or with what is missing and how to come by it. */
export interface GateAnswer {
  readonly gate: GateName;
  /** `due`: it is for the deploy itself to bring about, as with a backup. */
  readonly state: "open" | "closed" | "waived" | "due";
  /** One sentence. For a waiver: what would have kept it closed. */
  readonly says: string;
  /** What to do, with the command to type; only where it is closed. */
  readonly remedy?: string;
  /** Why it was waived. */
  readonly reason?: string;
}

export const MINUTE_MS = 60_000;

/** What a protected environment asks for where its file does not say. */
export const PROTECTED_GATES: GatePolicies = {
  lint: {},
  rehearsal: {},
  staging: { forMs: 0 },
  health: {},
  backup: { maxAgeMs: 60 * MINUTE_MS, proven: true, hashes: false },
};
