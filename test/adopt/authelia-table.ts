// The table of Authelia, and what it writes into it.

/** The first of its files makes it. */
export const AUTHELIA_TABLE = `create table if not exists migrations (
  id serial constraint migrations_pkey primary key,
  applied timestamp with time zone not null default current_timestamp,
  version_before integer null default null,
  version_after integer not null,
  application_version varchar(128) not null
);
`;

/** The row of one step. */
export const stepOf = (before: number, after: number): string =>
  `insert into migrations (applied, version_before, version_after, application_version)
    values (now() - interval '1 day', ${before}, ${after}, 'v4.39.1');\n`;
