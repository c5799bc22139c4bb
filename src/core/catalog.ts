// What a database's catalogs say, as one value that can be compared, and what differs between two of them.

/** One thing that a schema holds, with everything that `pg_dump --schema-only` would write about it. */
export interface CatalogObject {
  /** `table`, `column`, `index`, `constraint`, `function` and so on: PostgreSQL's own word. */
  readonly kind: string;
  /** The object as people write it: `public.orders.note`, `public.total(integer)`. Unique within its kind. */
  readonly name: string;
  /** `kind name` of the object that this one is a part of, and goes with: a column's table, an index's constraint. */
  readonly parent?: string;
  /** What is said of it, each fact under a short word: `type`, `default`, `definition`, `owner`. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A schema in canonical form: two databases have equal snapshots exactly if pg_dump would write the same of them. */
export interface Snapshot {
  /** `server_version_num` of the server that told. */
  readonly serverVersion: number;
  /** By `kind name`, sorted. */
  readonly objects: ReadonlyMap<string, CatalogObject>;
  /** SHA-256, in hex, of all of it. */
  readonly digest: string;
}

/** One thing that two snapshots do not agree on. */
export interface Difference {
  readonly change: "added" | "removed" | "changed";
  readonly kind: string;
  readonly name: string;
  /** For `changed`: which fact, and what it was and is. Absent where the one side has no such fact. */
  readonly fact?: string;
  readonly before?: string;
  readonly after?: string;
}
