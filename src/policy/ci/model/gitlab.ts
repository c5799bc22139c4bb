// Definitions of GitLab as jobs: stages and needs become one order, rules and `when` say what is sure.

import type { Spot } from "../../rule.ts";
import { entriesIn, entryOf, itemsOf, keySpot, scalarsOf, spotOf, textAt, valueAt } from "../../yaml/look.ts";
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from "../../yaml/tree.ts";
import { callsAt } from "./call-of-script.ts";
import type { Sources } from "./github.ts";
import { topEntries, wholeJob, withDefaults } from "./gitlab-merge.ts";
import type { Job, Need, Pipeline, Queue, Step } from "./job.ts";

/** Words at the top that are no jobs. */
export const GITLAB_TOP_WORDS: ReadonlySet<string> = new Set([
  ...["stages", "variables", "default", "include", "workflow", "image", "services", "cache", "spec", "pages"],
  ...["before_script", "after_script"],
]);

const STAGES = [".pre", "build", "test", "deploy", ".post"];

/** A job as it is written, and as it is with all that it takes in. */
export interface GitlabJob {
  readonly entry: YamlEntry;
  readonly map: YamlMap;
  readonly stage: string;
}

/** A definition with all that it includes. */
export interface GitlabDefinition {
  readonly top: readonly YamlEntry[];
  readonly stages: readonly string[];
  readonly jobs: readonly GitlabJob[];
}

/** Follows includes and `extends`. */
export function gitlabDefinition(root: YamlNode | undefined, { files }: Sources): GitlabDefinition {
  const top = topEntries(root, files);
  const named = scalarsOf(top.find(({ key }) => key === "stages")?.value).map(({ text }) => text);
  const jobs = top.flatMap((entry): readonly GitlabJob[] => {
    if (GITLAB_TOP_WORDS.has(entry.key) && entry.key !== "pages") return [];
    if (entry.key.startsWith(".") || entry.value.kind !== "map") return [];
    const map = withDefaults(wholeJob(entry.value, top), top);
    return [{ entry, map, stage: textAt(map, "stage") ?? "test" }];
  });
  return { top, stages: named.length === 0 ? STAGES : [".pre", ...named, ".post"], jobs };
}

/** The definition as a pipeline. */
export function gitlabPipeline(root: YamlNode, sources: Sources): Pipeline {
  const definition = gitlabDefinition(root, sources);
  const variables = variablesOf(definition.top.find(({ key }) => key === "variables")?.value);
  const jobs = definition.jobs.map((job) => jobOf(job, definition, { ...sources, variables }));
  return { system: "gitlab", spot: spotOf(root), jobs };
}

interface Place extends Sources {
  readonly variables: ReadonlyMap<string, string>;
}

function jobOf(job: GitlabJob, definition: GitlabDefinition, place: Place): Job {
  const { entry, map } = job;
  const env = new Map([...place.variables, ...variablesOf(valueAt(map, "variables"))]);
  const name = valueAt(map, "environment", "name") ?? valueAt(map, "environment");
  const environment =
    name?.kind === "scalar" && name.text !== ""
      ? { name: expand(name.text, env), spot: spotOf(name) }
      : undefined;
  const around = { env, environment: environment?.name, scriptAt: place.scriptAt, args: [] };
  const scripts = ["before_script", "script"].flatMap((key) => scalarsOf(valueAt(map, key)));
  const limit = entryOf(map, "timeout");
  return {
    id: entry.key,
    spot: keySpot(entry),
    map,
    needs: needsOf(job, definition),
    environment,
    queues: queueOf(map, env),
    steps: [stepOf(map, scripts, around)],
    anyway: anywayOf(map),
    asksFor: [],
    mayFail: mayFailOf(map),
    condition: conditionOf(map),
    hasTimeLimit: limit !== undefined,
    onPullRequest: mergeRequestOf(map),
  };
}

/** All lines run in one shell, which ends with the first that fails. */
function stepOf(map: YamlMap, scripts: readonly YamlScalar[], around: Parameters<typeof callsAt>[1]): Step {
  const calls = scripts.flatMap((script) => callsAt(script, around, true));
  return { spot: spotOf(map), map, scripts, uses: undefined, calls, mayFail: undefined };
}

