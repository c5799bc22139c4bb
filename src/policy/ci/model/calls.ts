// What a script does to databases and applications, also through the scripts that it calls.

import { namesProduction, type Deed } from "./job.ts";
import { shellCommands, type ShellCommand, type Word } from "./shell.ts";

/** What is known where a script runs. */
export interface Surroundings {
  /** Variables of the shell by name. */
  readonly env: ReadonlyMap<string, string>;
  /** The environment that the job names. */
  readonly environment: string | undefined;
  /** The text of a script of the project; undefined where there is none at the path. */
  readonly scriptAt: (path: string) => string | undefined;
  /** What `$1`, `$2` and `$@` stand for. */
  readonly args: readonly string[];
}

export type FoundCall = Deed & {
  /** UTF-16 index of the script. */
  readonly at: number;
  readonly masked: boolean;
  readonly conditional: boolean;
};

/** How deep scripts that call scripts are followed. */
const DEPTH_MAX = 8;

/** Everything that a script does, in its order. */
export const callsIn = (script: string, around: Surroundings): readonly FoundCall[] =>
  callsOfScript(script, around, 0);

function callsOfScript(script: string, around: Surroundings, depth: number): readonly FoundCall[] {
  return shellCommands(script).flatMap((command) => callsOfCommand(command, around, depth));
}

function callsOfCommand(command: ShellCommand, around: Surroundings, depth: number): readonly FoundCall[] {
  const { assigned, words } = withoutAssignments(expanded(command.words, around));
  const [first] = words;
  if (first === undefined || SAYS_ONLY.has(first.text)) return [];
  const here = { ...around, env: new Map([...around.env, ...assigned]) };
  const { masked, conditional } = command;
  const at = first.at;
  const deed = lockkeeperDeed(words, here) ?? releaseDeed(words, around);
  if (deed !== undefined) return [{ ...deed, at, masked, conditional }];
  const called = calledScript(words, around);
  if (called === undefined || depth >= DEPTH_MAX) return [];
  const inner = callsOfScript(called.text, { ...here, args: called.args }, depth + 1);
  return inner.map((call) => ({
    ...call,
    at,
    masked: masked || call.masked,
    conditional: conditional || call.conditional,
  }));
}

/** Programs that only talk about what stands behind them. */
const SAYS_ONLY = new Set(["echo", "printf", "cat", "grep", "test", "[", "[[", ":", "git", "export"]);

/** Words with what is known of their variables; `"$@"` becomes as many words as there are. */
function expanded(words: readonly Word[], { env, args }: Surroundings): readonly Word[] {
  return words.flatMap(({ text, at }) => {
    if (text === "$@" || text === "$*") return args.map((arg) => ({ text: arg, at }));
    const known = text.replaceAll(
      /\$(?:\{(?<braced>\w+)(?::?[-?][^}]*)?\}|(?<plain>[A-Za-z_]\w*|\d))/g,
      (whole, braced: string | undefined, plain: string | undefined) => {
        const name = braced ?? plain ?? "";
        return (/^\d+$/.test(name) ? args[Number(name) - 1] : env.get(name)) ?? whole;
      },
    );
    return [{ text: known, at }];
  });
}

function withoutAssignments(words: readonly Word[]): {
  readonly assigned: readonly (readonly [string, string])[];
  readonly words: readonly Word[];
} {
  const start = words.findIndex(({ text }) => text !== "env" && !/^[A-Za-z_]\w*=/.test(text));
  const own = words.slice(0, start === -1 ? words.length : start).filter(({ text }) => text !== "env");
  const assigned = own.map(({ text }): readonly [string, string] => {
    const index = text.indexOf("=");
    return [text.slice(0, index), text.slice(index + 1)];
  });
  return { assigned, words: start === -1 ? [] : words.slice(start) };
}

