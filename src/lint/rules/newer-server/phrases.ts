// Words that mean one thing only wherever they follow each other in a statement, and the version that brought them.

import type { Span } from "../../../core/statement.ts";
import { tokenAfter } from "../../../sql/changes/changes.ts";

interface Phrase {
  readonly at: number;
  readonly since: number;
  readonly words: string;
}

/** In lower case, one word for each token. */
const PHRASES: readonly { readonly tokens: readonly string[]; readonly since: number }[] = [
  { tokens: ["nulls", "not", "distinct"], since: 15 },
  { tokens: ["create", "unlogged", "sequence"], since: 15 },
  { tokens: ["without", "overlaps"], since: 18 },
  { tokens: ["is", "json"], since: 16 },
];

/** Most statements have none of their words, and are not taken apart. */
const MAY_HAVE_PHRASE = /\b(?:distinct|unlogged|overlaps|json)\b/i;

/** The phrases of a statement of a file, each where it starts. Text in quotes and comments does not count. */
export function phrasesIn(source: string, { start, end }: Span): readonly Phrase[] {
  if (!MAY_HAVE_PHRASE.test(source.slice(start, end))) return [];
  const words: { readonly at: number; readonly text: string }[] = [];
  for (let token = tokenAfter(source, start); token !== undefined && token.start < end;) {
    words.push({ at: token.start, text: source.slice(token.start, token.end).toLowerCase() });
    token = tokenAfter(source, token.end);
  }
  return words.flatMap(({ at }, index) =>
    PHRASES.filter(({ tokens }) =>
      tokens.every((token, offset) => words[index + offset]?.text === token),
    ).map(({ tokens, since }) => ({ at, since, words: tokens.join(" ").toUpperCase() })),
  );
}
