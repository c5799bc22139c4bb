// The environment as a word: `lockkeeper deploy staging`.

import { Failure } from "../../core/failure.ts";
import type { Argument, Invocation } from "../command.ts";

export const ENVIRONMENT: Argument = { name: "ENV", about: "environment of lockkeeper.yaml" };

/** The word in place of `--env`. Throws Failure `wrong-use` where both are there and differ. */
export function environmentFirst({ args, given }: Invocation): Invocation {
  const [env = ""] = args;
  if (given.env !== undefined && given.env !== env) {
    throw new Failure("wrong-use", `${env} and --env ${String(given.env)}: which of the two?`, {
      hint: "Leave --env out.",
    });
  }
  return { args, given: { ...given, env } };
}
