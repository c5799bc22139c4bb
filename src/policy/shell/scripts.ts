// Scripts of the shell, with what the parser and shellcheck say of them.

import { rule as shellSyntax } from "../ci/rules/shell-syntax/rule.ts";
import type { PolicyFile, PolicyRule } from "../rule.ts";
import { readShellcheck, type ShellcheckRemark } from "./shellcheck.ts";
import { shellMistakesOf, type ReadShellParser, type ShellMistake } from "./syntax.ts";

/** What the rules are asked about. */
interface Scripts {
  readonly shellMistakes: readonly ShellMistake[];
  readonly remarks: readonly ShellcheckRemark[];
}

interface Readers {
  readonly readParser: ReadShellParser;
  /** What shellcheck printed. */
  readonly shellcheck: string | undefined;
}

/** Reads scripts. Where one cannot be read, shellcheck says so as well, and is not repeated. */
export async function readScripts(
  files: readonly PolicyFile[],
  { readParser, shellcheck }: Readers,
): Promise<Scripts> {
  const texts = files.map(({ path, text }) => ({ text, spotAt: (at: number) => ({ file: path, at }) }));
  const shellMistakes = await shellMistakesOf(texts, readParser);
  const unread = new Set(shellMistakes.map(({ spot }) => spot.file));
  const remarks = shellcheck === undefined ? [] : readShellcheck(shellcheck, files);
  return {
    shellMistakes,
    remarks: remarks.filter(({ spot, isOfParser }) => !isOfParser || !unread.has(spot.file)),
  };
}

const ruleOf = (
  about: Pick<PolicyRule<Scripts>, "name" | "class" | "severity" | "about">,
): PolicyRule<Scripts> => ({
  ...about,
  *check({ remarks }) {
    for (const { spot, code, message, level } of remarks) {
      if ((level === "error") !== (about.class === "hazard")) continue;
      yield {
        spot,
        message: `SC${code}: ${message}`,
        instead: `See https://www.shellcheck.net/wiki/SC${code}. One that is meant: # shellcheck disable=SC${code}`,
        ...(level === "info" || level === "style" ? { severity: "note" as const } : {}),
      };
    }
  },
});

export const SCRIPT_RULES: readonly PolicyRule<Scripts>[] = [
  shellSyntax,
  ruleOf({
    name: "shellcheck-error",
    class: "hazard",
    severity: "error",
    about: "what shellcheck calls an error",
  }),
  ruleOf({
    name: "shellcheck",
    class: "advice",
    severity: "warning",
    about: "what else shellcheck says",
  }),
];
