// The server's own tables, which no file makes and which hold a row for each object at most.

import type { Table } from "../../core/schema.ts";

const SCHEMAS = ["pg_catalog", "information_schema"];

/** True for a catalog. PostgreSQL looks in pg_catalog first, so that `pg_index` alone means the one there. */
export const isOfServer = ({ name, known }: Table): boolean =>
  SCHEMAS.includes(name.schema) || (!known && name.name.startsWith("pg_"));
