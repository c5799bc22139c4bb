// The tables of Temporal, what its program writes into them, and a version as its folder holds it.

import { hash } from "node:crypto";

import type { Files } from "./adopting.ts";

/** What `setup-schema -v 0.0` makes. */
export const TEMPORAL_TABLES = `
create table if not exists schema_version(
  version_partition int not null, db_name varchar(255) not null, creation_time timestamp,
  curr_version varchar(64), min_compatible_version varchar(64), primary key (version_partition, db_name));
create table if not exists schema_update_history(
  version_partition int not null, year int not null, month int not null, update_time timestamp not null,
  description varchar(255), manifest_md5 varchar(64), new_version varchar(64), old_version varchar(64),
  primary key (version_partition, year, month, update_time));
`;

export interface Reached {
  readonly version: string;
  readonly before: string;
  readonly md5: string;
}

/** What it writes once a version is reached. The times are told apart by the version. */
export const reached = ({ version, before, md5 }: Reached): string => `
insert into schema_version values (0, current_database(), now() at time zone 'UTC', '${version}', '0.1')
  on conflict (version_partition, db_name) do update set curr_version = excluded.curr_version;
insert into schema_update_history values
  (0, 2024, 1, clock_timestamp() at time zone 'UTC', '', '${md5}', '${version}', '${before}');
`;

/** What it writes when it sets a schema up. */
export const setUpAt = (version: string): string => reached({ version, before: "0", md5: "" });

/** The text of a manifest. */
export const manifestOf = (version: string, more: Readonly<Record<string, unknown>>): string =>
  `${JSON.stringify({ CurrVersion: version, MinCompatibleVersion: "0.1", ...more }, undefined, 2)}\n`;

export const md5Of = (manifest: string): string => hash("md5", manifest, "hex");

/** The files of a version that has one of SQL. */
export const versionFiles = (version: string, description: string, sql: string): Files => ({
  [`v${version}/manifest.json`]: manifestOf(version, {
    Description: description,
    SchemaUpdateCqlFiles: ["change.sql"],
  }),
  [`v${version}/change.sql`]: sql,
});
