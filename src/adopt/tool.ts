// The contract of a tool that is adopted from: where its files are, what they hold, and what its table says.

import type { ForeignHistory, ForeignProject, TableName } from "../core/adoption.ts";
import type { SourceFile } from "../core/migration.ts";
import type { RunResult } from "../core/world.ts";
import type { Session } from "../database/database.ts";

/** A folder that may hold the other tool's project. Paths are relative to it, with `/`. */
export interface LookedAt {
  readonly paths: readonly string[];
  /** The text of a file without BOM; undefined where there is none, or it is not UTF-8. */
  readonly read: (path: string) => Promise<SourceFile | undefined>;
}

/** The folder of the project. */
export interface ForeignFolder extends LookedAt {
  /** Runs the tool itself in the folder, where only that can tell what its files come to; `--tool-command` wins. */
  readonly run: (program: string, args: readonly string[]) => Promise<RunResult>;
}

/** Why a folder is taken for a project of this tool. */
export interface Evidence {
  /** The folder that the tool reads, relative to the one that was looked at; `.` for that itself. */
  readonly directory: string;
  /** A sentence's part: `db/migration has 12 files such as V1__init.sql`. */
  readonly why: string;
  /** True where other tools name their files alike: it counts once the tool is named, and is not told before. */
  readonly weak?: true;
}

/** Which of its migrations the tool is told to run on a database, in the words that it is told it by. */
export interface Choice {
  readonly contexts?: string;
  readonly labels?: string;
}

/** The table that was found. */
export interface FoundTable {
  readonly schema: string;
  readonly table: string;
  /** Both, quoted and joined, for statements. */
  readonly quoted: string;
  readonly columns: ReadonlySet<string>;
  /** Where the project's settings say that the tool's lock stands, where they do. */
  readonly lock?: TableName;
}

/** The tool's own lock while it is held by us; leaving its scope gives it back. */
export type HeldLock = AsyncDisposable;

export interface HistoryTable {
  /** Where the tool keeps it unless it is told otherwise. */
  readonly places: readonly TableName[];
  /** Other tables of the tool beside it, and schemas that are all the tool's: no part of the team's schema. */
  readonly others?: readonly TableName[];
  readonly schemas?: readonly string[];
  /** True where the schema that its table stands in is all the tool's, whatever it was told to call it; never `public`. */
  readonly ownSchema?: true;
  /** Columns without which it is another tool's table of that name. */
  readonly columns: readonly string[];
  /**
   * True where the table tells of each migration whether it ran. Where it does not, as with a single number, only
   * a schema equal to the replayed one proves it.
   */
  readonly tellsEach: boolean;
  /** Reads it. What is damaged is a problem with the code `adopt-history`, and what to do about it. */
  read(session: Session, table: FoundTable, project: ForeignProject): Promise<ForeignHistory>;
  /**
   * Takes the lock that the tool's own runs take. Throws Failure `locked` with the holder's name where somebody has
   * it. With `look`, only looks whether somebody does.
   */
  hold?(session: Session, table: FoundTable, how: "take" | "look"): Promise<HeldLock>;
  /** True where the tool's runs shut this table instead, with LOCK TABLE: then it is held open for them to wait. */
  readonly shutByRuns?: true;
}

export interface Tool {
  /** As it is typed: `flyway`. */
  readonly name: string;
  /** As its makers write it: `Flyway`. */
  readonly title: string;
  /** What of it is read, in one line, for lists that people choose from. */
  readonly about: string;
  /** What in this folder, and in those below it, looks like this tool's project. */
  recognise(folder: LookedAt): Promise<readonly Evidence[]>;
  /** Reads the project. What cannot be read as SQL is a problem with its place and what to do; never throws for it. */
  read(folder: ForeignFolder, choice: Choice): Promise<ForeignProject>;
  /** True where it can be told to run only some of its migrations. */
  readonly chooses?: true;
  /** Absent for what keeps none: all of it counts as applied where replaying it makes the schema that is there. */
  readonly history?: HistoryTable;
}