/** A script of the project that is called, by its path or behind a shell. */
function calledScript(
  words: readonly Word[],
  { scriptAt }: Surroundings,
): { readonly text: string; readonly args: readonly string[] } | undefined {
  const index = words.findIndex(({ text }) => !/^(?:bash|sh|source|\.|-\w+|sudo)$/.test(text));
  const path = words[index]?.text;
  const text = path === undefined ? undefined : scriptAt(path.replace(/^\.\//, ""));
  return text === undefined ? undefined : { text, args: words.slice(index + 1).map((word) => word.text) };
}

/** Options of the tool that stand alone. */
const FLAGS = new Set([
  ...["--json", "--yes", "-y", "--dry-run", "--no-proof", "--hashes", "--allow-out-of-order", "--verbose"],
  ...["-v", "--fix", "--no-cache", "--down", "--help", "-h"],
]);

interface Asked {
  readonly positional: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

function askedOf(words: readonly string[]): Asked {
  const positional: string[] = [];
  const options = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const [, name = "", value] = /^(--[\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (FLAGS.has(word)) options.set(word, "");
    else if (name !== "" && value !== undefined) options.set(name, value);
    else if (name !== "") {
      options.set(name, words[index + 1] ?? "");
      index += 1;
    } else positional.push(word);
  }
  return { positional, options };
}

/** What a call of the tool does; undefined for other programs, and for what changes and keeps nothing. */
function lockkeeperDeed(words: readonly Word[], around: Surroundings): Deed | undefined {
  const index = words.findIndex(({ text }) => /(?:^|\/)lockkeeper(?:\.sh|\.js)?$/.test(text));
  if (index === -1) return undefined;
  const { positional, options } = askedOf(words.slice(index + 1).map(({ text }) => text));
  const [command, second] = positional;
  if (options.has("--dry-run") || options.has("--help") || options.has("-h")) return undefined;
  const receipt = options.get("--receipt");
  const environment = environmentOf(options, around);
  if (command === "deploy") {
    return {
      kind: "migrate",
      environment: second ?? environment,
      phase: phaseOf(options),
      receipt,
      gated: true,
    };
  }
  if (command === "up") return { kind: "migrate", environment, phase: undefined, receipt, gated: false };
  if (command !== "backup" || second !== "create") return undefined;
  return { kind: "backup", environment, receipt, proven: !options.has("--no-proof") };
}

function phaseOf(options: ReadonlyMap<string, string>): "expand" | "contract" | undefined {
  const phase = options.get("--phase");
  return phase === "expand" || phase === "contract" ? phase : undefined;
}

/** The environment that a command works on: what it is told, what its address is called, or where its job belongs. */
function environmentOf(options: ReadonlyMap<string, string>, around: Surroundings): string | undefined {
  const { env, environment } = around;
  const named = options.get("--env") ?? env.get("LOCKKEEPER_ENV");
  if (named !== undefined) return named;
  const address =
    options.get("--database-url") ?? env.get("LOCKKEEPER_DATABASE_URL") ?? env.get("DATABASE_URL");
  if (address === undefined) return environment;
  return nameIn(address) ?? environment;
}

/** `production` of `${{ secrets.PROD_DATABASE_URL }}`. */
function nameIn(address: string): string | undefined {
  if (namesProduction(address)) return "production";
  return /stag/i.test(address) ? "staging" : undefined;
}

/** How applications are brought to where they run. */
const RELEASES: readonly RegExp[] = [
  /(?:^|\/)release\.sh(?: |$)/,
  /^kubectl (?:.* )?(?:apply|set image|rollout restart)\b/,
  /^helm (?!diff |plugin )(?:.* )?(?:upgrade|install)\b/,
  /^aws ecs update-service\b/,
  /^argocd app sync\b/,
  /^gcloud run deploy\b/,
  /^(?:flyctl|fly) deploy\b/,
  /^(?:serverless|sls) deploy\b/,
];

function releaseDeed(words: readonly Word[], { environment }: Surroundings): Deed | undefined {
  const line = words.map(({ text }) => text).join(" ");
  if (/--dry-run/.test(line) || !RELEASES.some((pattern) => pattern.test(line))) return undefined;
  return {
    kind: "release",
    environment,
    by: words
      .slice(0, 3)
      .map(({ text }) => text)
      .join(" "),
  };
}
