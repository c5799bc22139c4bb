// The rivals' npm packages, which the bench has in its own node_modules.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the rivals are installed. */
export const PACKAGES = join(import.meta.dirname, "node_modules");

/**
 * The package that holds a tool's program for this platform, say, `@dbmate/linux-x64`.
 * The tool's own package also asks for those of all other platforms, and a registry that lacks one of them cannot
 * install it.
 */
export const binaryPackage = (scope: string): string => `${scope}/${process.platform}-${process.arch}`;

/** The version of a package that the bench has installed. */
export const versionOfPackage = (name: string): string => versionIn(join(PACKAGES, name));

/** The version that the package.json in this folder says; empty where it says none. */
export function versionIn(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "";
}
