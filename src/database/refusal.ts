// What the server refused outside of any migration, as a failure: it is no defect of ours.

import { Failure } from "../core/failure.ts";
import { isStatementError, SQLSTATE } from "./sqlstate.ts";

/** A StatementError becomes Failure `server-refused`; everything else stays as it is. */
export function asRefusal(thrown: unknown): unknown {
  if (!isStatementError(thrown)) return thrown;
  const { sqlstate, message, detail, hint } = thrown;
  const rights =
    "Connect as a role that may, or have the right granted; SECURITY.md lists what lockkeeper needs.";
  return new Failure("server-refused", `PostgreSQL refused: ${message}${detail ? ` (${detail})` : ""}`, {
    hint: sqlstate === SQLSTATE.insufficientPrivilege ? rights : (hint ?? `Its code is ${sqlstate}.`),
    cause: thrown,
  });
}
