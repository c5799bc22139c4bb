// Which files are scripts that bash or sh run.

import type { PolicyFile } from "../rule.ts";

const SHEBANG = /^#!\s*(?:\/\S*\/)?(?:env\s+(?:-\S+\s+)*)?(?:\/\S*\/)?(?<program>[\w.-]+)/;
const SHELLS = new Set(["bash", "sh", "dash", "ash"]);

/** True for a file whose first line names bash or sh, and for one that is called so and names nothing. */
export function isShellScript({ path, text }: PolicyFile): boolean {
  const program = SHEBANG.exec(text)?.groups?.["program"];
  return program === undefined ? /\.(?:sh|bash)$/.test(path) : SHELLS.has(program);
}
