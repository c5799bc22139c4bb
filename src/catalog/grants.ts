// Grants as PostgreSQL keeps them, told in words: who may do what.

/** Letters of an aclitem, in the order in which they are told. */
const PRIVILEGES: Readonly<Record<string, string>> = {
  r: "select",
  a: "insert",
  w: "update",
  d: "delete",
  D: "truncate",
  x: "references",
  t: "trigger",
  m: "maintain",
  X: "execute",
  U: "usage",
  C: "create",
  c: "connect",
  T: "temporary",
  s: "set",
  A: "alter system",
};

/** `"some one"=ar*w/owner`: who, the letters, a star behind those that may be handed on, and who granted. */
const ITEM = /^("(?:[^"]|"")*"|[^=]*)=([A-Za-z*]*)\/(.*)$/s;

/**
 * Facts about who has more or less than every such object gives from the start. `items` is null where nobody has
 * changed anything; `builtIn` is what it would be then.
 */
export function grantFacts(
  items: readonly string[] | null | undefined,
  builtIn: readonly string[] | null | undefined,
): readonly (readonly [fact: string, value: string])[] {
  if (items === null || items === undefined) return [];
  const now = byGrantee(items);
  const start = byGrantee(builtIn ?? []);
  return [...new Set([...now.keys(), ...start.keys()])]
    .toSorted()
    .filter((grantee) => now.get(grantee) !== start.get(grantee))
    .map((grantee) => [`grants to ${grantee}`, now.get(grantee) ?? "nothing"]);
}

function byGrantee(items: readonly string[]): ReadonlyMap<string, string> {
  const grants = new Map<string, string>();
  for (const item of items.toSorted()) {
    const [, grantee = "", letters = "", grantor = ""] = ITEM.exec(item) ?? [];
    const who = grantee === "" ? "public" : grantee;
    const known = grants.get(who);
    const told = `${inWords(letters)} by ${grantor}`;
    grants.set(who, known === undefined ? told : `${known}; ${told}`);
  }
  return grants;
}

function inWords(letters: string): string {
  return Object.entries(PRIVILEGES)
    .filter(([letter]) => letters.includes(letter))
    .map(([letter, word]) => (letters.includes(`${letter}*`) ? `${word} with grant option` : word))
    .join(", ");
}
