// The health of a database: what would get in the way of a change, or is already wrong, with what to do about it.

/** One thing that is wrong. */
export interface Ailment {
  /** `error`: no change should be made before it is put right. */
  readonly severity: "error" | "warning";
  /** What is wrong, with numbers and names. */
  readonly message: string;
  /** What to do. */
  readonly remedy: string;
}

/** What one check came to. */
export interface HealthReport {
  /** `idle-in-transaction` */
  readonly check: string;
  readonly about: string;
  readonly ailments: readonly Ailment[];
  /** Why nobody knows: a right that the role does not have. */
  readonly unknown?: string;
}
