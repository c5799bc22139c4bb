// Temporal and Cadence: `v1.10/manifest.json` names the SQL files of a version, and two tables say how far it came.

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import { above, foldersWith, nameIn } from "../../folders.ts";
import type { Evidence, ForeignFolder, LookedAt, Tool } from "../../tool.ts";
import { CURRENT, readHistory } from "./history.ts";
import { MANIFEST, versionIn } from "./manifest.ts";
import { compareVersions } from "./version.ts";

/** Temporal passes over a folder whose name is no version. */
const VERSION_FOLDER = /^v\d+(?:\.\d+){0,2}(?![\w.])/;
/** Their repositories hold the schemas of other databases beside it. */
const OTHER_DATABASE = /(?:^|\/)(?:cassandra|elasticsearch|mysql|sqlite)(?:\/|$)/;

export const temporal: Tool = {
  name: "temporal",
  title: "Temporal",
  about: "versioned/v<version>/manifest.json with the SQL files that it names, also of Cadence",
  recognise,
  read,
  history: {
    places: [{ table: "schema_update_history" }],
    others: [{ table: CURRENT }],
    columns: ["update_time", "manifest_md5", "new_version", "old_version"],
    tellsEach: true,
    read: readHistory,
  },
};

/** The folders that hold those of versions. */
async function recognise(folder: LookedAt): Promise<readonly Evidence[]> {
  const manifests = await foldersWith(folder, {
    named: /^manifest\.json$/,
    says: /"(?:SchemaUpdateCqlFiles|AllowNoCqlFiles)"/,
  });
  const versions = manifests.filter(
    ({ directory }) => VERSION_FOLDER.test(nameIn(directory)) && !OTHER_DATABASE.test(directory),
  );
  const counts = new Map<string, number>();
  for (const { directory } of above(versions)) counts.set(directory, (counts.get(directory) ?? 0) + 1);
  return [...counts].map(([directory, count]) => ({
    directory,
    why: `has ${count === 1 ? "1 version" : `${count} versions`} with a ${MANIFEST} that names its files`,
  }));
}

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  const directories = new Set(
    folder.paths
      .filter((path) => path.includes("/") && VERSION_FOLDER.test(path))
      .map((path) => path.slice(0, path.indexOf("/"))),
  );
  const migrations: ForeignMigration[] = [];
  const problems: Problem[] = [];
  for (const directory of [...directories].toSorted(compareVersions)) {
    const made = await versionIn(folder, directory);
    if ("code" in made) problems.push(made);
    else migrations.push(made);
  }
  return { migrations, problems };
}
