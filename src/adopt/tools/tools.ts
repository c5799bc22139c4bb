// The list of tools that are adopted from. To add one: a folder beside this file and a line here.

import type { Tool } from "../tool.ts";
import { alembic } from "./alembic/tool.ts";
import { dbmate } from "./dbmate/tool.ts";
import { golangMigrate } from "./golang-migrate/tool.ts";
import { sqitch } from "./sqitch/tool.ts";

export const TOOLS: readonly Tool[] = [alembic, dbmate, golangMigrate, sqitch];
