// An answer kept in a file of `.lockkeeper/cache/` under a key of all that it depends on, for the next run.

import { createHash, hash } from "node:crypto";
import { dirname, join } from "node:path";

import type { Settings } from "../core/settings.ts";
import type { Files } from "../core/world.ts";

/** More than a hundred thousand findings: such a file takes longer to read than it saves. */
const KEPT_UNITS_MAX = 64 * 1024 * 1024;
/** Excerpts may show what only the owner of the files may read. */
const OWNER_ONLY = 0o600;

/** Where an answer is kept; the file is two lines, the key and a digest of the rest, and the rest. */
export interface Keeping {
  readonly files: Files;
  readonly path: string;
  readonly key: string;
}

/** The file of an answer, by the name of what asks. */
export const keptPath = ({ project }: Pick<Settings, "project">, name: string): string =>
  join(project, ".lockkeeper", "cache", name);

/** The answer as it was kept; undefined for another key, and where its file is absent or damaged. */
export async function recall<Answer>({ files, path, key }: Keeping): Promise<Answer | undefined> {
  const kept = await readIfThere(files, path);
  if (kept === undefined) return undefined;
  const bytes = Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength);
  const bodyAt = 2 * (key.length + 1);
  const head = `${key}\n${digestOf(bytes.subarray(bodyAt))}\n`;
  return bytes.toString("latin1", 0, bodyAt) === head
    ? (JSON.parse(bytes.toString("utf8", bodyAt)) as Answer)
    : undefined;
}

/** Nothing depends on it: where it cannot be written, as in a folder for reading only, the next run is slower. */
export async function keep({ files, path, key }: Keeping, answer: unknown): Promise<void> {
  try {
    const body = JSON.stringify(answer);
    if (body.length > KEPT_UNITS_MAX) return;
    await files.makeDirectory(dirname(path));
    await files.writeNew(join(dirname(path), ".gitignore"), "*\n");
    await files.write(path, `${key}\n${digestOf(body)}\n${body}`, OWNER_ONLY);
  } catch {
    return;
  }
}

/** SHA-256 in hex. */
export const digestOf = (content: string | Uint8Array): string => hash("sha256", content, "hex");

/** The bytes of a file; undefined where there is none, or none that can be read. */
export async function readIfThere(files: Files, path: string): Promise<Uint8Array | undefined> {
  if ((await files.kindOf(path)) !== "file") return undefined;
  try {
    return await files.read(path);
  } catch {
    // What cannot be read is looked at anew, and whoever needs it then says what is wrong with it.
    return undefined;
  }
}

/** A bundler names a file by a hash of what is in it. */
const BUNDLED = /-[\w-]{8}\.cjs$/;
/** The one whose name says nothing. */
const BUNDLE_START = "main.cjs";

/** A digest of the code that runs, which changes with each commit, and of the versions of what it stands on. */
export async function digestOfCode(files: Files): Promise<string> {
  // One by one: the bundler knows no more of `import.meta` than these words.
  const own = import.meta.dirname;
  const filename = import.meta.filename;
  const manifest = join(own, "..", "..", "package.json");
  const isBundled = BUNDLED.test(filename);
  const paths = isBundled ? [join(own, BUNDLE_START)] : await filesBelow(files, dirname(own));
  const names = isBundled ? (await files.list(own)).map(({ name }) => name) : [];
  const digest = createHash("sha256").update(JSON.stringify([filename, process.version, names]));
  await files.readEach([manifest, ...paths], (index, read) => {
    digest.update(read instanceof Error ? `${index}` : read);
  });
  return digest.digest("hex");
}

async function filesBelow(files: Files, folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const { name, kind } of await files.list(folder)) {
    const path = join(folder, name);
    paths.push(...(kind === "directory" ? await filesBelow(files, path) : [path]));
  }
  return paths;
}
