// Passwords that are written out: in addresses, statements, values of Terraform and files of variables.

import type { SecretForm } from "./forms.ts";
import { isMadeUpPassword, isPlaceholder } from "./made-up.ts";

interface PasswordForm extends Omit<SecretForm, "source"> {
  /** The files in which it means a password. */
  readonly in: RegExp;
}

const isReal = (password: string): boolean => !isMadeUpPassword(password);

/** Names that are reserved for examples or stay within a network, and addresses that do. */
const NOT_REACHABLE =
  /(?:^|\.)(?:example|test|invalid|localhost|local|svc)$|(?:^|\.)example\.\w+$|\.svc\.|^(?:127|10|192\.168|172\.\d+)\./i;

/** What the name of a secret ends in. */
const NAME = String.raw`[\w-]*(?:password|passwd|passphrase|api_?key|access_?key|secret_?key|auth_?token)`;

export const PASSWORD_FORMS: readonly PasswordForm[] = [
  {
    what: "a password in an address",
    // Only a host that others can reach: one without a dot is a name of this machine, or of a container beside it.
    pattern:
      /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@'"`<>[\]{}$]{1,80}:(?<secret>[^\s:/?#@'"`<>[\]{}$]{8,200})@(?<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,20})/gi,
    in: /./,
    isReal: (password, host) => isReal(password) && !NOT_REACHABLE.test(host),
  },
  {
    what: "a password in a statement",
    pattern: /\bpassword\s+E?'(?<secret>[^'\n]{4,200})'/gi,
    in: /\.sql$/,
    isReal: (password) => !isPlaceholder(password),
  },
  {
    what: "a password in a value of Terraform",
    pattern: new RegExp(String.raw`^[ \t]*"?${NAME}"?[ \t]*=[ \t]*"(?<secret>[^"\n]{4,200})"`, "gim"),
    in: /\.(?:tf|tfvars|hcl)$/,
    isReal: (password) => !isPlaceholder(password),
  },
  {
    what: "a password in a file of variables",
    pattern: new RegExp(
      String.raw`^(?:export )?${NAME}=(?<quote>["']?)(?<secret>[^\s"']{8,200})\k<quote>$`,
      "gim",
    ),
    in: /(?:^|\/)\.env(?:\.[\w-]+)?$/,
    isReal,
  },
];

/** One search for what all of these have in common. */
export const MAY_HOLD_PASSWORD: RegExp = /:\/\/[^\s/]*@|pass|secret|key|token/i;
