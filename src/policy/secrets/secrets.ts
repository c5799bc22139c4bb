// Secrets in files of any kind: which there are, and the files with stars in their place.

import { SECRET_COMMITTED, SECRET_IN_EXAMPLE } from "../../core/secret-rules.ts";
import type { PolicyFile, PolicyRule, Report, Spot } from "../rule.ts";
import { MAY_HOLD_TOKEN, TOKEN_FORMS, type SecretForm } from "./forms.ts";
import { isMadeUpToken } from "./made-up.ts";
import { MAY_HOLD_PASSWORD, PASSWORD_FORMS } from "./passwords.ts";

/** A secret that a file holds. It knows no more of its value than may be shown. */
interface FoundSecret {
  readonly spot: Spot;
  readonly length: number;
  readonly what: string;
  /** How it begins. */
  readonly shown: string;
}

const SHOWN_UNITS = 4;

const isRealToken = (token: string): boolean => !isMadeUpToken(token);

/** The secrets of a file, from top to bottom. */
export function readSecrets(file: PolicyFile): readonly FoundSecret[] {
  const { path, text } = file;
  const tokens = MAY_HOLD_TOKEN.test(text) ? TOKEN_FORMS.flatMap((form) => matchesOf(form, file)) : [];
  const passwords = MAY_HOLD_PASSWORD.test(text)
    ? PASSWORD_FORMS.filter((form) => form.in.test(path)).flatMap((form) => matchesOf(form, file))
    : [];
  const found = [...tokens, ...passwords].toSorted((a, b) => a.at - b.at);
  return found.map(({ what, at, secret }) => ({
    spot: { file: path, at },
    length: secret.length,
    what,
    shown: secret.slice(0, SHOWN_UNITS),
  }));
}

interface Match {
  readonly what: string;
  readonly at: number;
  readonly secret: string;
}

function matchesOf(
  { what, pattern, isReal = isRealToken }: Omit<SecretForm, "source">,
  { text }: PolicyFile,
): readonly Match[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const inner = match.groups?.["secret"];
    const secret = (inner ?? match[0]).trim();
    const at = match.index + match[0].indexOf(secret);
    return isReal(secret, match.groups?.["host"] ?? "") ? [{ what, at, secret }] : [];
  });
}

/** The file with a star for each character of its secrets, so that every other place stays where it was. */
export function withoutSecrets(file: PolicyFile, secrets: readonly FoundSecret[]): readonly PolicyFile[] {
  const own = secrets.filter(({ spot }) => spot.file === file.path);
  // Most files have neither a secret nor an allowance, and there are many files. Documents show how one is written.
  const mayAllow = file.text.includes("lockkeeper:") && !EXAMPLES.test(file.path);
  if (own.length === 0 && !mayAllow) return [];
  const text = own.reduce(
    (covered, { spot: { at }, length }) =>
      covered.slice(0, at) +
      covered.slice(at, at + length).replaceAll(/[^\n]/g, "*") +
      covered.slice(at + length),
    file.text,
  );
  return [{ path: file.path, text }];
}

/** Words of paths where people show how something looks, where tests have keys of their own, and of what others wrote. */
const EXAMPLES =
  /(?:^|[/._-])(?:tests?|testing|testdata|testkeys?|specs?|e2e|integration|suites?|fixtures?|mocks?|stubs?|fakes?|examples?|samples?|demos?|docs?|documentation|vendor|third-party)(?=[/._-]|$)|\.(?:mdx?|rst|adoc|template|dist)$/i;

const INSTEAD =
  "Take it back where it was given out: whoever has the repository has it. Then read it from the environment or a store of secrets.";

export const SECRET_RULES: readonly PolicyRule<readonly FoundSecret[]>[] = [
  {
    name: SECRET_COMMITTED,
    class: "hazard",
    severity: "error",
    about: "a secret in a file of the repository",
    check: (secrets) => reportsOn(secrets.filter(({ spot }) => !EXAMPLES.test(spot.file))),
  },
  {
    name: SECRET_IN_EXAMPLE,
    class: "advice",
    severity: "warning",
    about: "what looks like a secret in a test, a document or an example",
    check: (secrets) => reportsOn(secrets.filter(({ spot }) => EXAMPLES.test(spot.file))),
  },
];

const reportsOn = (secrets: readonly FoundSecret[]): readonly Report[] =>
  secrets.map(({ spot, what, shown, length }) => ({
    spot,
    message: `This looks like ${what} (${shown}…, ${length} characters).`,
    instead: INSTEAD,
  }));
