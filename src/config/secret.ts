// Fetches an address or a value that is kept outside of lockkeeper.yaml: in a file, or by a program that prints it.

import { resolve } from "node:path";

import { Failure } from "../core/failure.ts";
import { redact } from "../core/redact.ts";
import type { World } from "../core/world.ts";

/** Where something is kept that is no value of the file. */
export type SecretSource =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "command"; readonly words: readonly string[] };

/** A minute: a store of secrets answers in seconds, or not at all. */
const COMMAND_TIMEOUT_MS = 60_000;

interface Where {
  readonly project: string;
  /** For messages: `the address of staging`. */
  readonly what: string;
}

/** The text, without white space around it. Throws Failure `bad-configuration`. */
export async function readSecret(
  world: World,
  source: SecretSource,
  { project, what }: Where,
): Promise<string> {
  const found =
    source.kind === "file"
      ? await fromFile(world, resolve(project, source.path), what)
      : await fromCommand(world, source.words, { project, what });
  if (found.trim() !== "") return found.trim();
  const from = source.kind === "file" ? source.path : source.words[0];
  throw new Failure("bad-configuration", `${capital(what)} is empty: nothing is in ${from ?? ""}.`, {
    hint: "It is one line, such as postgres://USER:PASSWORD@HOST/DATABASE for an address.",
  });
}

async function fromFile(world: World, path: string, what: string): Promise<string> {
  try {
    return new TextDecoder().decode(await world.files.read(path));
  } catch (cause) {
    throw new Failure("bad-configuration", `${capital(what)} cannot be read from ${path}.`, {
      hint: "Is the file there, and may this user read it?",
      cause,
    });
  }
}

async function fromCommand(
  world: World,
  [program = "", ...args]: readonly string[],
  { project, what }: Where,
): Promise<string> {
  const { code, stdout, stderr } = await world.processes.run(program, args, {
    cwd: project,
    timeoutMs: COMMAND_TIMEOUT_MS,
  });
  if (code === 0) return stdout;
  const said = redact(stderr.trim());
  throw new Failure(
    "bad-configuration",
    `${capital(what)} cannot be had: ${program} ended with ${code}.${said && `\n${said}`}`,
    { hint: code === 127 ? "Is the program installed, and on PATH?" : "Run it by hand to see why." },
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
