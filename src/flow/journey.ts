// What every journey is given: the world, the settings, somebody who watches, and a way to ask.

import type { Watch } from "../apply/apply.ts";
import { asFailure, Failure } from "../core/failure.ts";
import type { Settings } from "../core/settings.ts";
import type { World } from "../core/world.ts";

/** Told what goes on, for progress lines. */
export interface Audience extends Watch {
  /** One sentence about something that may take a while. */
  progress(sentence: string): void;
  /**
   * Asks a question that is answered by yes or no. Throws Failure `unconfirmed` where nobody can answer.
   */
  confirm(question: string): Promise<boolean>;
}

export interface Journey {
  readonly world: World;
  readonly settings: Settings;
  readonly audience: Audience;
  /** A name for this run, in the journal and in pg_stat_activity. */
  readonly runId: string;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

export type Known<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Runs a journey that fills in what it comes to know. Where it fails, the failure is told together with
 * everything known until then, so that nobody has to guess how far it got.
 */
export async function told<T extends { readonly failure?: Failure }>(
  known: T,
  work: (known: Known<T>) => Promise<void>,
): Promise<T> {
  const filled: Known<T> = { ...known };
  try {
    await work(filled);
    return filled;
  } catch (error) {
    return { ...filled, failure: await failureOf(error) };
  }
}

/** Only a journey that has met a server needs to know what servers throw. */
async function failureOf(thrown: unknown): Promise<Failure> {
  if (thrown instanceof Failure) return thrown;
  const { asRefusal } = await import("../database/database.ts");
  return asFailure(asRefusal(thrown));
}
