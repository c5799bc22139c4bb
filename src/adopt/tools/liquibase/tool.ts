// Liquibase: changesets in changelogs that take each other in, and the table databasechangelog.

import type { ForeignProject } from "../../../core/adoption.ts";
import { isApplicationFile } from "../../application-settings.ts";
import { foldersWith, isBuilt } from "../../folders.ts";
import { inSchemas } from "../../schemas.ts";
import type { Choice, Evidence, ForeignFolder, LookedAt, Tool } from "../../tool.ts";
import { readChangelog } from "./changelog.ts";
import { readHistory } from "./history.ts";
import { holdRow } from "./lock-row.ts";
import { projectFrom } from "./migration.ts";
import { rootOf } from "./root.ts";
import { settingsIn } from "./settings.ts";

export const liquibase: Tool = {
  name: "liquibase",
  title: "Liquibase",
  about:
    "changelogs of formatted SQL, XML, YAML and JSON, begun at the one in liquibase.properties or that no other takes in",
  recognise,
  read,
  chooses: true,
  history: {
    places: [{ table: "databasechangelog" }],
    others: [{ table: "databasechangeloglock" }],
    columns: ["id", "author", "filename", "dateexecuted", "orderexecuted", "exectype", "md5sum"],
    tellsEach: true,
    read: readHistory,
    hold: holdRow,
  },
};

/** XML, YAML and JSON are many things: only what is called so is opened. */
const LIKELY = /changelog|liquibase/i;

/** A project is all below the folder: Liquibase's paths begin above the changelogs. */
async function recognise({ paths, read: open }: LookedAt): Promise<readonly Evidence[]> {
  const folder = { paths: paths.filter((path) => !isBuilt(path)), read: open };
  const likely = { ...folder, paths: folder.paths.filter((path) => LIKELY.test(path)) };
  const applications = { ...folder, paths: folder.paths.filter(isApplicationFile) };
  const found = [
    ...(await foldersWith(folder, { named: /^liquibase\.properties$/ })),
    ...(await foldersWith(applications, { named: /./, says: /liquibase[\s\S]*?change-?log\b/i })),
    ...(await foldersWith(folder, { named: /\.sql$/i, says: /^\s*--\s*liquibase\s+formatted\b/i })),
    ...(await foldersWith(likely, { named: /\.(?:xml|ya?ml|json)$/i, says: /databaseChangeLog/ })),
  ];
  const [first] = found;
  if (first === undefined) return [];
  return [{ directory: ".", why: `${first.directory === "." ? "" : `${first.directory} `}${first.why}` }];
}

async function read(folder: ForeignFolder, choice: Choice): Promise<ForeignProject> {
  const { changelog, values, tables, schema, problems } = await settingsIn(folder, choice);
  const root = await rootOf(folder, changelog);
  if ("code" in root) return { migrations: [], problems: [...problems, root] };
  const project = projectFrom(await readChangelog(folder, root, { values, choice }), choice);
  return {
    ...project,
    migrations: inSchemas(project.migrations, schema === undefined ? [] : [schema]),
    problems: [...problems, ...project.problems],
    ...(tables && { tables }),
  };
}
