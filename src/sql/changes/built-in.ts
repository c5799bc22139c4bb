// Functions that are well known, and whether each call of them may give another value.
// Source: pg_proc of PostgreSQL 15 and 18, checked against both by built-in.test.ts.

import type { RelationName } from "../../core/name.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** The functions that take a number from a sequence. */
export const TAKES_NUMBER: ReadonlySet<string> = new Set(["nextval"]);

/** Those of pg_catalog that somebody may write into a default or a condition. */
export const VOLATILE: ReadonlySet<string> = words(`
  array_sample array_shuffle clock_timestamp current_query currval gen_random_uuid lastval nextval
  pg_advisory_lock pg_advisory_xact_lock pg_notify pg_sleep pg_sleep_for pg_sleep_until pg_try_advisory_lock
  pg_try_advisory_xact_lock random random_normal set_config setseed setval timeofday uuidv4 uuidv7
`);

/** Of extensions that are often there: uuid-ossp, pgcrypto, pg_uuidv7. */
const VOLATILE_OF_EXTENSIONS: ReadonlySet<string> = words(`
  gen_random_bytes gen_salt uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuid_generate_v7
`);

export const STEADY: ReadonlySet<string> = words(`
  abs age array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position
  array_positions array_prepend array_remove array_replace array_to_json array_to_string array_to_tsvector
  array_upper ascii bit_length btrim cardinality cbrt ceil ceiling char_length character_length chr coalesce concat
  concat_ws current_database current_schema current_setting current_user date date_bin date_part date_trunc daterange decode
  degrees div encode enum_first enum_last enum_range exp extract family floor format generate_series get_bit
  get_byte has_column_privilege has_database_privilege has_function_privilege has_schema_privilege
  has_table_privilege host inet_client_addr inet_client_port inet_merge inet_same_family inet_server_addr
  inet_server_port initcap int4 int4range int8 int8range isempty isfinite json_array_length json_build_array
  json_build_object json_extract_path json_extract_path_text json_object json_strip_nulls json_typeof
  jsonb_array_length jsonb_build_array jsonb_build_object jsonb_exists jsonb_exists_all jsonb_exists_any
  jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_path_exists jsonb_path_match
  jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_typeof
  justify_days justify_hours justify_interval left length ln log lower lower_inc lower_inf lpad ltrim make_date
  make_interval make_time make_timestamp make_timestamptz masklen md5 mod network normalize now num_nonnulls
  num_nulls numeric numnode numrange octet_length overlay parse_ident pg_backend_pid pg_column_size
  pg_current_xact_id pg_has_role pg_typeof phraseto_tsquery pi plainto_tsquery position pow power quote_ident
  quote_literal quote_nullable radians regexp_count regexp_like regexp_match regexp_matches regexp_replace
  regexp_split_to_array regexp_substr repeat replace reverse right round row_to_json rpad rtrim scale session_user set_bit
  setweight sha224 sha256 sha384 sha512 sign split_part sqrt starts_with statement_timestamp string_to_array
  strip strpos substr substring text timestamp timestamptz timezone to_char to_date to_hex to_json to_jsonb
  to_number to_regclass to_regtype to_timestamp to_tsquery to_tsvector transaction_timestamp translate
  trim_scale trunc tsrange tstzrange txid_current unnest upper upper_inc upper_inf uuid_extract_timestamp
  websearch_to_tsquery width_bucket xml_is_well_formed
`);

/** `stable` stands for immutable too; undefined for what PostgreSQL does not bring, or is not well known. */
export function volatilityOfBuiltIn({ schema, name }: RelationName): "stable" | "volatile" | undefined {
  if (schema === undefined && VOLATILE_OF_EXTENSIONS.has(name)) return "volatile";
  if (schema !== undefined && schema !== "pg_catalog") return undefined;
  if (VOLATILE.has(name)) return "volatile";
  return STEADY.has(name) || schema !== undefined ? "stable" : undefined;
}
