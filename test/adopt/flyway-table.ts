// The table of Flyway, and a row of it by Flyway's rules.

import { checksumOf } from "../../src/adopt/tools/flyway/checksum.ts";

/** PostgreSQLDatabase.getRawCreateScript of Flyway's source. */
export const TABLE = `create table flyway_schema_history (
  installed_rank int not null, version varchar(50), description varchar(200) not null, type varchar(20) not null,
  script varchar(1000) not null, checksum int, installed_by varchar(100) not null,
  installed_on timestamp not null default now(), execution_time int not null, success boolean not null);
alter table flyway_schema_history add constraint flyway_schema_history_pk primary key (installed_rank);
create index flyway_schema_history_s_idx on flyway_schema_history (success);`;

interface Row {
  readonly rank: number;
  readonly version?: string;
  readonly description: string;
  readonly type?: string;
  readonly script: string;
  readonly text?: string;
}

export const rowOf = ({ rank, version, description, type = "SQL", script, text }: Row): string =>
  `insert into flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by,
    installed_on, execution_time, success) values (${rank}, ${version === undefined ? "null" : `'${version}'`},
    '${description}', '${type}', '${script}', ${text === undefined ? "null" : checksumOf(text)}, 'deployer',
    timestamp '2024-05-01 10:00' + ${rank} * interval '1 minute', 12, true);`;
