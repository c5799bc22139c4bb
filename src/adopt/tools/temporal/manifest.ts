// One version of a Temporal schema: the manifest in its folder, and the SQL files that it names.

import { hash } from "node:crypto";
import { posix } from "node:path";

import { z } from "zod";

import type { ForeignMigration } from "../../../core/adoption.ts";
import type { SourceFile } from "../../../core/migration.ts";
import type { Problem } from "../../../core/problem.ts";
import { badFile } from "../../reading.ts";
import type { ForeignFolder } from "../../tool.ts";
import { isVersion } from "./version.ts";

export const MANIFEST = "manifest.json";

const SHAPE = z.object({
  CurrVersion: z.string(),
  Description: z.string().default(""),
  SchemaUpdateCqlFiles: z.array(z.string()).nullish(),
  AllowNoCqlFiles: z.boolean().default(false),
});

type Manifest = z.infer<typeof SHAPE>;

/** What the folder of a version, such as `v1.10`, comes to. */
export async function versionIn(
  folder: ForeignFolder,
  directory: string,
): Promise<ForeignMigration | Problem> {
  const path = posix.join(directory, MANIFEST);
  const file = await folder.read(path);
  if (file === undefined) {
    return badFile({ file: path }, "it is not there, or not UTF-8.", "Get it back from Git.");
  }
  const manifest = manifestIn(file, directory);
  if ("code" in manifest) return manifest;
  const names = manifest.SchemaUpdateCqlFiles ?? [];
  const sql = await sqlOf(
    folder,
    names.map((name) => posix.join(directory, name)),
  );
  if (sql.missing === undefined) return migrationFrom({ path, file, manifest, sql: sql.files });
  const what = `${sql.missing} is not there, or not UTF-8.`;
  return badFile({ file: file.path }, what, "Get it back from Git.");
}

/** The manifest, or why Temporal would not take it either. */
function manifestIn({ path: file, text }: SourceFile, directory: string): Manifest | Problem {
  const manifest = parsed(text);
  if (manifest === undefined) {
    return badFile({ file }, "it is not a manifest of Temporal's.", "Get it back from Git.");
  }
  if (`v${versionOf(manifest)}` !== directory || !isVersion(versionOf(manifest))) {
    return badFile(
      { file },
      `it stands in ${directory} and calls itself \`${manifest.CurrVersion}\`.`,
      "Give both the same version, of at most three numbers with dots.",
    );
  }
  if ((manifest.SchemaUpdateCqlFiles ?? []).length > 0 || manifest.AllowNoCqlFiles) return manifest;
  return badFile({ file }, "it names no file.", 'Name one, or say `"AllowNoCqlFiles": true`.');
}

function parsed(text: string): Manifest | undefined {
  try {
    return SHAPE.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const versionOf = ({ CurrVersion }: Manifest): string => CurrVersion.replace(/^v/, "");

interface Read {
  /** Of the manifest, in the project. */
  readonly path: string;
  readonly file: SourceFile;
  readonly manifest: Manifest;
  readonly sql: readonly SourceFile[];
}

function migrationFrom({ path, file, manifest, sql }: Read): ForeignMigration {
  const [only, ...others] = sql;
  const id = versionOf(manifest);
  return {
    origin: {
      id,
      source: only !== undefined && others.length === 0 ? only.path : path,
      checksums: [hash("md5", file.text, "hex")],
    },
    title: manifest.Description || `schema version ${id}`,
    kind: "versioned",
    up: { path: file.path, text: sql.map(({ text }) => closed(text)).join("\n") },
    outsideTransaction: false,
    notes: sql.length === 0 ? ["This version has no statements; what it was for stands in another one"] : [],
  };
}

/** Paths and texts in the order of the manifest, or the first that is missing. */
async function sqlOf(
  folder: ForeignFolder,
  paths: readonly string[],
): Promise<{ readonly files: readonly SourceFile[]; readonly missing?: string }> {
  const files: SourceFile[] = [];
  for (const path of paths) {
    const file = await folder.read(path);
    if (file === undefined) return { files, missing: path };
    files.push({ path, text: file.text });
  }
  return { files };
}

/** A file's last statement needs no semicolon, as long as no other file follows. */
const closed = (text: string): string => {
  const bare = text.replaceAll(/--.*$/gm, "").trimEnd();
  return bare === "" || bare.endsWith(";") ? text : `${text.trimEnd()}\n;\n`;
};
