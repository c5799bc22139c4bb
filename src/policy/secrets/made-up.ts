// Whether a secret is one, or a word that stands where one would.

/** What people write instead of a secret. */
const WORDS =
  /example|sample|placeholder|change.?me|replace|dummy|fake|redacted|insert|your|foo.?bar|xxx|\.\.\.|…|\*\*\*|<|>|\$\{|\{\{|%[({s]|abcdef|012345|123456|987654|qwert|deadbeef|asdf/i;
/** What a password that nobody guards is made of. */
const WEAK_WORDS =
  /pass|pwd|secret|token|user|admin|root|test|demo|local|dev(?!i)|default|postgres|mysql|redis|rabbit|mongo|guest|hello|world|foo|bar|baz|hunter|mock|stub|random|some|very|super|strong|correct|value|string|none|null|undefined/i;
const WEAK =
  /^(?:password|passwd|secret|postgres|mysql|root|admin|test|tests?|user|demo|local|dev|none|null)\d{0,4}!?$/i;
const SAME_IN_A_ROW = /(.)\1{4,}/;
const PASSWORD_LENGTH_MIN = 8;
/** Bits for each character: of letters and digits at random it is above four for what is long. */
const TOKEN_BITS_MIN = 3;
const KEY_BITS_MIN = 4.5;
const PASSWORD_BITS_MIN = 2.5;

/** True for what only has the form of a token. */
export const isMadeUpToken = (token: string): boolean =>
  WORDS.test(token) || SAME_IN_A_ROW.test(token) || bitsIn(token) < TOKEN_BITS_MIN;

/** True for a key that is cut short, or is the same all over. Keys that were made hold long rows of one letter. */
export const isMadeUpKey = (key: string): boolean => /\.\.\.|xxxxx/i.test(key) || bitsIn(key) < KEY_BITS_MIN;

/** True for a password that says of itself that it is none. What else is written down opens something. */
export const isPlaceholder = (password: string): boolean =>
  password.includes("$") || WORDS.test(password) || WEAK.test(plain(password));

/** True for a password that is a word, a variable or too simple to keep anybody out. */
export function isMadeUpPassword(password: string): boolean {
  return (
    password.length < PASSWORD_LENGTH_MIN ||
    !/\d/.test(password) ||
    !/[A-Za-z]/.test(password) ||
    password.includes("$") ||
    WORDS.test(password) ||
    WEAK_WORDS.test(plain(password)) ||
    SAME_IN_A_ROW.test(password) ||
    bitsIn(password) < PASSWORD_BITS_MIN
  );
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{ "0": "o", "1": "i", "3": "e", "4": "a", "5": "s" },
  ...{ "7": "t", "@": "a", "!": "i" },
};

/** `p4ssw0rd` is `password`. */
const plain = (text: string): string => text.replaceAll(/[013457@!]/g, (char) => LOOKALIKES[char] ?? char);

/** How many bits each character tells, by how often each stands there. */
function bitsIn(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return counts
    .values()
    .map((count) => count / text.length)
    .reduce((bits, share) => bits - share * Math.log2(share), 0);
}
