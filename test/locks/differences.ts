// Where the versions of PostgreSQL are apart, and why. The test fails when an entry is missing here or is no longer true.

interface Difference {
  readonly reason: string;
  readonly statements: readonly string[];
}

export const DIFFERENCES: readonly Difference[] = [
  {
    reason:
      "GRANT and REVOKE on a table by its name: PostgreSQL 18 locks it while it looks it up, in ACCESS SHARE, " +
      "which holds up nobody but those who want the whole table. Up to 17 there is no lock.",
    statements: [
      "grant select on orders to pg_monitor",
      "grant select (id), update (note) on orders to pg_monitor",
      "revoke all on orders from public",
    ],
  },
];
