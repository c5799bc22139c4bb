// The list of rules for pipelines, one line each.

import type { PolicyRule } from "../../rule.ts";
import type { Project } from "../model/project.ts";
import { rule as unpinnedUses } from "./unpinned-uses/rule.ts";

export const CI_RULES: readonly PolicyRule<Project>[] = [unpinnedUses];
