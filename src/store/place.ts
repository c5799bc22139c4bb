// The folder that is read: where it is, and how people call it.

import type { Files } from "../core/world.ts";

export interface Place {
  readonly files: Files;
  /** The folder as the caller gave it. */
  readonly directory: string;
  /** The folder with every link resolved. */
  readonly root: string;
  /** What people see in front of each file. */
  readonly shownAs: string;
}

/** The path of a file as people see it; `path` is relative to the folder. */
export const shown = ({ shownAs }: Pick<Place, "shownAs">, path: string): string =>
  `${shownAs.endsWith("/") ? shownAs.replace(/\/+$/, "") : shownAs}/${path}`;

/** True for names that end in `.sql`, whatever their case. */
export const isSql = (path: string): boolean => /\.sql$/i.test(path);

/** True for files that a format may read: SQL, and settings beside it. */
export const isReadable = (path: string): boolean => /\.(?:sql|toml)$/i.test(path);

/** The last part of a path. */
export const lastName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
