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

export interface Grants {
  /** Absent where nobody has changed anything. */
  readonly items: readonly string[] | null | undefined;
  /** What it is where nobody has. */
  readonly builtIn: readonly string[] | null | undefined;
  readonly owner: string | undefined;
}

/** Facts about who has more or less than every such object gives from the start. */
export function grantFacts({
  items,
  builtIn,
  owner,
}: Grants): readonly (readonly [fact: string, value: string])[] {
  if (items === null || items === undefined) return [];
  const now = byGrantee(items, owner);
  const start = byGrantee(builtIn ?? [], owner);
  return [...new Set([...now.keys(), ...start.keys()])]
    .toSorted()
    .filter((grantee) => now.get(grantee) !== start.get(grantee))
    .map((grantee) => [
      `${start.has(grantee) ? "changed " : ""}grants to ${grantee}`,
      now.get(grantee) ?? "nothing",
    ]);
}

function byGrantee(items: readonly string[], owner: string | undefined): ReadonlyMap<string, string> {
  const grants = new Map<string, string>();
  for (const item of items.toSorted()) {
    const [, grantee = "", letters = "", grantor = ""] = ITEM.exec(item) ?? [];
    const who = grantee === "" ? "public" : unquoted(grantee);
    const told =
      unquoted(grantor) === owner ? inWords(letters) : `${inWords(letters)} by ${unquoted(grantor)}`;
    const known = grants.get(who);
    grants.set(who, known === undefined ? told : `${known}; ${told}`);
  }
  return grants;
}

const unquoted = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;

function inWords(letters: string): string {
  return Object.entries(PRIVILEGES)
    .filter(([letter]) => letters.includes(letter))
    .map(([letter, word]) => (letters.includes(`${letter}*`) ? `${word} with grant option` : word))
    .join(", ");
}
