// Takes secrets out of text before anybody sees it.

/** Each has three groups: what stands before the secret, the secret, and what stands after it. */
const SECRETS: readonly RegExp[] = [
  // A scheme has no more letters than these, and text without spaces may have as many as it likes.
  /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/?#@]*:)([^\s@/]*)(@)/gi,
  /([?&](?:password|sslpassword)=)([^&\s]*)()/gi,
  /\b((?:ssl)?password\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s&]+)()/gi,
  /\b(password\s+E?')((?:[^'\\]|''|\\.)*)(')/gi,
];

/** Secrets that were read for placeholders: what they are called tells nothing about where they turn up. */
const known = new Set<string>();

/** From now on this text is covered wherever it stands. */
export const keepSecret = (secret: string): void => void known.add(secret);

/** The text with passwords in URLs, connection strings and `PASSWORD '…'` clauses, and kept secrets, replaced by `***`. */
export const redact = (text: string): string => covered(text, () => "***");

/** The same with a star for each character, so that every place in the text stays where it was. */
export const redactInPlace = (text: string): string => covered(text, (secret) => "*".repeat(secret.length));

/** Most text holds none of the words that a secret stands behind, and is not searched four times. */
const MAY_HOLD_SECRET = /:\/\/|password/i;

const covered = (text: string, cover: (secret: string) => string): string =>
  coveredByForm(withoutKnown(text, cover), cover);

/** The longest first: one may be a part of another. */
const withoutKnown = (text: string, cover: (secret: string) => string): string =>
  known.size === 0
    ? text
    : [...known]
        .toSorted((a, b) => b.length - a.length)
        .reduce((rest, secret) => rest.replaceAll(secret, () => cover(secret)), text);

const coveredByForm = (text: string, cover: (secret: string) => string): string => {
  if (!MAY_HOLD_SECRET.test(text)) return text;
  return SECRETS.reduce(
    (rest, pattern) =>
      rest.replaceAll(
        pattern,
        (_, ...[before = "", secret = "", after = ""]: string[]) => before + cover(secret) + after,
      ),
    text,
  );
};
