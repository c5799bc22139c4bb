// What GitHub and GitLab have in common: jobs with what they wait for, what they run, and under which guards.

import type { Spot } from "../../rule.ts";
import type { YamlMap, YamlScalar } from "../../yaml/tree.ts";

/** What a command does to a database or for an application. */
export type Deed =
  | {
      readonly kind: "migrate";
      /** Absent where it is no environment that the pipeline knows, such as a server of its own. */
      readonly environment: string | undefined;
      /** Which migrations; all of them where it is absent. */
      readonly phase: "expand" | "contract" | undefined;
      readonly receipt: string | undefined;
      /** True where it reads lockkeeper.yaml's gates: `deploy`, and not `up`. */
      readonly gated: boolean;
    }
  | {
      readonly kind: "backup";
      readonly environment: string | undefined;
      readonly receipt: string | undefined;
      readonly proven: boolean;
    }
  | {
      readonly kind: "release";
      /** That of its job. */
      readonly environment: string | undefined;
      /** The words by which it is known. */
      readonly by: string;
    };

export type Call = Deed & {
  readonly spot: Spot;
  /** False where it may be left out, or may fail without the job failing. */
  readonly certain: boolean;
  /** Why it is not certain, and where; absent where a condition of the step is why. */
  readonly masked: boolean;
};

export interface Step {
  readonly spot: Spot;
  readonly map: YamlMap;
  /** What it runs in a shell; several for GitLab, where each is a line. */
  readonly scripts: readonly YamlScalar[];
  /** An action that it uses, as it is written. */
  readonly uses: string | undefined;
  readonly calls: readonly Call[];
  /** Where it says that its failure does not count. */
  readonly mayFail: Spot | undefined;
}

export interface Need {
  readonly id: string;
  readonly spot: Spot;
  /** False where the other job may be absent or skipped. */
  readonly required: boolean;
}

/** What lets one run at a time through. */
export interface Queue {
  /** As it is written. */
  readonly group: string;
  readonly spot: Spot;
  /** Where it says that a newer run ends an older one. */
  readonly cancels: Spot | undefined;
}

export interface Job {
  readonly id: string;
  readonly spot: Spot;
  readonly map: YamlMap;
  readonly needs: readonly Need[];
  readonly environment: { readonly name: string; readonly spot: Spot } | undefined;
  readonly queues: readonly Queue[];
  readonly steps: readonly Step[];
  /** Where it says that it runs even after a failure. */
  readonly anyway: Spot | undefined;
  /** Jobs that must have succeeded by its own condition. */
  readonly asksFor: readonly string[];
  /** Where it says that its failure does not count. */
  readonly mayFail: Spot | undefined;
  /** What it only runs under, as it is written. */
  readonly condition: string | undefined;
  readonly hasTimeLimit: boolean;
  /** Where a pull request or merge request makes it run. */
  readonly onPullRequest: Spot | undefined;
}

/** A definition with all that it takes in from other files. */
export interface Pipeline {
  readonly system: "github" | "gitlab";
  readonly spot: Spot;
  readonly jobs: readonly Job[];
}

/** The calls of a job in the order in which they run. */
export const callsOf = ({ steps }: Job): readonly Call[] => steps.flatMap(({ calls }) => calls);

const PRODUCTION = /(?:^|[^a-z])(?:prod|production|prd|live)(?:$|[^a-z])/i;
const NOT_YET = /(?:pre|non)[-_]?prod/i;

/** True for a word that speaks of production, such as the name of a secret. */
export const namesProduction = (word: string): boolean => PRODUCTION.test(word) && !NOT_YET.test(word);

/** True for the name of an environment that people depend on, and for one that is only known when it runs. */
export const isProduction = (environment: string | undefined): boolean =>
  environment !== undefined && (namesProduction(environment) || environment.includes("$"));
