// Reads the code of a system error.

/** True for an error of the system with this code, such as `ENOENT`. */
export const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && codes.includes(error.code);
