// The file that tells the other tool what is applied: run by the team, once, when they are ready.

import type { TableSql } from "./exporter.ts";

/** Text as PostgreSQL reads it between quotes. */
export const literal = (text: string): string =>
  `${text.includes("\\") ? "E" : ""}'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** The file. It makes the table where there is none, and refuses one that has rows already. */
export const historyFile = (tool: string, { table, create, rows }: TableSql): string => `\
-- Tells ${tool} what Lockkeeper has applied. Run it once, with psql and as the role that ${tool} runs as.
begin;

${create}
do $$
begin
  if exists (select from ${table}) then
    raise exception '${table} has rows already: nothing was written';
  end if;
end
$$;

${rows.map((row) => `${row};\n`).join("")}
commit;
`;
