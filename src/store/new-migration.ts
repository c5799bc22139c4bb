// What `lockkeeper new` writes: the version, the name and the files of a new migration.

import { Failure } from "../core/failure.ts";
import { compareVersions } from "../core/version.ts";
import type { Version } from "../core/version.ts";
import { formatNamed, noSuchFormat } from "./detect.ts";
import type { Format } from "./formats/format.ts";
import { FORMATS } from "./formats/formats.ts";
import { nameFrom } from "./migration-name.ts";

export interface NewMigrationRequest {
  /** What the user typed, such as `add users table`. */
  readonly title: string;
  readonly now: Date;
  /** Every version that the folder or the journal has, in any order. */
  readonly existing: readonly Version[];
  /** The folder's format; without it our own. */
  readonly format?: string;
}

export interface NewFile {
  /** Relative to the migrations folder, with `/`. */
  readonly name: string;
  readonly text: string;
}

export interface NewMigration {
  readonly version: Version;
  readonly name: string;
  readonly files: readonly NewFile[];
}

const UP_TEXT = `\
-- Intent: <why this change is made, in a sentence or two>
-- Application: <what the application must do before, with and after it; "none" if nothing>

-- Write the statements below. Lockkeeper opens and commits the transaction.
`;

/** The files to write. Throws a `wrong-use` failure where the title makes no name. */
export function newMigration(request: NewMigrationRequest): NewMigration {
  const format = formatOrFail(request.format);
  const name = checkedName(request.title);
  const version = nextVersion(request);
  const { up, down } = format.fileNames(version, name);
  const downText = `-- Intent: undoes ${version}_${name}\n`;
  return {
    version,
    name,
    files: [
      { name: up, text: format.joined?.(UP_TEXT, downText) ?? UP_TEXT },
      ...(down === undefined ? [] : [{ name: down, text: downText }]),
    ],
  };
}

/** A version that comes after every existing one: now in UTC where that is free, as the format writes it. */
export function nextVersion(request: Omit<NewMigrationRequest, "title">): Version {
  const newest = request.existing.toSorted(compareVersions).at(-1);
  return formatOrFail(request.format).nextVersion(request.now, newest);
}

/** The format of that name. Throws a `wrong-use` failure where there is none. */
export function formatOrFail(name: string = FORMATS[0].name): Format {
  const format = formatNamed(name);
  if (format !== undefined) return format;
  const { message, remedy } = noSuchFormat(name);
  throw new Failure("wrong-use", message, { hint: remedy });
}

function checkedName(title: string): string {
  const name = nameFrom(title);
  if (name === "") {
    throw new Failure("wrong-use", `\`${title}\` has no Latin letter or digit to make a file name of.`, {
      hint: 'Say what changes in a few words: `lockkeeper new "add users table"`.',
    });
  }
  const [ending] = /(?:^|_)(?:down|verify)$/.exec(name) ?? [];
  if (ending === undefined) return name;
  throw new Failure(
    "wrong-use",
    `A migration named \`${name}\` would be taken for the \`${ending}\` of another.`,
    {
      hint: `Put another word at the end: \`lockkeeper new "${name.replaceAll("_", " ")} change"\`.`,
    },
  );
}
