// The commits of a branch that its base does not have, and the name of the branch, taken to the rules.

import type { Finding } from "../core/finding.ts";
import type { Commit } from "../policy/policy.ts";
import { noSuchBranch } from "./base-branch.ts";
import { askGit } from "./git.ts";
import type { Journey } from "./journey.ts";
import { skipped, type Look, type Place } from "./look.ts";

/** More than these are no branch that anybody reviews; the newest are looked at. */
const COMMITS_MAX = 1_000;

/** Judges the commits since the base of a place. A base that was named and that git does not know is a Failure. */
export const lookAtCommits: Look = async (journey, place) => {
  const result = await checkCommitsOf(journey, place);
  if (result.kind === "skipped") return [skipped("commits", result.reason)];
  const { findings, commits } = result;
  return [{ findings, problems: [], part: { name: "commits", count: commits } }];
};

type CommitsCheck =
  | { readonly kind: "checked"; readonly findings: readonly Finding[]; readonly commits: number }
  | { readonly kind: "skipped"; readonly reason: string };

async function checkCommitsOf(journey: Journey, { directory, base }: Place): Promise<CommitsCheck> {
  const git = gitOf(journey, directory);
  if ((await git(["rev-parse", "--git-dir"])) === undefined) return without("this is no repository of git");
  const since = base ?? (await defaultBranch(git));
  if (since === undefined) return without("no main branch is known; name one with --base");
  const start = await git(["merge-base", "--end-of-options", since, "HEAD"]);
  if (start === undefined) return await withoutStart(git, { base, since });
  const range = `${start}..HEAD`;
  const log = await git(["log", "-z", "--no-merges", `--max-count=${COMMITS_MAX}`, "--format=%H%n%B", range]);
  const commits = commitsIn(log ?? "");
  const { checkBranch, checkCommits } = await import("../policy/policy.ts");
  const branch = await branchName(journey, git);
  const ofBranch = branch === undefined ? [] : checkBranch(branch);
  return { kind: "checked", findings: [...ofBranch, ...checkCommits(commits)], commits: commits.length };
}

const without = (reason: string): CommitsCheck => ({ kind: "skipped", reason });

/** What git prints, without the line end; undefined where it does not know. */
type Git = (args: readonly string[]) => Promise<string | undefined>;

const gitOf =
  (journey: Journey, directory: string): Git =>
  async (args) => {
    const { code, stdout } = await askGit(journey, directory, args);
    return code === 0 ? stdout.trimEnd() : undefined;
  };

const MAIN_BRANCHES = ["origin/main", "origin/master", "main", "master"];

async function defaultBranch(git: Git): Promise<string | undefined> {
  const head = await git(["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"]);
  if (head !== undefined) return head;
  for (const name of MAIN_BRANCHES) if (await knows(git, name)) return name;
  return undefined;
}

const knows = async (git: Git, name: string): Promise<boolean> =>
  (await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`])) !== undefined;

interface Missing {
  readonly base: string | undefined;
  readonly since: string;
}

/** A clone that holds only the newest commits cannot tell which ones are the branch's own. */
async function withoutStart(git: Git, { base, since }: Missing): Promise<CommitsCheck> {
  if ((await git(["rev-parse", "--is-shallow-repository"])) === "true") {
    return without(`this clone does not hold the commits since ${since}; fetch all of them (fetch-depth: 0)`);
  }
  if (base !== undefined && !(await knows(git, base))) {
    throw noSuchBranch(base);
  }
  return without(`this branch and ${since} have no commit in common`);
}

const HASH = /^[0-9a-f]+/;

const commitsIn = (log: string): readonly Commit[] =>
  log.split("\0").flatMap((entry) => {
    const hash = HASH.exec(entry.trimStart())?.[0];
    return hash === undefined ? [] : [{ hash, message: entry.trimStart().slice(hash.length + 1) }];
  });

/** A pipeline has a commit checked out and no branch: there the system's own variables tell. */
async function branchName({ world }: Journey, git: Git): Promise<string | undefined> {
  const { env } = world.processes;
  const told = env["GITHUB_HEAD_REF"] ?? env["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"] ?? "";
  return told === "" ? await git(["symbolic-ref", "--quiet", "--short", "HEAD"]) : told;
}
