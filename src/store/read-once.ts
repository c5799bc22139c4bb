// The same files for as long as a command looks at them: what it compares with the journal is what it then runs.

import type { Files, TakeFile } from "../core/world.ts";

/** Files of which none is read twice, and no directory listed twice. What is written is not noticed. */
export function readOnce(files: Files): Files {
  const lists = new Map<string, ReturnType<Files["list"]>>();
  const reads = new Map<string, Parameters<TakeFile>[1]>();
  return {
    ...files,
    list: (path) => {
      const list = lists.get(path) ?? files.list(path);
      lists.set(path, list);
      return list;
    },
    readEach: async (paths, take) => {
      const unread = paths.filter((path) => !reads.has(path));
      await files.readEach(unread, (index, read) => reads.set(unread[index] ?? "", read));
      for (const [index, path] of paths.entries()) {
        const read = reads.get(path);
        if (read !== undefined) take(index, read);
      }
    },
  };
}
