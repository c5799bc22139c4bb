// What an option is, and what every one of them is called.

/** How an option's text is read. */
export type OptionKind = "text" | "path" | "duration" | "count" | "flag";

export interface Option {
  readonly name: string;
  readonly kind: OptionKind;
  /** What stands for the value in help; absent for flags. */
  readonly value?: string;
  readonly short?: string;
  readonly help: string;
  /** Environment variables, first one set wins. */
  readonly env?: readonly string[];
  /** Key in lockkeeper.yaml, at the top and in an environment. */
  readonly key?: string;
  readonly fallback?: string;
  /** True where it may be given more than once: the values are joined by line ends. */
  readonly repeats?: true;
  /** For every command that works on a database. */
  readonly everywhere?: true;
}

/** Every option's name; the flag is made of it. */
export type OptionName =
  | "databaseUrl"
  | "env"
  | "migrationsDir"
  | "format"
  | "role"
  | "lockTimeout"
  | "concurrentLockTimeout"
  | "lockTries"
  | "lockWait"
  | "statementTimeout"
  | "wait"
  | "to"
  | "steps"
  | "down"
  | "allowOutOfOrder"
  | "yes"
  | "confirm"
  | "reason"
  | "from"
  | "backup"
  | "scratchUrl"
  | "scratchSetup"
  | "backupKind"
  | "backupsDir"
  | "pgbackrestStanza"
  | "rdsInstance"
  | "rdsCluster"
  | "hashes"
  | "noProof"
  | "receipt"
  | "staging"
  | "applied"
  | "waive"
  | "phase"
  | "repeatable"
  | "placeholder"
  | "plan"
  | "ci"
  | "keep"
  | "fill"
  | "record"
  | "html"
  | "markdown"
  | "postgres"
  | "base"
  | "stdin"
  | "rehearsal"
  | "noCache"
  | "withTerraform"
  | "lintRules"
  | "infraRules"
  | "smallTableRows"
  | "output"
  | "fix"
  | "dryRun"
  | "sourceDir"
  | "convert"
  | "historyTable"
  | "contexts"
  | "labels"
  | "toolCommand"
  | "server"
  | "json"
  | "verbose";
