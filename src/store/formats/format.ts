// The contract of a file format: how a tool lays its migrations out in a folder.

import type { SourceFile } from "../../core/migration.ts";
import type { Problem } from "../../core/problem.ts";
import type { Version } from "../../core/version.ts";

/** What a file is to its migration. `settings` is a file beside the SQL, such as Diesel's metadata.toml. */
export type Role = "up" | "down" | "verify" | "settings";

/** A file that the format reads as a part of a migration. Paths are relative to the folder, with `/`. */
export interface Part {
  readonly kind: "part";
  readonly path: string;
  readonly version: Version;
  readonly name: string;
  readonly role: Role;
  /** Where the role hangs on the end of the name only: the name that the file has if it is an up instead. */
  readonly nameAsUp?: string;
  /** True where other formats name files like this too: it does not decide which format a folder has. */
  readonly weak?: boolean;
}

/** A file that is meant for this format but cannot be read as it is: an error. */
export interface Complaint {
  readonly kind: "complaint";
  readonly path: string;
  readonly code: string;
  /** Goes on after the path and a colon, so it begins in lower case. */
  readonly message: string;
  readonly remedy: string;
  readonly weak?: boolean;
}

export type Recognised = Part | Complaint;

/** What the files themselves say about how the migration runs. */
export interface Settings {
  readonly outsideTransaction: boolean;
  readonly problems: readonly Problem[];
}

/** One file that holds both ways, cut into them. */
export interface Cut extends Settings {
  /** Absent where the file cannot be cut; then a problem says why. As long as the file: the rest of it is blank. */
  readonly up?: SourceFile;
  readonly down?: SourceFile;
}

export interface FileNames {
  readonly up: string;
  /** Absent where the up's file holds the way back too, or the tool has none. */
  readonly down?: string;
}

export interface Format {
  readonly name: string;
  /** The naming in one line, for lists that people choose from. */
  readonly about: string;
  /** `files`: SQL lies in the folder itself. `folders`: each migration is a folder of its own. */
  readonly layout: "files" | "folders";
  /** What this format makes of the paths. Those it does not know are left out, and the room looks at them. */
  recognise(paths: readonly string[]): readonly Recognised[];
  /** The name that a file in the folder itself should have. Only for the layout `files`. */
  nearestName?(fileName: string): string;
  /** Where other formats name their files alike: what stands in a file of this one, and in none of theirs. */
  readonly mark?: RegExp;
  /** Cuts a file that holds both ways. The checksum is that of the up alone, without the blanks around it. */
  cut?(file: SourceFile): Cut;
  /** The text of a new file that holds both ways. */
  joined?(up: string, down: string): string;
  /** Reads what stands inside the up or its settings file. Without it, all migrations run in transactions. */
  readSettings?(up: SourceFile, settings: SourceFile | undefined): Settings;
  /** The version of a new migration, after the newest that the folder has. */
  nextVersion(now: Date, newest: Version | undefined): Version;
  /** The paths of a new migration's files. */
  fileNames(version: Version, name: string): FileNames;
  /** The same path with another version in it. */
  withVersion(path: string, version: Version): string;
}
