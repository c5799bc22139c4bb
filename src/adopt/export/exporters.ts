// The list of tools that are exported to. To add one: a file beside this one and a line here.

import { dbmate } from "./dbmate.ts";
import type { Exporter } from "./exporter.ts";
import { flyway } from "./flyway.ts";
import { golangMigrate } from "./golang-migrate.ts";
import { goose } from "./goose.ts";
import { liquibase } from "./liquibase.ts";

export const EXPORTERS: readonly Exporter[] = [dbmate, flyway, golangMigrate, goose, liquibase];
