// The library's face: the journeys, the nouns they speak in, and the real world to run them in.

export type { Failure, FailureCode } from "./core/failure.ts";
export type {
  MigrateOutcome,
  NoteOutcome,
  Outcome,
  OutcomeWord,
  PlanOutcome,
  StatusOutcome,
  VerifyOutcome,
} from "./core/outcome.ts";
export { wordOf } from "./core/outcome-word.ts";
export type { Problem } from "./core/problem.ts";
export type { Settings } from "./core/settings.ts";
export { asVersion, type Version } from "./core/version.ts";
export type { World } from "./core/world.ts";
export type { Audience, Journey } from "./flow/journey.ts";
export { migrate } from "./flow/migrate.ts";
export { preview } from "./flow/preview.ts";
export { showStatus } from "./flow/status.ts";
export { undo } from "./flow/undo.ts";
export { verify } from "./flow/verify.ts";
export type { Report, Rule } from "./lint/lint.ts";
export { realWorld } from "./world/world.ts";
