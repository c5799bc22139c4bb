// The lint rules of a team: TypeScript files in a folder of theirs, loaded by Node itself and run as code.

import { basename, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

import { Failure } from "../core/failure.ts";
import { RULES, type Report, type Rule } from "../lint/lint.ts";
import type { Journey } from "./journey.ts";

/** A team has a handful; this many files are some other folder. */
const RULE_FILES_MAX = 500;
const RULE_NAME = /^[a-z][a-z0-9-]*$/;
const DIRECTIONS: ReadonlySet<unknown> = new Set(["up", "down", "verify"]);

/**
 * The rules in the folder that the settings name, by the names of their files. Throws Failure `bad-configuration`
 * that names the file and says what is wrong with it.
 */
export async function teamRules({ world, settings }: Journey): Promise<readonly Rule[]> {
  const { lintRules: folder } = settings;
  if (folder === undefined) return [];
  const { files, processes } = world;
  const shown = relative(processes.cwd, folder) || ".";
  if ((await files.kindOf(folder)) !== "directory") throw wrong(shown, "there is no such folder of rules");
  const names = (await files.list(folder)).map(({ name }) => name).filter(isRuleFile);
  if (names.length > RULE_FILES_MAX)
    throw wrong(shown, `it holds more than ${RULE_FILES_MAX} files of rules`);
  const rules: Rule[] = [];
  for (const name of names) {
    const rule = await ruleIn(join(folder, name), join(shown, name));
    if ([...RULES, ...rules].some((other) => other.name === rule.name)) {
      throw wrong(join(shown, name), `there is a rule ${rule.name} already`);
    }
    rules.push(rule);
  }
  return rules;
}

const isRuleFile = (name: string): boolean => /\.m?ts$/.test(name) && !/\.(?:d|test)\.m?ts$/.test(name);

async function ruleIn(path: string, shown: string): Promise<Rule> {
  const loaded = await load(path, shown);
  const fault = faultOf(loaded, basename(path).replace(/\.m?ts$/, ""));
  if (fault !== undefined) throw wrong(shown, fault);
  // It has what every rule has; the checks are typed by whoever writes them.
  return guarded(loaded as Rule, shown);
}

async function load(path: string, shown: string): Promise<unknown> {
  try {
    const loaded: unknown = await import(pathToFileURL(path).href);
    return typeof loaded === "object" && loaded !== null && "default" in loaded ? loaded.default : undefined;
  } catch (error) {
    throw wrong(shown, `it cannot be loaded: ${wordsOf(error)}`, error);
  }
}

/** Why a value is no rule; undefined for one that is. */
function faultOf(loaded: unknown, fileName: string): string | undefined {
  if (typeof loaded !== "object" || loaded === null) return "it exports no rule by default";
  const { name, class: kind, severity, about, files } = loaded as Partial<Record<keyof Rule, unknown>>;
  if (typeof name !== "string" || !RULE_NAME.test(name)) return "`name` is not in lower case with hyphens";
  if (name !== fileName) return `its rule is called ${name}, and must be called ${fileName} as the file is`;
  if (kind !== "hazard" && kind !== "advice") return "`class` is neither hazard nor advice";
  if (severity !== "error" && severity !== "warning" && severity !== "note") {
    return "`severity` is not error, warning or note";
  }
  if (typeof about !== "string" || about === "") return "`about` does not say what it finds";
  const isList =
    Array.isArray(files) && files.length > 0 && files.every((file: unknown) => DIRECTIONS.has(file));
  return isList ? undefined : "`files` is no list of up, down and verify";
}

/** The rule, with checks that say whose they are where they throw. */
function guarded(rule: Rule, shown: string): Rule {
  const guard = <Args extends readonly unknown[]>(check: (...args: Args) => Iterable<Report>) =>
    function* (...args: Args): Iterable<Report> {
      try {
        yield* check(...args);
      } catch (error) {
        throw wrong(shown, `the rule threw: ${wordsOf(error)}`, error);
      }
    };
  const { changes = {}, statement, file, allowances } = rule;
  const guardedChanges = Object.fromEntries(
    Object.entries(changes).map(([kind, check]) => [
      kind,
      guard(check as (...args: unknown[]) => Iterable<Report>),
    ]),
  );
  return {
    ...rule,
    changes: guardedChanges,
    ...(statement === undefined ? {} : { statement: guard(statement) }),
    ...(file === undefined ? {} : { file: guard(file) }),
    ...(allowances === undefined ? {} : { allowances: guard(allowances) }),
  };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const wrong = (shown: string, why: string, cause?: unknown): Failure =>
  new Failure("bad-configuration", `${shown}: ${why}.`, {
    hint: "docs/guide/lint.md shows a rule. The folder is that of --lint-rules, or `lint-rules` in lockkeeper.yaml.",
    file: shown,
    ...(cause === undefined ? {} : { cause }),
  });
