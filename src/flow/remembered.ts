// What came of reading files, kept with everything that was read: it is good as long as every answer is the same.

import type { Files } from "../core/world.ts";
import type { Journey } from "./journey.ts";
import { digestOf, digestOfCode, keep, keptPath, recall } from "./kept-answer.ts";

/** The questions about files that an answer may depend on. */
export type ReadFiles = Pick<Files, "kindOf" | "look" | "list" | "read">;

/** What is asked, beside files: `about` is its name, `settled` all else that the answer depends on. */
export interface Question {
  readonly about: string;
  readonly settled: unknown;
  /** True where it is to be looked at, whatever is kept. */
  readonly anew?: boolean | undefined;
}

export interface Found<Answer> {
  readonly answer: Answer;
  /** False where it also depends on what is not known here: it is not kept. */
  readonly lasting: boolean;
}

type Asked = readonly [question: keyof ReadFiles, path: string, answered: string];

interface Kept<Answer> {
  readonly asked: readonly Asked[];
  readonly answer: Answer;
}

/**
 * What the last run found, if the files still answer everything as they did then; else what `look` finds now. It must
 * read through the files that it is handed, and depend on nothing but those and `settled`. The answer is data.
 */
export async function remembered<Answer>(
  { world: { files, processes }, settings }: Journey,
  { about, settled, anew = false }: Question,
  look: (files: ReadFiles) => Promise<Found<Answer>>,
): Promise<Answer> {
  const { project, tool } = settings;
  const code = await codeBehind(files);
  const key = digestOf(JSON.stringify({ about, settled, project, cwd: processes.cwd, tool, code }));
  const keeping = { files, path: keptPath(settings, about), key };
  const kept = anew ? undefined : await recall<Kept<Answer>>(keeping);
  if (kept !== undefined && (await answersAreSame(files, kept.asked))) return kept.answer;
  const asked: Asked[] = [];
  const { answer, lasting } = await look(writingDown(files, asked));
  // Where nothing was read there is nothing to save, and the folder may not be a project at all.
  const isWorthIt = asked.some(([question]) => question === "read");
  if (lasting && isWorthIt) await keep(keeping, { asked, answer } satisfies Kept<Answer>);
  return answer;
}

const digests = new WeakMap<Files, Promise<string>>();

/** It does not change while it runs. */
function codeBehind(files: Files): Promise<string> {
  const known = digests.get(files) ?? digestOfCode(files);
  digests.set(files, known);
  return known;
}

/** Files that note what they are asked, and what they answer. */
function writingDown(files: Files, asked: Asked[]): ReadFiles {
  const noting =
    <Given>(question: keyof ReadFiles, ask: (path: string) => Promise<Given>) =>
    async (path: string): Promise<Given> => {
      try {
        const given = await ask(path);
        asked.push([question, path, said(given)]);
        return given;
      } catch (error) {
        asked.push([question, path, REFUSED]);
        throw error;
      }
    };
  return {
    kindOf: noting("kindOf", (path) => files.kindOf(path)),
    look: noting("look", (path) => files.look(path)),
    list: noting("list", (path) => files.list(path)),
    read: noting("read", (path) => files.read(path)),
  };
}

const REFUSED = "refused";

/** An answer in short. Texts are told by their bytes, as files that are read one by one are. */
function said(given: unknown): string {
  if (given instanceof Uint8Array || typeof given === "string") return digestOf(given);
  return typeof given === "object" ? digestOf(JSON.stringify(given)) : "nothing";
}

async function answersAreSame(files: Files, asked: readonly Asked[]): Promise<boolean> {
  const texts = asked.filter(([question]) => question === "read");
  for (const [question, path, answered] of asked) {
    if (question !== "read" && (await answerNow(files, question, path)) !== answered) return false;
  }
  let same = true;
  await files.readEach(
    texts.map(([, path]) => path),
    (index, read) => {
      same &&= (read instanceof Error ? REFUSED : said(read)) === texts[index]?.[2];
    },
  );
  return same;
}

async function answerNow(
  files: Files,
  question: Exclude<keyof ReadFiles, "read">,
  path: string,
): Promise<string> {
  try {
    return said(await files[question](path));
  } catch {
    return REFUSED;
  }
}
