// Walks through the transcripts: each folder beside this file is a case, played by the real command and compared.

import assert from "node:assert/strict";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";

import { isStatementError } from "../../src/database/database.ts";
import { testDatabase, testSession } from "../support/server.ts";
import { readCase } from "./case-file.ts";
import { withPlaceholders } from "./placeholders.ts";
import { transcriptOf } from "./transcript.ts";

const CASES = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted();
const UPDATE = process.env["UPDATE_GOLDENS"] === "1";
/** Every secret that a case plants begins with this. */
const PLANTED = "s3cr3t";
const compiled = mkdtempSync(join(tmpdir(), "transcripts-compiled-"));
after(() => rmSync(compiled, { recursive: true, force: true }));
const toolVersion = versionIn(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"));

suite("what a person sees", { concurrency: 2 }, () => {
  for (const name of CASES) {
    test(name.replaceAll("-", " "), async (context) => {
      const folder = join(import.meta.dirname, name);
      const url = await testDatabase(context);
      const project = realpathSync(mkdtempSync(join(tmpdir(), "transcript-")));
      context.after(() => rmSync(project, { recursive: true, force: true }));

      const raw = await transcriptOf(readCase(folder), { project, url, compiled });
      refuseSecrets(raw, url);
      refuseSecrets(await journalOf(url), url);
      assert.doesNotMatch(raw, /\u001B/, "there is colour where no terminal is");

      compare(
        join(folder, "expected.txt"),
        withPlaceholders(raw, { project, url: new URL(url), toolVersion }),
      );
    });
  }
});

function compare(file: string, actual: string): void {
  if (UPDATE) writeFileSync(file, actual);
  const expected = existsSync(file) ? readFileSync(file, "utf8") : "";
  assert.equal(actual, expected, `Look at the difference; if it is right, run again with UPDATE_GOLDENS=1.`);
}

/** What a step of the case itself says (`$ …`, `sql>`, `#`) may hold a secret; what the tool says may not. */
function refuseSecrets(text: string, url: string): void {
  const said = text.split("\n").filter((line) => !/^(?:\$ |sql> |# )/.test(line));
  for (const secret of [PLANTED, decodeURIComponent(new URL(url).password)]) {
    const leaked = said.find((line) => line.includes(secret));
    assert.equal(leaked, undefined, "a secret is shown or stored");
  }
}

/** Every row of the journal as text; nothing where there is none. */
async function journalOf(url: string): Promise<string> {
  await using session = await testSession(url);
  try {
    const rows = await session.query<{ row: string }>("select journal::text as row from lockkeeper.journal");
    return rows.map(({ row }) => row).join("\n");
  } catch (error) {
    if (isStatementError(error)) return "";
    throw error;
  }
}

function versionIn(manifest: string): string {
  return /"version": "([^"]+)"/.exec(manifest)?.[1] ?? "";
}
