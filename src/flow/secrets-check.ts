// Secrets in the files of a project: all that git has or would take, or all that stand in the folder without git.

import type { Finding } from "../core/finding.ts";
import type { PolicyFile } from "../policy/policy.ts";
import { askGit } from "./git.ts";
import type { Journey } from "./journey.ts";
import { skipped, type Look } from "./look.ts";
import { pathsBelow, readFilesOf } from "./project-files.ts";
import { remembered, type ReadFiles } from "./remembered.ts";

/** Looks for secrets. Files with a NUL in them hold no text, and what is far too long is not written by hand. */
export const lookAtSecrets: Look = async (journey, { directory, anew }) => {
  const paths = await pathsOfGit(journey, directory);
  const question = { about: "secrets", settled: { directory, paths }, anew };
  const { findings, files } = await remembered(journey, question, async (seen) => {
    const { checkSecrets } = await import("../policy/policy.ts");
    const asked = { directory, files: passingOver(seen) };
    const found: Finding[] = [];
    let count = 0;
    const all = paths ?? (await pathsBelow(asked, "."));
    for (let from = 0; from < all.length; from += READ_AT_ONCE) {
      const read = await readFilesOf(asked, all.slice(from, from + READ_AT_ONCE));
      const verdict = checkSecrets(read.filter(isText));
      found.push(...verdict.findings);
      count += verdict.files;
    }
    return { answer: { findings: found, files: count }, lasting: true };
  });
  if (files === 0) return [skipped("secrets", "there is no file")];
  return [{ findings, problems: [], part: { name: "secrets", count: files } }];
};

/** So many files are in memory at once: a repository may have more than fit. */
const READ_AT_ONCE = 500;

/** What cannot be read, such as the huge and what others own, is not searched; git could not take it either. */
const passingOver = (files: ReadFiles): ReadFiles => ({
  ...files,
  read: (path) => files.read(path).catch(() => new Uint8Array()),
});

const isText = ({ text }: PolicyFile): boolean => !text.includes("\0");

/** What git tracks, and what it would add next; undefined where there is no repository or no git. */
async function pathsOfGit(journey: Journey, directory: string): Promise<readonly string[] | undefined> {
  const asked = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const { code, stdout } = await askGit(journey, directory, asked);
  return code === 0 ? stdout.split("\0").filter((path) => path !== "") : undefined;
}
