// The phase of a migration: most come before the application's new version, and some only after the old one is gone.

/** `contract` takes away what the old version of the application still uses; `expand` is all the rest. */
export const PHASES = ["expand", "contract"] as const;
export type Phase = (typeof PHASES)[number];

const CONTRACT = /^[ \t]*--[ \t]*lockkeeper[ \t]*:[ \t]*phase[ \t]*[=:][ \t]*contract[ \t]*\r?$/im;

/** What a file says of itself with `-- lockkeeper: phase=contract`. */
export const phaseOf = (text: string): Phase => (CONTRACT.test(text) ? "contract" : "expand");
