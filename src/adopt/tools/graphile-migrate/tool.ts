// graphile-migrate: committed files that name their own hash and the one before, and a table of those hashes.

import { holdAdvisory } from "../../advisory-lock.ts";
import { above, foldersWith } from "../../folders.ts";
import { badFile } from "../../reading.ts";
import { isoOf } from "../../then.ts";
import type { ForeignFolder, Tool } from "../../tool.ts";
import type { ForeignProject } from "../../../core/adoption.ts";
import type { Problem } from "../../../core/problem.ts";
import { readCommitted } from "./committed.ts";

/** Of the makers: https://github.com/graphile/migrate/blob/main/src/pgReal.ts */
const LOCK_KEY = 4_727_445_306_447_283n;

export const graphileMigrate: Tool = {
  name: "graphile-migrate",
  title: "graphile-migrate",
  about: "committed/<digits>-name.sql with `--! Previous:` and `--! Hash:`",
  recognise: async (folder) =>
    above(await foldersWith(folder, { named: /^\d+(?:-[-_a-zA-Z0-9]*)?\.sql$/, says: /^--! Previous:/m })),
  read,
  history: {
    places: [{ schema: "graphile_migrate", table: "migrations" }],
    schemas: ["graphile_migrate"],
    columns: ["hash", "previous_hash", "filename", "date"],
    tellsEach: true,
    read: async (session, { quoted }) => ({
      rows: (
        await session.query<{ hash: string; at: string }>(
          `select hash, ${isoOf("date")} as at from ${quoted} order by filename`,
        )
      ).map(({ hash, at }) => ({ id: hash, state: "applied", appliedAt: at })),
      problems: [],
    }),
    hold: (session, _table, how) => holdAdvisory(session, "graphile-migrate", { key: LOCK_KEY, how }),
  },
};

async function read(folder: ForeignFolder): Promise<ForeignProject> {
  const { migrations, problems } = await readCommitted(folder);
  return { migrations, problems: [...problems, ...(await uncommitted(folder))] };
}

/** What is being worked on has run on the developer's database only. */
async function uncommitted(folder: ForeignFolder): Promise<readonly Problem[]> {
  const current = folder.paths.filter((path) => /^current(?:\.sql|\/[^/]+\.sql)$/.test(path));
  const files = await Promise.all(current.map((path) => folder.read(path)));
  return files.flatMap((file) =>
    file === undefined || /^(?:\s|--.*)*$/.test(file.text)
      ? []
      : [
          {
            ...badFile(
              { file: file.path },
              "it holds a change that is not committed, and is not taken over.",
              "Commit it with graphile-migrate first, or make a new migration of it afterwards.",
            ),
            severity: "warning" as const,
          },
        ],
  );
}
