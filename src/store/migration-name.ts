// Names of migrations: from any words to lower-case ASCII words joined by underscores.

export const NAME_LENGTH_MAX = 60;

/** Letters that Unicode does not take apart into a letter and its accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/**
 * Words as a migration's name: accents and signs go, words are joined by `_`, whole words are dropped at the
 * end until at most 60 characters are left. Empty where the text has no Latin letter and no digit.
 */
export function nameFrom(title: string): string {
  const plain = title
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? "")
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "");
  const name = plain.replaceAll(/[^a-z0-9]+/g, "_").replaceAll(/^_|_$/g, "");
  return name.length <= NAME_LENGTH_MAX ? name : shortened(name);
}

function shortened(name: string): string {
  const cut = name.slice(0, NAME_LENGTH_MAX + 1);
  const lastWord = cut.lastIndexOf("_");
  return cut.slice(0, lastWord > 0 ? lastWord : NAME_LENGTH_MAX);
}
