// The contract of a rule: what it is called, what it looks at, what it is told, and what it says.

import type { Change, ChangeKind, ChangeOf } from "../core/change.ts";
import type { CommitGroup } from "../core/commit-group.ts";
import type { Claim, Finding, FindingClass, Fix } from "../core/finding.ts";
import type { Schema, Table } from "../core/schema.ts";
import type { DescribedScript, DescribedStatement, Doing } from "../core/statement.ts";
import type { Version } from "../core/version.ts";
import type { Direction } from "../sql/sql.ts";
import type { Known, TableLock, Work } from "./effects/effect.ts";

/** What a rule says of one place. The engine adds the rule's name, the line and the excerpt. */
export interface Report {
  /** UTF-16 index of the file. */
  readonly at: number;
  /** What happens: which lock, on what, for how long, or what is lost. */
  readonly message: string;
  /** What to do instead. */
  readonly instead: string;
  /** Where this one weighs more or less than the rule's others. */
  readonly severity?: Finding["severity"];
  /** The lock and the work that the message speaks of. */
  readonly claim?: Claim;
  /** Only offered where the statement stands in the file itself, not in a body. */
  readonly fix?: Fix | undefined;
}

type Reports = Iterable<Report>;

/** A migration with its files, parsed. */
export interface LintMigration {
  readonly version: Version;
  readonly name: string;
  /** True where the file format says that it does not run in a transaction. */
  readonly outsideTransaction: boolean;
  readonly up: DescribedScript;
  readonly down?: DescribedScript;
  readonly verify?: DescribedScript;
  /** True for a repeatable, whose text stands as `up`: nothing undoes it but its next content. */
  readonly repeatable?: true;
}

/** Rows and bytes of a table on the target. */
export interface TableSize {
  readonly rows: number;
  readonly bytes: number;
}

/** What is known of one file. */
export interface FileContext {
  readonly migration: LintMigration;
  readonly direction: Direction;
  readonly script: DescribedScript;
  /** What commits together. */
  readonly groups: readonly CommitGroup[];
  /** True where every statement outside of BEGIN … COMMIT commits by itself. */
  readonly outside: boolean;
  /** Major version of the server that the files are for. */
  readonly server: number;
}

/** What is known of one statement, or of one that runs inside it. */
export interface StatementContext extends FileContext, Known {
  /** As it stands in the file. */
  readonly statement: DescribedStatement;
  /** The statement itself, or the one inside the body that it runs. */
  readonly doing: Doing;
  /** What the statement commits with; absent for BEGIN and COMMIT. */
  readonly group: CommitGroup | undefined;
  /** Before the change; for the check of a whole statement, after it. */
  readonly schema: Schema;
  /** Its locks on tables that were there before the migration. */
  readonly locks: readonly TableLock[];
  /** Locks on such tables that earlier statements of the same transaction have taken and still hold. */
  readonly held: readonly TableLock[];
  /** What the change, or the whole statement, does to such tables in time that grows with them. */
  readonly work: readonly Work[];
  /** True for a table that this migration has made: nobody else uses it yet. */
  readonly isNew: (table: Table) => boolean;
  /** The size of a table where a target has told. */
  readonly sizeOf: (table: Table) => TableSize | undefined;
}

/** A directive `allow RULE: reason`. */
export interface Allowance {
  readonly rule: string;
  readonly reason: string;
  readonly line: number;
  /** UTF-16 index of the comment. */
  readonly at: number;
  /** True where it let a finding pass. */
  readonly used: boolean;
}

/** What is known of a file once everything else has been said of it. */
export interface AllowanceContext extends FileContext {
  readonly allowances: readonly Allowance[];
  /** Names of all rules. */
  readonly rules: readonly string[];
}

export type ChangeChecks = {
  readonly [Kind in ChangeKind]?: (change: ChangeOf<Kind>, context: StatementContext) => Reports;
};

/** A rule. It is pure: what it may know is handed in. */
export interface Rule {
  /** `index-not-concurrent`: the name of its folder, and the word that allows it. */
  readonly name: string;
  readonly class: FindingClass;
  readonly severity: Finding["severity"];
  /** One line for the list of rules, without a full stop. */
  readonly about: string;
  /** The files of a migration that it looks at. */
  readonly files: readonly Direction[];
  /** Major versions of the server on which it happens: from the first to the last, both included. */
  readonly since?: number;
  readonly until?: number;
  /** True where one row is enough for it: on no table is it a matter of time alone. */
  readonly breaksOnOneRow?: true;
  /** By the kind of change; called for each in order. */
  readonly changes?: ChangeChecks;
  /** Called for each statement that is not BEGIN or COMMIT, after its changes. */
  readonly statement?: (context: StatementContext) => Reports;
  /** Called for each file, with all its statements. */
  readonly file?: (context: FileContext) => Reports;
  /** Called for each file when all other rules have looked at it. What it says cannot be allowed. */
  readonly allowances?: (context: AllowanceContext) => Reports;
}

/** Calls the check that a rule has for a change. */
export function checkChange(rule: Rule, change: Change, context: StatementContext): Reports {
  const check = rule.changes?.[change.kind] as
    | ((change: Change, context: StatementContext) => Reports)
    | undefined;
  return check?.(change, context) ?? [];
}
