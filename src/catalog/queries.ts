// Everything that is asked of the catalogs, what others are parts of before its parts.

import type { CatalogQuery } from "./query.ts";
import { COLUMNS } from "./queries/columns.ts";
import { CONSTRAINTS, INDEXES } from "./queries/constraints.ts";
import {
  FOREIGN_DATA_WRAPPERS,
  PUBLICATIONS,
  SERVERS,
  SUBSCRIPTIONS,
  USER_MAPPINGS,
} from "./queries/foreign.ts";
import { AGGREGATES, FUNCTIONS } from "./queries/functions.ts";
import {
  ACCESS_METHODS,
  CASTS,
  LANGUAGES,
  OPERATOR_CLASSES,
  OPERATOR_FAMILIES,
  OPERATORS,
  TRANSFORMS,
} from "./queries/operators.ts";
import { DEFAULT_PRIVILEGES, SYSTEM_GRANTS } from "./queries/privileges.ts";
import { RELATIONS, SEQUENCES } from "./queries/relations.ts";
import { EXTENSIONS, SCHEMAS } from "./queries/schemas.ts";
import { STATISTICS } from "./queries/statistics.ts";
import {
  COLLATIONS,
  CONVERSIONS,
  SEARCH_CONFIGURATIONS,
  SEARCH_DICTIONARIES,
  SEARCH_PARSERS,
  SEARCH_TEMPLATES,
} from "./queries/text.ts";
import { EVENT_TRIGGERS, POLICIES, RULES, TRIGGERS } from "./queries/triggers.ts";
import { DOMAINS, TYPES } from "./queries/data-types.ts";

export const QUERIES: readonly CatalogQuery[] = [
  ...[SCHEMAS, EXTENSIONS, TYPES, DOMAINS, RELATIONS, CONSTRAINTS, INDEXES, COLUMNS, SEQUENCES, STATISTICS],
  ...[FUNCTIONS, AGGREGATES, TRIGGERS, RULES, POLICIES, EVENT_TRIGGERS],
  ...[OPERATORS, OPERATOR_FAMILIES, OPERATOR_CLASSES, CASTS, TRANSFORMS, ACCESS_METHODS, LANGUAGES],
  ...[COLLATIONS, CONVERSIONS, SEARCH_PARSERS, SEARCH_TEMPLATES, SEARCH_DICTIONARIES, SEARCH_CONFIGURATIONS],
  ...[FOREIGN_DATA_WRAPPERS, SERVERS, USER_MAPPINGS, PUBLICATIONS, SUBSCRIPTIONS],
  ...[DEFAULT_PRIVILEGES, ...SYSTEM_GRANTS],
];
