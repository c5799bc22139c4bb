// The list of tools that are adopted from. To add one: a folder beside this file and a line here.

import type { Tool } from "../tool.ts";
import { alembic } from "./alembic/tool.ts";
import { authelia } from "./authelia/tool.ts";
import { dbmate } from "./dbmate/tool.ts";
import { diesel } from "./diesel/tool.ts";
import { drizzle } from "./drizzle/tool.ts";
import { flyway } from "./flyway/tool.ts";
import { golangMigrate } from "./golang-migrate/tool.ts";
import { goose } from "./goose/tool.ts";
import { graphileMigrate } from "./graphile-migrate/tool.ts";
import { knex } from "./knex/tool.ts";
import { liquibase } from "./liquibase/tool.ts";
import { nodePgMigrate } from "./node-pg-migrate/tool.ts";
import { pgDump } from "./pg-dump/tool.ts";
import { postgresMigrations } from "./postgres-migrations/tool.ts";
import { prisma } from "./prisma/tool.ts";
import { rails } from "./rails/tool.ts";
import { sqitch } from "./sqitch/tool.ts";
import { sqlx } from "./sqlx/tool.ts";
import { supabase } from "./supabase/tool.ts";
import { temporal } from "./temporal/tool.ts";
import { tern } from "./tern/tool.ts";

export const TOOLS: readonly Tool[] = [
  alembic,
  authelia,
  dbmate,
  diesel,
  drizzle,
  flyway,
  golangMigrate,
  goose,
  graphileMigrate,
  knex,
  liquibase,
  nodePgMigrate,
  pgDump,
  postgresMigrations,
  prisma,
  rails,
  sqitch,
  sqlx,
  supabase,
  temporal,
  tern,
];
