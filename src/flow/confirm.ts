// Asks before something is taken away.

import { Failure } from "../core/failure.ts";
import type { Journey } from "./journey.ts";

export interface Confirmation {
  /** `--yes`. */
  readonly yes: boolean;
  /** `--confirm NAME`. */
  readonly confirm?: string;
}

/** Throws Failure `protected` where the target is protected and was not named with `--confirm`. */
export function refuseProtected({ settings }: Journey, { confirm }: Confirmation): void {
  const { environment } = settings.target;
  if (!environment?.protected || confirm === environment.name) return;
  throw new Failure("protected", `The environment ${environment.name} is protected.`, {
    hint: `If you mean it, add --confirm ${environment.name}.`,
  });
}

/** Throws Failure `protected` where the environment has gates: only a deploy asks them. */
export function refuseGated({ settings }: Journey): void {
  const { environment } = settings.target;
  if (environment?.gates === undefined) return;
  throw new Failure(
    "protected",
    `The environment ${environment.name} has gates, which \`up\` does not ask.`,
    {
      hint: `lockkeeper deploy ${environment.name}; with --dry-run it only says what is missing.`,
    },
  );
}

/** Asks, unless `--yes` or `--confirm` has answered already. Throws Failure `unconfirmed` for a no. */
export async function refuseUnconfirmed(
  { audience }: Journey,
  question: string,
  { yes, confirm }: Confirmation,
): Promise<void> {
  if (yes || confirm !== undefined || (await audience.confirm(question))) return;
  throw new Failure("unconfirmed", "Nothing was done: the answer was no.");
}
