// What came of adopting: as lines for a terminal, and as members of JSON.

import type { AdoptOutcome } from "../core/outcome.ts";
import { differenceWords } from "./rehearsal/difference-words.ts";
import { differenceMembers } from "./rehearsal/json.ts";
import { counted, type Paint } from "./style.ts";

const SHOWN_MAX = 20;

/** What was found, or what is adopted and converted, and what is left to do. */
export function adoptLines(outcome: AdoptOutcome, paint: Paint): readonly string[] {
  const { tool, found, adopted, pending, files, differences, dryRun, failure } = outcome;
  if (found.length > 0) return foundLines(outcome);
  const would = dryRun ? "would be " : "";
  const lines = [
    ...some(files, (file) => `  ${dryRun ? "would write" : "wrote"} ${file}`),
    ...some(
      adopted,
      ({ version, name, id }) => `  ${paint("good", "✓")} ${version}  ${name}  ${paint("dim", id)}`,
    ),
    ...(differences.length === 0
      ? []
      : [
          "Made by the files (-), found in the database (+):",
          ...differences.map((each) => `  ${differenceWords(each)}`),
        ]),
  ];
  if (failure !== undefined || tool === undefined) return lines;
  if (adopted.length === 0) {
    return [
      ...lines,
      files.length === 0
        ? "Everything was adopted before."
        : `The database has no table of ${tool}'s: only files ${would}written.`,
    ];
  }
  const same = differences.length === 0 ? " Replaying them makes the schema that the database has." : "";
  return [
    ...lines,
    `${counted(adopted.length, "migration")} ${would}adopted from ${tool}.${same}`,
    pending.length === 0
      ? "Nothing is pending."
      : `${counted(pending.length, "migration")} pending: lockkeeper plan`,
  ];
}

const foundLines = ({ found }: AdoptOutcome): readonly string[] => [
  ...found.map(
    ({ tool, why, directory }) => `${tool}: ${directory === undefined ? why : `${directory} ${why}`}`,
  ),
  "",
  ...[...new Set(found.map(({ tool }) => tool))].map(
    (tool) => `To see what taking it over comes to: ${commandFor(found, tool)}`,
  ),
];

function commandFor(found: AdoptOutcome["found"], tool: string): string {
  const directory = found.find((each) => each.tool === tool && each.directory !== undefined)?.directory;
  const source = directory === undefined || directory === "." ? "" : ` --source-dir ${directory}`;
  return `lockkeeper adopt ${tool}${source} --convert --dry-run`;
}

/** The first ones, and how many more there are. */
const some = <T>(all: readonly T[], line: (each: T) => string): readonly string[] => [
  ...all.slice(0, SHOWN_MAX).map(line),
  ...(all.length > SHOWN_MAX ? [`  … and ${all.length - SHOWN_MAX} more (--json lists all)`] : []),
];

/** The same for machines. */
export const adoptMembers = ({
  tool,
  dryRun,
  found,
  adopted,
  pending,
  files,
  differences,
}: AdoptOutcome): object => ({
  ...(tool === undefined ? {} : { tool }),
  dry_run: dryRun,
  found,
  adopted: adopted.map(({ appliedAt, ...each }) => ({
    ...each,
    ...(appliedAt === undefined ? {} : { applied_at: appliedAt }),
  })),
  pending,
  files,
  differences: differences.map(differenceMembers),
});
