// What an embedded server leaves beside its data for the next command: a state file and a password.

import { randomBytes } from "node:crypto";
import { join } from "node:path";

import type { World } from "../../core/world.ts";
import type { RunAs } from "./place.ts";

/** Written whole after every start; everything in it can be found again when it is lost. */
export interface EmbeddedState {
  readonly home: string;
  readonly port: number;
  readonly version: string;
  readonly binaries: string;
  readonly runAs?: RunAs;
}

const PASSWORD_BYTES = 24;

const statePath = (directory: string): string => join(directory, "lockkeeper.json");

/** The state that the last start left; undefined where there is none or it cannot be read. */
export async function readState(world: World, directory: string): Promise<EmbeddedState | undefined> {
  if ((await world.files.kindOf(statePath(directory))) !== "file") return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(await world.files.read(statePath(directory))));
    return isState(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isState = (value: unknown): value is EmbeddedState =>
  typeof value === "object" &&
  value !== null &&
  "home" in value &&
  typeof value.home === "string" &&
  "port" in value &&
  typeof value.port === "number";

/** Writes the state. Only its owner can read it. */
export async function writeState(world: World, directory: string, state: EmbeddedState): Promise<void> {
  await world.files.write(statePath(directory), `${JSON.stringify(state, undefined, 2)}\n`, 0o600);
}

/** The superuser's password: random, made once per server, in a file that only its owner can read. */
export async function readPassword(world: World, directory: string): Promise<string> {
  const path = join(directory, "password");
  if ((await world.files.kindOf(path)) === undefined) {
    await world.files.writeNew(path, randomBytes(PASSWORD_BYTES).toString("hex"), 0o600);
  }
  return new TextDecoder().decode(await world.files.read(path)).trim();
}
