// The door of the room: sessions, their settings, the server they reached, and the deploy lock.

export { applicationName, connect } from "./connect.ts";
export { deployLockHolder, releaseDeployLock, showHolder, takeDeployLock } from "./deploy-lock.ts";
export type { DeployLock } from "./deploy-lock.ts";
export { findBlockers } from "./blockers.ts";
export type { PipelineRequest } from "./pipeline.ts";
export { asRefusal } from "./refusal.ts";
export { endSession } from "./end-session.ts";
export type { Session, StatementResult } from "./session.ts";
export { localLimits, localRequest, resetRequests, resetSession, setLimits } from "./settings.ts";
export { isStatementError, SQLSTATE, StatementError } from "./sqlstate.ts";
export { describeUrl, siblingUrl } from "./target.ts";
