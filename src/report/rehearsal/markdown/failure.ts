// What is wrong, in Markdown.

import type { Failure } from "../../../core/failure.ts";
import type { Finding } from "../../../core/finding.ts";
import { placedMessage, type Problem } from "../../../core/problem.ts";
import { findingGroups, placeOf } from "../finding-group.ts";
import { folded, NOTHING, type Block } from "./fit.ts";
import { code, codeBlock, plain } from "./text.ts";

/** What happened, where, and what to do next. */
export const failureLines = ({ message, hint, excerpt }: Failure): readonly string[] => [
  plain(message),
  ...(excerpt === undefined ? [] : ["", codeBlock(excerpt)]),
  ...(hint === undefined ? [] : ["", `**Next:** ${plain(hint)}`]),
];

/** Problems of the files, as a list. */
export const problemBlock = (problems: readonly Problem[]): Block =>
  problems.length === 0
    ? NOTHING
    : {
        ...NOTHING,
        head: ["### Problems of the files", ""],
        rows: problems.map((problem) => `- ${plain(placedMessage(problem))}<br>${plain(problem.remedy)}`),
      };

/** So many places of a rule are seen; the rest is folded. */
const PLACES_SHOWN_MAX = 10;

/** Findings of one rule after each other, with the remedy of all of them below. */
export const findingBlocks = (findings: readonly Finding[]): readonly Block[] =>
  findingGroups(findings).flatMap(({ rule, instead, findings: same, ...group }, index) => {
    const places = same.map((finding) => `- ${placeCode(finding)}${plain(finding.message)}`);
    const more = places.slice(PLACES_SHOWN_MAX);
    const title = index === 0 ? ["### Look at this first", ""] : [];
    return [
      {
        head: [...title, `**${group.class}** ${code(rule)}`, ""],
        rows: places.slice(0, PLACES_SHOWN_MAX),
        tail: ["", `**Instead:** ${plain(instead)}`],
      },
      ...(more.length === 0 ? [] : [folded(`${more.length} more of ${rule}`, more)]),
    ];
  });

function placeCode(finding: Finding): string {
  const place = placeOf(finding);
  return place === "" ? "" : `${code(place)}: `;
}
