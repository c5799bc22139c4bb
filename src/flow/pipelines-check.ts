// Pipelines and the scripts around them, read and taken to the rules; the answer is kept until one of them changes.

import type { Finding } from "../core/finding.ts";
import type { PolicyFile, ReadShellParser } from "../policy/policy.ts";
import type { Journey } from "./journey.ts";
import { skipped, type Look, type Looked } from "./look.ts";
import { pathsBelow, readFilesOf, type ProjectFolder } from "./project-files.ts";
import { remembered, type Found, type ReadFiles } from "./remembered.ts";
import { askShellcheck, shellcheckVersion } from "./shellcheck.ts";

/** Judges the definitions of pipelines, and apart from them the scripts. */
export const lookAtPipelines: Look = async (journey, { directory, anew }) => {
  const shellcheck = await shellcheckVersion(journey);
  const question = { about: "pipelines", settled: { directory, shellcheck }, anew };
  const { pipelines, scripts, problems } = await remembered(journey, question, (files) =>
    judged(journey, { files, directory, hasShellcheck: shellcheck !== undefined }),
  );
  return [partOf("pipelines", pipelines), { ...partOf("scripts", scripts), problems }];
};

interface Judged {
  readonly pipelines: Verdict;
  readonly scripts: Verdict;
  readonly problems: Looked["problems"];
}

interface Verdict {
  readonly findings: readonly Finding[];
  readonly files: number;
}

const partOf = (name: "pipelines" | "scripts", { findings, files }: Verdict): Looked =>
  files === 0 ? skipped(name, "there is none") : { findings, problems: [], part: { name, count: files } };

interface Asked extends ProjectFolder {
  readonly files: ReadFiles;
  readonly hasShellcheck: boolean;
}

async function judged(journey: Journey, asked: Asked): Promise<Found<Judged>> {
  const { checkPipelines, checkScripts } = await import("../policy/policy.ts");
  const readParser: ReadShellParser = (path) => journey.world.files.read(path);
  const around = await filesAround(asked);
  const scripts = await scriptsOf(asked, around);
  // It runs while the definitions are judged.
  const asking = asked.hasShellcheck ? askShellcheck(journey, asked, scripts) : undefined;
  const pipelines = await checkPipelines(around, readParser);
  const said = await asking;
  return {
    answer: {
      pipelines,
      scripts: await checkScripts(scripts, readParser, said?.printed),
      problems: said?.problems ?? [],
    },
    lasting: said?.lasting ?? true,
  };
}

/** Folders in which definitions are looked for; GitLab's own stands in the project's folder. */
const FOLDERS = [".github", "ci"];
const GITLAB_FILE = ".gitlab-ci.yml";

/** How far what is called calls others. */
const ROUNDS_MAX = 10;

/** The definitions, and every file of the project that they call. */
async function filesAround(project: ProjectFolder): Promise<readonly PolicyFile[]> {
  const { pathsCalledBy } = await import("../policy/policy.ts");
  const below = await Promise.all(FOLDERS.map((folder) => pathsBelow(project, folder)));
  const paths = below.flat().filter((path) => /\.ya?ml$/.test(path));
  const files: PolicyFile[] = [];
  const known = new Set<string>();
  let next: readonly string[] = [...paths, GITLAB_FILE];
  for (let round = 0; round < ROUNDS_MAX && next.length > 0; round += 1) {
    for (const path of next) known.add(path);
    const read = await readFilesOf(project, next);
    files.push(...read);
    next = read.flatMap(pathsCalledBy).filter((path) => !known.has(path) && !path.startsWith("../"));
  }
  return files;
}

/** Folders whose scripts are judged, called or not. */
const SCRIPT_FOLDERS = ["scripts", "ci", ".ci", ".github"];
/** A script has no other ending. */
const MAY_BE_SCRIPT = /(?:^|\/)[^./]+$|\.(?:sh|bash)$/;

/** The scripts in those folders, and those among the files that pipelines call. */
async function scriptsOf(
  project: ProjectFolder,
  around: readonly PolicyFile[],
): Promise<readonly PolicyFile[]> {
  const { isShellScript } = await import("../policy/policy.ts");
  const below = await Promise.all(SCRIPT_FOLDERS.map((folder) => pathsBelow(project, folder)));
  const found = await readFilesOf(
    project,
    below.flat().filter((path) => MAY_BE_SCRIPT.test(path)),
  );
  const known = new Set(found.map(({ path }) => path));
  return [...found, ...around.filter(({ path }) => !known.has(path))].filter(isShellScript);
}
