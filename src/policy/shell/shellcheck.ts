// What shellcheck prints with `--format=json1`, as remarks with their places.

import { z } from "zod";

import type { PolicyFile, Spot } from "../rule.ts";

export interface ShellcheckRemark {
  readonly spot: Spot;
  readonly code: number;
  readonly message: string;
  readonly level: "error" | "warning" | "info" | "style";
  /** True where it says that it cannot read the script. */
  readonly isOfParser: boolean;
}

const OUTPUT = z.object({
  comments: z.array(
    z.object({
      file: z.string(),
      line: z.number(),
      column: z.number(),
      level: z.enum(["error", "warning", "info", "style"]),
      code: z.number(),
      message: z.string(),
    }),
  ),
});

/** Codes from here on are about what scripts do, those before about how they are written. */
const FIRST_BEYOND_PARSER = 2000;

/** The remarks about some files, in their order there. Throws where it is not what shellcheck prints. */
export function readShellcheck(printed: string, files: readonly PolicyFile[]): readonly ShellcheckRemark[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return OUTPUT.parse(JSON.parse(printed)).comments.map(({ file, line, column, code, message, level }) => {
    const before = (texts.get(file) ?? "").split("\n").slice(0, line - 1);
    const at = before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    return { spot: { file, at }, code, message, level, isOfParser: code < FIRST_BEYOND_PARSER };
  });
}
