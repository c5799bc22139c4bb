// What `uses:` says of the same repository: `./path` in the checkout, and `$/path` at the running commit.

const LOCAL = /^[.$]\/(?:\.\/)?/;

/** The path in the repository, without a slash at its end; undefined for what others keep. */
export const localPath = (uses: string): string | undefined =>
  LOCAL.test(uses) ? uses.replace(LOCAL, "").replace(/\/$/, "") : undefined;

/** All such paths in a text. */
export const localPathsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\buses:\s*["']?([.$]\/[^\s"'#]+)/g)].flatMap(([, uses = ""]) => localPath(uses) ?? []);
