// Alembic: revisions in Python, which it renders as SQL itself, and a table that names the heads of their graph.

import type { ForeignMigration, ForeignProject } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import { foldersWith } from "../../folders.ts";
import { badFile } from "../../reading.ts";
import type { ForeignFolder, Tool } from "../../tool.ts";
import { readHistory } from "./history.ts";
import { hasAutocommit, partText, type Part } from "./offline.ts";
import { GIVEN, renderDowns, renderUps } from "./rendering.ts";
import { revisionOf, type Revision } from "./revision.ts";

export const alembic: Tool = {
  name: "alembic",
  title: "Alembic",
  about: "alembic.ini with its revisions in Python, which `alembic upgrade base:heads --sql` writes as SQL",
  recognise: (folder) =>
    foldersWith(folder, {
      named: /^(?:alembic\.ini|pyproject\.toml)$/,
      says: /^\[(?:tool\.)?alembic[\].:]/m,
    }),
  read,
  history: {
    places: [{ table: "alembic_version" }],
    columns: ["version_num"],
    // What is before a head has run: the graph says so, and Alembic lets no other order happen.
    tellsEach: true,
    read: readHistory,
  },
};

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  const { revisions, problems: twice } = await revisionsIn(folder);
  const { parts, given, problems } = await renderUps(folder);
  const downs = await renderDowns(
    folder,
    parts.map(({ id }) => id),
  );
  const byId = new Map(revisions.map((revision) => [revision.id, revision]));
  const migrations: ForeignMigration[] = [];
  const found: Problem[] = [...twice, ...problems, ...(given ? stale(revisions, parts) : [])];
  for (const up of parts) {
    const revision = byId.get(up.id);
    if (revision === undefined) found.push(noFile(up.id));
    else {
      found.push(...problemsOf(revision, up));
      migrations.push(
        migrationFrom(revision, { up, down: downs.get(up.id) }, afterOf(up, revision, revisions)),
      );
    }
  }
  return { migrations, problems: [...found, ...severalHeads(migrations)] };
}

/** Environments that are unpacked into the project are not the project. */
const PASSED_OVER = /(?:^|\/)(?:\.?venv|site-packages|\.tox)\//;

async function revisionsIn(
  folder: ForeignFolder,
): Promise<{ readonly revisions: readonly Revision[]; readonly problems: readonly Problem[] }> {
  const revisions = new Map<string, Revision>();
  const problems: Problem[] = [];
  for (const path of folder.paths.filter((each) => each.endsWith(".py") && !PASSED_OVER.test(each))) {
    const file = await folder.read(path);
    const revision = file && revisionOf(path, file);
    if (!revision) continue;
    const other = revisions.get(revision.id);
    if (other) problems.push(sameId(revision, other));
    revisions.set(revision.id, revision);
  }
  return { revisions: [...revisions.values()], problems };
}

const sameId = ({ id, path }: Revision, other: Revision): Problem =>
  badFile(
    { file: path },
    `it has the revision ${id}, and so has ${other.path}.`,
    "Give one of them an id of its own, or name the folder of one project with --source-dir.",
  );

/** By its graph: what it follows, and what it was told to depend on, by id, by the beginning of one, or by label. */
function afterOf(up: Part, revision: Revision, revisions: readonly Revision[]): readonly string[] {
  const needed = revision.dependsOn.map(
    (name) =>
      revisions.find(({ id, labels }) => id === name || labels.includes(name))?.id ??
      revisions.find(({ id }) => id.startsWith(name))?.id ??
      name,
  );
  return [...up.others, ...needed];
}

function migrationFrom(
  { id, path, title, stamp }: Revision,
  { up, down }: { readonly up: Part; readonly down: Part | undefined },
  after: readonly string[],
): ForeignMigration {
  const outside = hasAutocommit(up) || (down !== undefined && hasAutocommit(down));
  const back = down === undefined ? "" : partText(down, outside);
  return {
    origin: { id, source: path, checksums: [], ...(after.length === 0 ? {} : { after }) },
    title,
    ...(stamp === undefined ? {} : { stamp }),
    kind: "versioned",
    up: { path, text: partText(up, outside) },
    ...(back === "" ? {} : { down: { path, text: back } }),
    outsideTransaction: outside,
    notes: down === undefined ? ["Alembic could not write its downgrade as SQL"] : [],
  };
}

function problemsOf({ id, path, asks }: Revision, up: Part): readonly Problem[] {
  const broken = up.problems.map(({ message, excerpt = "" }) =>
    badFile(
      { file: path },
      `what Alembic writes for it is not SQL: ${message} ${excerpt.trim()}`.trim(),
      "Correct what the revision hands to `op.execute` or prints, and look at `alembic upgrade base:heads --sql`.",
    ),
  );
  if (asks === undefined) return broken;
  const place = { file: path, line: asks.line };
  if (asks.guarded) {
    const left: Problem = {
      ...badFile(
        place,
        `revision ${id} leaves something out where there is no database to ask.`,
        "See that it is about rows that were there then, and not about the schema; the replay proves the schema.",
      ),
      severity: "warning",
    };
    return [...broken, left];
  }
  if (up.stretches.length > 0) return broken;
  const silent = badFile(
    place,
    `revision ${id} asks the database, and Alembic writes no SQL for it.`,
    "Write what it does as SQL with `op.execute`; or say with `context.is_offline_mode()` that nothing is left out.",
  );
  return [...broken, silent];
}

const noFile = (id: string): Problem =>
  badFile(
    { file: "alembic.ini" },
    `Alembic writes the revision ${id}, and no file below this folder has it.`,
    "Name the folder that holds alembic.ini and all version_locations with --source-dir.",
  );

/** Where the SQL lies in a file, it may be older than the revisions. */
function stale(revisions: readonly Revision[], parts: readonly Part[]): readonly Problem[] {
  const written = new Set(parts.map(({ id }) => id));
  return revisions
    .filter(({ id }) => !written.has(id))
    .map(({ id, path }) =>
      badFile(
        { file: path },
        `${GIVEN.up} does not have its revision ${id} to the end.`,
        `Write it again: alembic upgrade base:heads --sql > ${GIVEN.up}`,
      ),
    );
}

function severalHeads(migrations: readonly ForeignMigration[]): readonly Problem[] {
  const followed = new Set(migrations.flatMap(({ origin }) => origin.after ?? []));
  const heads = migrations.map(({ origin }) => origin.id).filter((id) => !followed.has(id));
  if (heads.length < 2) return [];
  return [
    {
      code: "adopt-file",
      severity: "warning",
      message: `The revisions have ${heads.length} heads: ${heads.join(", ")}.`,
      remedy:
        "Adopted, all stand in one line, as Alembic runs them. Look that no branch was left unmerged by mistake.",
    },
  ];
}
