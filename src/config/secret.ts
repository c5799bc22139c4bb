// Fetches an address that is kept outside of lockkeeper.yaml: in a file, or by a program that prints it.

import { resolve } from "node:path";

import { Failure } from "../core/failure.ts";
import { redact } from "../core/redact.ts";
import type { World } from "../core/world.ts";
import type { SecretSource } from "./environment.ts";

/** A minute: a store of secrets answers in seconds, or not at all. */
const COMMAND_TIMEOUT_MS = 60_000;

interface Where {
  readonly project: string;
  /** For messages. */
  readonly environment: string;
}

/** The address, without white space around it. Throws Failure `bad-configuration`. */
export async function readSecret(
  world: World,
  source: SecretSource,
  { project, environment }: Where,
): Promise<string> {
  const found =
    source.kind === "file"
      ? await fromFile(world, resolve(project, source.path), environment)
      : await fromCommand(world, source.words, { project, environment });
  if (found.trim() !== "") return found.trim();
  const from = source.kind === "file" ? source.path : source.words[0];
  throw new Failure(
    "bad-configuration",
    `The address of ${environment} is empty: nothing is in ${from ?? ""}.`,
    {
      hint: "It is a line such as postgres://USER:PASSWORD@HOST/DATABASE.",
    },
  );
}

async function fromFile(world: World, path: string, environment: string): Promise<string> {
  try {
    return new TextDecoder().decode(await world.files.read(path));
  } catch (cause) {
    throw new Failure("bad-configuration", `The address of ${environment} cannot be read from ${path}.`, {
      hint: "Is the file there, and may this user read it?",
      cause,
    });
  }
}

async function fromCommand(
  world: World,
  [program = "", ...args]: readonly string[],
  { project, environment }: Where,
): Promise<string> {
  const { code, stdout, stderr } = await world.processes.run(program, args, {
    cwd: project,
    timeoutMs: COMMAND_TIMEOUT_MS,
  });
  if (code === 0) return stdout;
  const said = redact(stderr.trim());
  throw new Failure(
    "bad-configuration",
    `The address of ${environment} cannot be had: ${program} ended with ${code}.${said && `\n${said}`}`,
    { hint: code === 127 ? "Is the program installed, and on PATH?" : "Run it by hand to see why." },
  );
}
