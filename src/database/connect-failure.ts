// Says in plain words why a connection could not be made, and what to type next.

import { Failure } from "../core/failure.ts";
import { redact } from "../core/redact.ts";
import { SQLSTATE } from "./sqlstate.ts";
import type { TargetDescription } from "./target.ts";

/** What a driver tells: `code` is a SQLSTATE, a system error code or a TLS error code. */
export interface ConnectError {
  readonly code?: string;
  readonly message: string;
}

type Reason = readonly [reason: string, hint: string];
type Explanation = (target: TargetDescription, error: ConnectError) => Reason;

const START_HINT = "Start the server, or correct host and port in the database URL.";
const CERTIFICATE_HINT =
  "Give the authority's certificate: add sslrootcert=/path/ca.pem to the URL, or sslmode=require to go without.";

const untrusted: Explanation = (target, error) => [
  `the certificate of ${target.host} is not trusted (${error.message})`,
  CERTIFICATE_HINT,
];

const timedOut: Explanation = (target) => [
  `${target.host} port ${target.port} did not answer in time`,
  "Check the network, a firewall or security group, and whether the server is overloaded.",
];

const unreachable: Explanation = (target) => [
  `no network route leads to ${target.host}`,
  "Check the network or VPN, and the host in the database URL.",
];

const unknownHost: Explanation = (target) => [
  `the host name ${target.host} is not known`,
  "Check the host in the database URL, and the name service of this machine.",
];

const BY_CODE: Readonly<Record<string, Explanation>> = {
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ECONNREFUSED: (target) => [`nothing listens at ${target.host} port ${target.port}`, START_HINT],
  ENOENT: (target, error) =>
    target.host.startsWith("/")
      ? [`there is no server socket in ${target.host} for port ${target.port}`, START_HINT]
      : [
          `a file that the URL names cannot be read (${error.message})`,
          "Correct sslrootcert, sslcert or sslkey.",
        ],
  EACCES: (target) => [
    `this user may not use the server socket in ${target.host}`,
    "Run as a user who may, or connect over TCP.",
  ],
  ETIMEDOUT: timedOut,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  CERT_HAS_EXPIRED: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted,
  [SQLSTATE.invalidPassword]: (target) => [
    `the password for user ${target.user} was not accepted`,
    "Correct the password in the database URL or in PGPASSWORD.",
  ],
  [SQLSTATE.invalidAuthorization]: (target, error) => [
    `user ${target.user} was not let in: ${error.message}`,
    /no encryption|SSL off/i.test(error.message)
      ? "The server wants TLS: add ?sslmode=require to the database URL."
      : "Check the user in the database URL, and pg_hba.conf on the server.",
  ],
  [SQLSTATE.invalidDatabase]: (target) => [
    `the database ${target.database} does not exist`,
    `Create it (createdb ${target.database}), or correct its name in the database URL.`,
  ],
  [SQLSTATE.tooManyConnections]: () => [
    "the server has no connection left",
    "Close idle sessions or raise max_connections, then run the same command again.",
  ],
  [SQLSTATE.cannotConnectNow]: (_, error) => [
    `the server is not ready: ${error.message}`,
    "Wait until it has started, then run the same command again.",
  ],
};

const BY_MESSAGE: readonly (readonly [RegExp, Explanation])[] = [
  [/timeout expired/, timedOut],
  [
    /password must be a string|no password supplied/,
    (target) => [
      `the server asks for a password for user ${target.user}, and none was given`,
      "Put it into PGPASSWORD or into the database URL.",
    ],
  ],
  [
    /does not support SSL/,
    () => [
      "the URL asks for TLS, and the server does not offer it",
      "Turn ssl on in the server, or add sslmode=disable to the URL where the network is trusted.",
    ],
  ],
  [
    /sslmode=verify-ca requires/,
    () => ["sslmode=verify-ca needs the authority's certificate", "Add sslrootcert=/path/ca.pem to the URL."],
  ],
  [
    /terminated unexpectedly|ECONNRESET|socket hang up/,
    (target) => [
      `${target.host} port ${target.port} closed the connection at once`,
      "Check that it is a PostgreSQL server or pooler, and look into its log.",
    ],
  ],
];

/** The failure for an error met while connecting. The message never holds a password. */
export function connectFailure(target: TargetDescription, error: ConnectError): Failure {
  const explanation =
    BY_CODE[error.code ?? ""] ?? BY_MESSAGE.find(([pattern]) => pattern.test(error.message))?.[1];
  const [reason, hint] = explanation?.(target, error) ?? [error.message, "Check the database URL."];
  return new Failure("connection-failed", redact(`Cannot connect to ${target.shown}: ${reason}.`), {
    hint,
    cause: error,
  });
}
