// A directory for one purpose that only this user can look into, removed afterwards.

import { randomBytes } from "node:crypto";
import { join } from "node:path";

import type { World } from "../../core/world.ts";

export interface PrivateDirectory extends AsyncDisposable {
  readonly path: string;
}

/** Makes it where the system keeps what is temporary. Leaving its scope removes it with all that is in it. */
export async function makePrivateDirectory({ files, processes }: World): Promise<PrivateDirectory> {
  const parent = processes.env["TMPDIR"] || "/tmp";
  // Unguessable, so that nobody can have made it before us.
  const path = join(parent, `lockkeeper-${randomBytes(8).toString("hex")}`);
  await files.makeDirectory(path, 0o700);
  return { path, [Symbol.asyncDispose]: () => files.remove(path) };
}