const variablesOf = (node: YamlNode | undefined): ReadonlyMap<string, string> =>
  new Map(
    entriesIn(node).flatMap(({ key, value }) => {
      const text = value.kind === "scalar" ? value.text : textAt(value, "value");
      return text === undefined ? [] : [[key, text] as const];
    }),
  );

const expand = (text: string, env: ReadonlyMap<string, string>): string =>
  text.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => {
    return env.get(braced ?? plain ?? "") ?? whole;
  });

/** What `needs` says; without it every job of the stages before, which is only sure where the same rules add both. */
function needsOf(job: GitlabJob, { jobs, stages }: GitlabDefinition): readonly Need[] {
  const needs = entryOf(job.map, "needs")?.value;
  if (needs !== undefined) {
    return itemsOf(needs).flatMap((item): readonly Need[] => {
      const id = item.kind === "scalar" ? item.text : textAt(item, "job");
      const required = textAt(item, "optional") !== "true";
      return id === undefined ? [] : [{ id, spot: spotOf(item), required }];
    });
  }
  const own = stages.indexOf(job.stage);
  const spot = keySpot(job.entry);
  const condition = conditionOf(job.map);
  return jobs
    .filter(({ stage }) => stages.indexOf(stage) < own)
    .map(({ entry, map }) => {
      const other = conditionOf(map);
      return { id: entry.key, spot, required: other === undefined || other === condition };
    });
}

function queueOf(map: YamlMap, env: ReadonlyMap<string, string>): readonly Queue[] {
  const group = entryOf(map, "resource_group");
  if (group?.value.kind !== "scalar") return [];
  const cancels = textAt(map, "interruptible") === "true" ? entryOf(map, "interruptible") : undefined;
  return [
    {
      group: expand(group.value.text, env),
      spot: keySpot(group),
      cancels: cancels === undefined ? undefined : keySpot(cancels),
    },
  ];
}

/** `when: always` and `when: on_failure`, of the job or of one of its rules. */
function anywayOf(map: YamlMap): Spot | undefined {
  const all = [map, ...itemsOf(valueAt(map, "rules"))].flatMap((item) => entryOf(item, "when") ?? []);
  const found = all.find(
    ({ value }) => value.kind === "scalar" && /^(?:always|on_failure)$/.test(value.text),
  );
  return found === undefined ? undefined : keySpot(found);
}

/** `allow_failure`, which a manual job has by itself unless it says otherwise or its rules make it manual. */
function mayFailOf(map: YamlMap): Spot | undefined {
  const own = entryOf(map, "allow_failure");
  const inRules = itemsOf(valueAt(map, "rules")).flatMap((rule) => entryOf(rule, "allow_failure") ?? []);
  const said = [...(own === undefined ? [] : [own]), ...inRules].find(
    ({ value }) => value.kind !== "scalar" || value.text === "true",
  );
  if (said !== undefined) return keySpot(said);
  const manual = entryOf(map, "when");
  return own === undefined && manual !== undefined && textAt(map, "when") === "manual"
    ? keySpot(manual)
    : undefined;
}

/** What decides whether the job is in a pipeline at all, without what decides when it runs there. */
function conditionOf(map: YamlMap): string | undefined {
  const rules = itemsOf(valueAt(map, "rules")).map(
    (rule) => `${textAt(rule, "if") ?? ""} ${textAt(rule, "when") === "never" ? "never" : ""}`,
  );
  const older = ["only", "except"].flatMap((key) =>
    scalarsOf(valueAt(map, key)).map(({ text }) => `${key} ${text}`),
  );
  const all = [...rules, ...older].map((text) => text.trim());
  return all.length === 0 ? undefined : all.join("; ");
}

/** Where a rule adds the job to pipelines of merge requests. */
function mergeRequestOf(map: YamlMap): Spot | undefined {
  const rule = itemsOf(valueAt(map, "rules")).find((item) => {
    const text = textAt(item, "if") ?? "";
    return /==\s*["']merge_request_event["']/.test(text) && textAt(item, "when") !== "never";
  });
  if (rule !== undefined) return spotOf(rule);
  const older = scalarsOf(valueAt(map, "only")).find(({ text }) => text === "merge_requests");
  return older === undefined ? undefined : spotOf(older);
}
