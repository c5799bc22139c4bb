// Files and table of dbmate.

import { copies, mixes, repeats } from "./doubts.ts";
import type { Exporter } from "./exporter.ts";
import { literal } from "./history-file.ts";

export const dbmate: Exporter = {
  name: "dbmate",
  title: "dbmate",
  about: "<digits>_name.sql with `-- migrate:up` and `-- migrate:down`",
  problems: ({ migrations, repeatables }) => [
    ...migrations.flatMap((each) => [...copies("dbmate", each), ...mixes("dbmate", each)]),
    ...repeatables.map((each) => repeats("dbmate", each)),
  ],
  files: ({ migrations }) =>
    migrations.map(({ number, name, script, down, alone }) => {
      const how = alone ? " transaction:false" : "";
      const text = `-- migrate:up${how}\n${script.source.trim()}\n\n-- migrate:down${how}\n${down?.source.trim() ?? ""}\n`;
      return { path: `${number}_${name}.sql`, text };
    }),
  history: ({ migrations }) => ({
    table: "schema_migrations",
    create: "create table if not exists schema_migrations (version varchar(128) primary key);",
    rows: migrations
      .filter(({ applied }) => applied)
      .map(({ number }) => `insert into schema_migrations (version) values (${literal(number)})`),
  }),
};
