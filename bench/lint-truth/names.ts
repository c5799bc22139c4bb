// What a record calls a relation, by what a file calls it: the record keeps to the name before the migration.

export interface Names {
  /** The one of `known` that a file means; undefined where it is none of them. */
  readonly inRecord: (name: string, known: ReadonlySet<string>) => string | undefined;
}

export interface NamesInFile {
  /** As they are before the next statement. */
  readonly now: () => Names;
  /** Takes in a statement that may give a table another name. */
  readonly after: (text: string) => void;
}

const RENAMES =
  /\balter\s+(?:materialized\s+view|view|table)\s+(?:if\s+exists\s+)?(?:only\s+)?([\w."]+)\s+rename\s+to\s+([\w."]+)/gi;

/** Begins with the names that the record has. */
export function newNames(): NamesInFile {
  let older: ReadonlyMap<string, string> = new Map();
  return {
    now: () => {
      const mapping = older;
      return {
        inRecord: (name, known) => {
          const wanted = mapping.get(bare(name)) ?? bare(name);
          const exact = mapping.has(bare(name)) ? undefined : plain(name);
          return (
            [...known].find((each) => plain(each) === exact) ??
            [...known].find((each) => bare(each) === wanted)
          );
        },
      };
    },
    after: (text) => {
      for (const [, from = "", to = ""] of text.matchAll(RENAMES)) {
        const name = bare(from);
        older = new Map([...older, [bare(to), older.get(name) ?? name]]);
      }
    },
  };
}

/** Without quotes and capitals, which linters drop as often as not. */
const plain = (name: string): string => name.replaceAll('"', "").toLowerCase();

/** Without its schema as well, which files leave out. */
const bare = (name: string): string => plain(name.slice(name.lastIndexOf(".") + 1));
