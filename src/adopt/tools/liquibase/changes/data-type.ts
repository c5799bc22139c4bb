// Liquibase's own names of types as PostgreSQL's.

const SAME: Readonly<Record<string, string>> = {
  ...{ int: "integer", integer: "integer", int4: "integer", serial: "integer", serial4: "integer" },
  ...{ bigint: "bigint", int8: "bigint", bigserial: "bigint", serial8: "bigint" },
  ...{ smallint: "smallint", int2: "smallint", tinyint: "smallint" },
  ...{ bool: "boolean", boolean: "boolean", double: "double precision", currency: "decimal" },
  ...{ clob: "text", longtext: "text", mediumtext: "text", tinytext: "text", nclob: "text", text: "text" },
  ...{ blob: "oid", longblob: "bytea", binary: "bytea", varbinary: "bytea", bytea: "bytea" },
};

/** Those that keep what stands in parentheses. */
const SIZED: Readonly<Record<string, string>> = {
  ...{ varchar: "varchar", varchar2: "varchar", nvarchar: "varchar", nvarchar2: "varchar" },
  ...{ "character varying": "varchar", number: "numeric" },
};

const PARTS = /^(?<name>[A-Za-z_][\w ]*)(?:\((?<size>[^)]*)\))?(?<rest>\s.*)?$/s;
const TIME = /^(?:timestamp|datetime|datetime2|time)$/;
const ZONED: Readonly<Record<string, string>> = { timestamptz: "timestamp", timetz: "time" };

/** The type; what is not Liquibase's own stays as it is written. */
export function dataType(written: string): string {
  const type = written.trim().replace(/^java\.sql\.Types\./, "");
  const { name: own = "", size, rest = "" } = PARTS.exec(type)?.groups ?? {};
  const [base = "", ...words] = own.toLowerCase().split(/\s+/);
  const name = own.toLowerCase().trim();
  if (SAME[name] !== undefined && rest === "") return SAME[name];
  const sizes =
    size === undefined
      ? ""
      : `(${size
          .split(",")
          .map((each) => each.trim())
          .join(", ")})`;
  if (SIZED[name] !== undefined && rest === "") return `${SIZED[name]}${sizes}`;
  if (ZONED[name] !== undefined) return `${ZONED[name]}${sizes} with time zone`;
  if (TIME.test(base)) {
    const zone = /with(?:out)?\s+time\s*zone/i.exec(`${words.join(" ")}${rest}`)?.[0].toLowerCase();
    return `${base === "time" ? base : "timestamp"}${sizes} ${zone ?? "without time zone"}`;
  }
  return sizes === "" ? type : `${own}${sizes}${rest}`;
}

/** True for a type that counts by itself. */
export const counts = (written: string): boolean => /^(?:big)?serial[48]?$/i.test(written.trim());
