// The SQLSTATE codes that we treat by name, and what PostgreSQL says when a statement fails.

/** Codes of PostgreSQL's appendix "PostgreSQL Error Codes". */
export const SQLSTATE = {
  activeTransaction: "25001",
  uniqueViolation: "23505",
  invalidStatementName: "26000",
  invalidAuthorization: "28000",
  invalidPassword: "28P01",
  invalidDatabase: "3D000",
  invalidSchemaName: "3F000",
  dependentObjects: "2BP01",
  deadlockDetected: "40P01",
  insufficientPrivilege: "42501",
  duplicateObject: "42710",
  undefinedTable: "42P01",
  tooManyConnections: "53300",
  objectInUse: "55006",
  lockNotAvailable: "55P03",
  queryCanceled: "57014",
  adminShutdown: "57P01",
  crashShutdown: "57P02",
  cannotConnectNow: "57P03",
} as const;

/**
 * Codes after which the server closes the session: shutdowns and its idle timeouts. Those of class 08 are not
 * among them: the server says 08006 about a publisher that CREATE SUBSCRIPTION could not reach.
 */
const ENDS_SESSION = /^(?:57P0[1235]|25P0[34])$/;

/** True where the session is gone after an error of this code. */
export const endsSession = (sqlstate: string): boolean => ENDS_SESSION.test(sqlstate);

export interface StatementErrorDetails {
  readonly sqlstate: string;
  readonly detail?: string;
  readonly hint?: string;
  /** Place in the statement that was sent: characters (code points), from 1. */
  readonly position?: number;
  /** Place in `internalQuery`, counted alike: the statement inside a function that failed. */
  readonly internalPosition?: number;
  readonly internalQuery?: string;
  /** The call stack, innermost first, in the server's words. */
  readonly where?: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
}

/** A statement that the server refused or gave up. The session lives on. */
export class StatementError extends Error implements StatementErrorDetails {
  override readonly name = "StatementError";
  readonly sqlstate: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly position?: number;
  readonly internalPosition?: number;
  readonly internalQuery?: string;
  readonly where?: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;

  constructor(message: string, details: StatementErrorDetails) {
    super(message);
    this.sqlstate = details.sqlstate;
    Object.assign(this, details);
  }
}

/** Tells a statement's own error from everything else that can be thrown. */
export const isStatementError = (thrown: unknown): thrown is StatementError =>
  thrown instanceof StatementError;
