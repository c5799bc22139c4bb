// Files and table of Flyway.

import type { SourceFile } from "../../core/migration.ts";
import type { Exportable, ExportableRepeatable, Exporter } from "./exporter.ts";
import { checksumOf } from "../tools/flyway/checksum.ts";
import { literal } from "./history-file.ts";

const CREATE = `\
create table if not exists flyway_schema_history (
  installed_rank int not null constraint flyway_schema_history_pk primary key,
  version varchar(50),
  description varchar(200) not null,
  type varchar(20) not null,
  script varchar(1000) not null,
  checksum int,
  installed_by varchar(100) not null,
  installed_on timestamp not null default now(),
  execution_time int not null,
  success boolean not null
);
create index if not exists flyway_schema_history_s_idx on flyway_schema_history (success);`;

export const flyway: Exporter = {
  name: "flyway",
  title: "Flyway",
  about: "V<digits>__name.sql, U<digits>__name.sql and R__name.sql",
  problems: () => [],
  files: ({ migrations, repeatables }) => [
    ...migrations.flatMap((each) => [
      { path: scriptOf(each), text: each.script.source },
      ...settingsOf(scriptOf(each), each.script.source, each.alone),
      ...(each.down === undefined
        ? []
        : [{ path: scriptOf(each).replace(/^V/, "U"), text: each.down.source }]),
    ]),
    ...repeatables.flatMap((each) => [
      { path: repeatableOf(each), text: each.file.text },
      ...settingsOf(repeatableOf(each), each.file.text, false),
    ]),
  ],
  history: ({ migrations, repeatables }) => {
    const versioned = migrations.flatMap((each) =>
      each.applied === undefined
        ? []
        : [
            {
              ...{ version: each.number, description: words(each.name), script: scriptOf(each) },
              ...{ text: each.script.source, at: each.applied.appliedAt, ms: each.applied.durationMs ?? 0 },
              order: each.applied.entry,
            },
          ],
    );
    const repeated = repeatables.flatMap((each) =>
      each.repeated === undefined
        ? []
        : [
            {
              ...{ version: undefined, description: words(each.name), script: repeatableOf(each) },
              ...{ text: each.file.text, at: each.repeated.repeatedAt, ms: each.repeated.durationMs },
            },
          ],
    );
    const rows = [...versioned.toSorted((a, b) => a.order - b.order), ...repeated];
    return { table: "flyway_schema_history", create: CREATE, rows: rows.map(rowOf) };
  },
};

const scriptOf = ({ number, name }: Exportable): string => `V${number}__${name}.sql`;

const repeatableOf = ({ name }: ExportableRepeatable): string => `R__${name.replaceAll("/", "_")}.sql`;

const words = (name: string): string => name.replaceAll(/[_/]/g, " ");

/** What Flyway has to be told of a file stands in another one beside it. */
function settingsOf(path: string, text: string, alone: boolean): readonly SourceFile[] {
  const lines = [
    ...(alone ? ["executeInTransaction=false"] : []),
    ...(text.includes("${") ? ["placeholderReplacement=false"] : []),
  ];
  return lines.length === 0 ? [] : [{ path: `${path}.conf`, text: `${lines.join("\n")}\n` }];
}

interface Row {
  readonly version: string | undefined;
  readonly description: string;
  readonly script: string;
  readonly text: string;
  readonly at: string;
  readonly ms: number;
}

const rowOf = ({ version, description, script, text, at, ms }: Row, index: number): string =>
  "insert into flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, " +
  `installed_on, execution_time, success) values (${index + 1}, ${version === undefined ? "null" : literal(version)}, ` +
  `${literal(description)}, 'SQL', ${literal(script)}, ${checksumOf(text)}, current_user, ` +
  `${literal(at)}::timestamptz, ${Math.round(ms)}, true)`;
