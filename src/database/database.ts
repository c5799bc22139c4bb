// The door of the room: sessions, their settings, the server they reached, and the deploy lock.

export { applicationName, connect } from "./connect.ts";
export type { ConnectOptions } from "./connect.ts";
export {
  DEPLOY_LOCK_KEY,
  deployLockHolder,
  releaseDeployLock,
  showHolder,
  takeDeployLock,
} from "./deploy-lock.ts";
export type { DeployLock, DeployLockOptions, LockHolder } from "./deploy-lock.ts";
export { findBlockers } from "./blockers.ts";
export type { PipelineRequest } from "./pipeline.ts";
export { describeServer, endSession } from "./server.ts";
export type { ServerDescription } from "./server.ts";
export type { Column, CopyData, Notice, Session, StatementResult, TransactionState } from "./session.ts";
export { resetRequests, resetSession, setLimits } from "./settings.ts";
export type { SessionLimits, SessionSettings } from "./settings.ts";
export { isStatementError, SQLSTATE, StatementError } from "./sqlstate.ts";
export { describeUrl } from "./target.ts";
export type { TargetDescription } from "./target.ts";
