// What the last `lint` found, kept for the next one where nothing has changed that its answer depends on.

import { createHash, hash } from "node:crypto";
import { dirname, join } from "node:path";

import type { MigrationFolder } from "../core/migration.ts";
import type { LintOutcome } from "../core/outcome.ts";
import type { Settings } from "../core/settings.ts";
import type { Files } from "../core/world.ts";
import type { Journey } from "./journey.ts";
import type { LintRequest } from "./lint-request.ts";

/** What rules and a record make of the files. */
type Seen = Pick<LintOutcome, "findings" | "migrations" | "repeatables" | "problems" | "dismissed">;

export interface LintMemory {
  /** What the last run found; undefined where it looked at anything else, or its file is damaged. */
  recall(): Promise<Seen | undefined>;
  keep(seen: Seen): Promise<void>;
}

/** More than a hundred thousand findings: such a file takes longer to read than it saves. */
const KEPT_UNITS_MAX = 64 * 1024 * 1024;
/** Excerpts may show what only the owner of the files may read. */
const OWNER_ONLY = 0o600;

/**
 * The memory of a run, which holds one answer. A run that also asks git, an editor, a server or the team's own rules
 * has none: what those say, and what rules import, is not known before they are asked.
 */
export async function lintMemory(
  journey: Journey,
  folder: MigrationFolder,
  request: LintRequest,
): Promise<LintMemory | undefined> {
  const { anew, hasTarget, fix, base, unsaved } = request;
  const { lintRules } = journey.settings;
  const asksOthers = [fix, base, unsaved, lintRules].some((other) => other !== undefined);
  if (anew === true || hasTarget || asksOthers) return undefined;
  const { files } = journey.world;
  const path = join(journey.settings.project, ".lockkeeper", "cache", "lint");
  const key = await keyOf(journey, folder, request);
  return {
    recall: async () => {
      const kept = await readIfThere(files, path);
      return kept === undefined ? undefined : seenIn(kept, key);
    },
    keep: (seen) => keep(files, path, { key, seen }),
  };
}

/** Where the project's own record of a rehearsal is. */
export const recordPathOf = ({ project }: Pick<Settings, "project">): string =>
  join(project, ".lockkeeper", "rehearsal.json");

/** A digest of everything that an answer depends on. No text of a migration holds a NUL. */
async function keyOf(
  { world: { files, processes }, settings }: Journey,
  { format, migrations, repeatables, problems }: MigrationFolder,
  { recordFile }: LintRequest,
): Promise<string> {
  const key = createHash("sha256");
  const { project, postgres, tool } = settings;
  const record = recordFile ?? recordPathOf(settings);
  const named = recordFile !== undefined;
  const settled = { project, cwd: processes.cwd, postgres, tool, format, problems, record, named };
  key.update(JSON.stringify(settled));
  key.update(await digestOfCode(files));
  key.update(digestOf((await readIfThere(files, record)) ?? ""));
  for (const { version, name, outsideTransaction, up, down, verify } of migrations) {
    const texts = [up, down, verify].flatMap((file) => [file?.path ?? "", file?.text ?? ""]);
    key.update(["", version, name, outsideTransaction, ...texts].join("\0"));
  }
  for (const { name, file } of repeatables)
    key.update(["", "repeatable", name, file.path, file.text].join("\0"));
  return key.digest("hex");
}

/** A bundler names a file by a hash of what is in it and in all that it imports. */
const BUNDLED = /-[\w-]{8}\.cjs$/;

/** Of the code that runs, which changes with each commit, and of the versions of what it stands on. */
async function digestOfCode(files: Files): Promise<string> {
  // One by one: the bundler knows no more of \`import.meta\` than these words.
  const own = import.meta.dirname;
  const filename = import.meta.filename;
  const manifest = join(own, "..", "..", "package.json");
  const paths = BUNDLED.test(filename) ? [] : await filesBelow(files, dirname(own));
  const digest = createHash("sha256").update(filename);
  await files.readEach([manifest, ...paths], (_, read) => {
    if (!(read instanceof Error)) digest.update(read);
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

/** The file is two lines, the key and a digest of the rest, and the rest. */
function seenIn(kept: Uint8Array, key: string): Seen | undefined {
  const bytes = Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength);
  const bodyAt = 2 * (key.length + 1);
  const head = `${key}\n${digestOf(bytes.subarray(bodyAt))}\n`;
  return bytes.toString("latin1", 0, bodyAt) === head
    ? (JSON.parse(bytes.toString("utf8", bodyAt)) as Seen)
    : undefined;
}

const digestOf = (content: string | Uint8Array): string => hash("sha256", content, "hex");

async function readIfThere(files: Files, path: string): Promise<Uint8Array | undefined> {
  if ((await files.kindOf(path)) !== "file") return undefined;
  try {
    return await files.read(path);
  } catch {
    // What cannot be read is looked at anew, and whoever needs it then says what is wrong with it.
    return undefined;
  }
}

interface Answer {
  readonly key: string;
  readonly seen: Seen;
}

/** Nothing depends on it: where it cannot be written, as in a folder for reading only, the next run is slower. */
async function keep(files: Files, path: string, { key, seen }: Answer): Promise<void> {
  const { findings, migrations, repeatables, problems, dismissed } = seen;
  try {
    const body = JSON.stringify({ findings, migrations, repeatables, problems, dismissed });
    if (body.length > KEPT_UNITS_MAX) return;
    await files.makeDirectory(dirname(path));
    await files.writeNew(join(dirname(path), ".gitignore"), "*\n");
    await files.write(path, `${key}\n${digestOf(body)}\n${body}`, OWNER_ONLY);
  } catch {
    return;
  }
}
