// Goes through one file, statement by statement and change by change, and asks the rules.

import { commitGroups } from "../core/commit-group.ts";
import type { CommitGroup } from "../core/commit-group.ts";
import type { Change } from "../core/change.ts";
import type { Finding } from "../core/finding.ts";
import type { Table } from "../core/schema.ts";
import type { DescribedScript, DescribedStatement, Doing } from "../core/statement.ts";
import { asVersion } from "../core/version.ts";
import type { Version } from "../core/version.ts";
import type { Direction } from "../sql/sql.ts";
import { allowancesOf } from "./allowances.ts";
import { doingsOf } from "./doing.ts";
import type { TableLock, Work } from "./effects/effect.ts";
import { locksOf } from "./effects/locks.ts";
import { workOf } from "./effects/work.ts";
import { findingOf } from "./findings.ts";
import { checkChange } from "./rule.ts";
import type { FileContext, LintMigration, Report, Rule, StatementContext, TableSize } from "./rule.ts";
import type { RuleTable } from "./rule-table.ts";
import type { SchemaFold } from "./schema/fold.ts";
import { readSettings } from "./session-settings.ts";

/** What stays the same for all files. */
export interface Surroundings {
  readonly tables: Readonly<Record<Direction, RuleTable>>;
  readonly server: number;
  readonly fold: SchemaFold;
  /** By full name: `public.orders`. */
  readonly sizes: ReadonlyMap<string, TableSize>;
}

/** One file of a migration. */
export interface LintFile {
  readonly migration: LintMigration;
  readonly direction: Direction;
  readonly script: DescribedScript;
}

/** Folds a file into the schema and returns what the rules find in it. */
export function lintFile(file: LintFile, surroundings: Surroundings): readonly Finding[] {
  const { script, migration, direction } = file;
  const { server, fold, tables } = surroundings;
  const table = tables[direction];
  const groups = commitGroups(script, migration.outsideTransaction);
  const context: FileContext = { ...file, groups, outside: runsOutside(file), server };
  const allowances = allowancesOf(script);
  const findings: Finding[] = [];
  const report: Reporter = (rule, statement, reports) => {
    for (const each of reports) {
      if (!allowances.allows(rule.name, statement)) findings.push(findingOf(rule, each, context));
    }
  };
  fold.begin(makerOf(file));
  walkStatements(context, surroundings, report);
  for (const rule of table.ofFiles) report(rule, undefined, rule.file?.(context) ?? []);
  const told = { ...context, allowances: allowances.all(), rules: table.names };
  for (const rule of table.ofAllowances) {
    for (const each of rule.allowances?.(told) ?? []) findings.push(findingOf(rule, each, context));
  }
  return inOrder(findings);
}

const runsOutside = ({ migration, script }: LintFile): boolean =>
  migration.outsideTransaction ||
  script.directives.some(({ key, value }) => key === "transaction" && value === "none");

/** What a down makes is new to the down; what its up has made is in use by then. */
const makerOf = ({ migration, direction }: Pick<LintFile, "migration" | "direction">): Version =>
  direction === "up" ? migration.version : asVersion(`${migration.version} ${direction}`);

type Reporter = (rule: Rule, statement: DescribedStatement | undefined, reports: Iterable<Report>) => void;

function walkStatements(file: FileContext, surroundings: Surroundings, report: Reporter): void {
  const { script, groups, direction } = file;
  const { ofStatements } = surroundings.tables[direction];
  const groupOf = new Map(groups.flatMap((group) => group.members.map((index) => [index, group] as const)));
  const settings = new Map<string, string>();
  let group: CommitGroup | undefined;
  let held: readonly TableLock[] = [];
  for (const [index, statement] of script.statements.entries()) {
    const own = groupOf.get(index);
    if (own === undefined || own !== group) held = [];
    group = own;
    for (const doing of doingsOf(statement, surroundings.fold.schema)) {
      const context = statementContext({ file, statement, doing, group, held, settings }, surroundings);
      const work = walkChanges(context, { surroundings, settings, report });
      if (group !== undefined) {
        for (const rule of ofStatements)
          report(rule, statement, rule.statement?.({ ...context, work }) ?? []);
      }
      if (context.locks.length > 0) held = [...held, ...context.locks];
    }
  }
}

interface Walk {
  readonly surroundings: Surroundings;
  readonly settings: Map<string, string>;
  readonly report: Reporter;
}

/** Each change meets the schema that the ones before it have left. Gives the work of all of them. */
function walkChanges(base: StatementContext, { surroundings, settings, report }: Walk): readonly Work[] {
  const { byChange } = surroundings.tables[base.direction];
  const all: Work[] = [];
  for (const change of base.doing.changes) {
    const work = workOf(change, base).filter((each) => !base.isNew(each.table) && finds(each, change, base));
    all.push(...work);
    const rules = byChange.get(change.kind) ?? [];
    const context = rules.length === 0 ? base : { ...base, work };
    for (const rule of rules) report(rule, base.statement, reportsOf(rule, change, context));
    surroundings.fold.apply(change);
    readSettings(change, settings);
  }
  return all;
}

/** False for a foreign key of a table that has no rows yet: nothing of it is looked up in the other table. */
function finds({ because }: Work, change: Change, { schema, isNew }: StatementContext): boolean {
  if (because !== "foreign-key" || !("table" in change) || change.table === undefined) return true;
  const referring = schema.table(change.table);
  return !isNew(referring) || referring.filled;
}

/** A body cannot be edited piece by piece, so that what is found in one is offered no fix. */
function* reportsOf(rule: Rule, change: Change, context: StatementContext): Iterable<Report> {
  for (const report of checkChange(rule, change, context)) {
    yield change.inside === undefined ? report : { ...report, fix: undefined };
  }
}

interface Moment {
  readonly file: FileContext;
  readonly statement: DescribedStatement;
  readonly doing: Doing;
  readonly group: CommitGroup | undefined;
  readonly held: readonly TableLock[];
  readonly settings: ReadonlyMap<string, string>;
}

function statementContext(
  { file, statement, doing, group, held, settings }: Moment,
  { fold, sizes }: Surroundings,
): StatementContext {
  const { schema } = fold;
  const maker = makerOf(file);
  const isNew = (table: Table): boolean => table.temporary || table.made === maker;
  const known = { schema, server: file.server, settings };
  const locks = locksOf(doing, known).filter(({ table }) => !isNew(table));
  const sizeOf = ({ name }: Table): TableSize | undefined => sizes.get(`${name.schema}.${name.name}`);
  return { ...file, ...known, statement, doing, group, locks, held, work: [], isNew, sizeOf };
}

const inOrder = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
