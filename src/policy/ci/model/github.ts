// Workflows of GitHub as jobs, with the workflows and actions of the same project that they use.

import { entriesIn, entryOf, itemsOf, keySpot, scalarsOf, spotOf, textAt, valueAt } from "../../yaml/look.ts";
import type { YamlEntry, YamlMap, YamlNode } from "../../yaml/tree.ts";
import { callsAt } from "./call-of-script.ts";
import { anywayIn, asksForIn, excludesPullRequests } from "./condition.ts";
import type { PipelineFile } from "./files.ts";
import { localPath } from "./local-uses.ts";
import type { Job, Need, Pipeline, Queue, Step } from "./job.ts";
import type { Spot } from "../../rule.ts";

/** What is known around a workflow. */
export interface Sources {
  /** Pipeline files by path. */
  readonly files: ReadonlyMap<string, PipelineFile>;
  readonly scriptAt: (path: string) => string | undefined;
}

/** A workflow, where it stands in the calls of workflows. */
interface Place extends Sources {
  readonly root: YamlNode;
  /** In front of the ids of its jobs: `deploy / `. */
  readonly prefix: string;
  readonly inputs: ReadonlyMap<string, string>;
  /** What the caller waits for, which the first jobs wait for too. */
  readonly needs: readonly Need[];
  readonly onPullRequest: Spot | undefined;
  readonly queues: readonly Queue[];
  readonly depth: number;
}

/** Workflows call workflows four deep at most, and actions ten. */
const DEPTH_MAX = 10;
const PULL_REQUESTS = ["pull_request", "pull_request_target"];

/** The workflow of a file, with all jobs of the workflows that it calls. */
export function githubPipeline(root: YamlNode, sources: Sources): Pipeline {
  const place: Place = {
    ...sources,
    root,
    prefix: "",
    inputs: new Map(),
    needs: [],
    onPullRequest: triggersOf(root).find(({ name }) => PULL_REQUESTS.includes(name))?.spot,
    queues: [],
    depth: 0,
  };
  return { system: "github", spot: spotOf(root), jobs: jobsOf(place) };
}

/** What starts a workflow. */
export function triggersOf(
  root: YamlNode | undefined,
): readonly { readonly name: string; readonly spot: Spot }[] {
  const on = valueAt(root, "on");
  if (on?.kind === "map") return on.entries.map((entry) => ({ name: entry.key, spot: keySpot(entry) }));
  return scalarsOf(on).map((scalar) => ({ name: scalar.text, spot: spotOf(scalar) }));
}

function jobsOf(place: Place): readonly Job[] {
  const entries = entriesIn(valueAt(place.root, "jobs"));
  const workflowQueue = queueOf(valueAt(place.root, "concurrency"), place);
  const queues = [...place.queues, ...workflowQueue];
  return entries.flatMap((entry) => jobsOfEntry(entry, { ...place, queues }));
}

function jobsOfEntry(entry: YamlEntry, place: Place): readonly Job[] {
  if (entry.value.kind !== "map") return [];
  const job = jobOf(entry, entry.value, place);
  const uses = textAt(entry.value, "uses");
  const called = place.files.get(localPath(uses ?? "") ?? "");
  if (called?.root === undefined || place.depth >= DEPTH_MAX) return [job];
  const inner = jobsOf({
    ...place,
    root: called.root,
    prefix: `${job.id} / `,
    inputs: inputsOf(valueAt(entry.value, "with"), place),
    needs: job.needs,
    onPullRequest: job.onPullRequest,
    queues: job.queues,
    depth: place.depth + 1,
  });
  // The calling job is done when all that it calls is.
  const all = inner.map(({ id }): Need => ({ id, spot: job.spot, required: true }));
  return [...inner, { ...job, needs: [...job.needs, ...all] }];
}

function jobOf(entry: YamlEntry, map: YamlMap, place: Place): Job {
  const spot = keySpot(entry);
  const condition = entryOf(map, "if")?.value;
  const text = condition?.kind === "scalar" ? condition.text : undefined;
  const named = environmentOf(map, place);
  const own = scalarsOf(valueAt(map, "needs")).map((need): Need => ({
    id: `${place.prefix}${need.text}`,
    spot: spotOf(need),
    required: true,
  }));
  const env = new Map([...envOf(place.root, place), ...envOf(map, place)]);
  const mayFail = entryOf(map, "continue-on-error");
  return {
    id: `${place.prefix}${entry.key}`,
    spot,
    map,
    needs: own.length === 0 ? place.needs : own,
    environment: named,
    queues: [...place.queues, ...queueOf(valueAt(map, "concurrency"), place)],
    steps: stepsOf(valueAt(map, "steps"), { ...place, env, environment: named?.name }),
    anyway: condition !== undefined && anywayIn(text ?? "") ? spotOf(condition) : undefined,
    asksFor: asksForIn(text ?? "").map((id) => `${place.prefix}${id}`),
    mayFail:
      mayFail !== undefined && textAt(map, "continue-on-error") !== "false" ? keySpot(mayFail) : undefined,
    condition: text,
    hasTimeLimit: entryOf(map, "timeout-minutes") !== undefined || entryOf(map, "uses") !== undefined,
    onPullRequest: text !== undefined && excludesPullRequests(text) ? undefined : place.onPullRequest,
  };
}

function environmentOf(map: YamlMap, place: Place): Job["environment"] {
  const found = valueAt(map, "environment", "name") ?? valueAt(map, "environment");
  return found?.kind === "scalar" && found.text !== ""
    ? { name: filled(found.text, place), spot: spotOf(found) }
    : undefined;
}

function queueOf(node: YamlNode | undefined, place: Place): readonly Queue[] {
  if (node === undefined) return [];
  const group = textAt(node, "group") ?? (node.kind === "scalar" ? node.text : "");
  const cancel = valueAt(node, "cancel-in-progress");
  // An expression there is how runs for pull requests are told from others.
  const cancels = cancel?.kind === "scalar" && cancel.text === "true" ? spotOf(cancel) : undefined;
  return [{ group: filled(group, place), spot: spotOf(node), cancels }];
}

interface StepPlace extends Place {
  readonly env: ReadonlyMap<string, string>;
  readonly environment: string | undefined;
  /** False inside an action whose own step may be left out, and in a group of steps that run together. */
  readonly certain?: boolean;
}

function stepsOf(node: YamlNode | undefined, place: StepPlace): readonly Step[] {
  return itemsOf(node).flatMap((item) => {
    if (item.kind !== "map") return [];
    // None of those in a group is sure to be done when another one begins.
    const group = stepsOf(valueAt(item, "parallel"), { ...place, certain: false });
    return [...stepOf(item, place), ...group];
  });
}

function stepOf(map: YamlMap, place: StepPlace): readonly Step[] {
  const run = valueAt(map, "run");
  const uses = textAt(map, "uses");
  const failing = entryOf(map, "continue-on-error");
  const mayFail =
    failing !== undefined && textAt(map, "continue-on-error") !== "false" ? keySpot(failing) : undefined;
  const isAside = textAt(map, "background") === "true" || entryOf(map, "if") !== undefined;
  const certain = place.certain !== false && mayFail === undefined && !isAside;
  const env = new Map([...place.env, ...envOf(map, place)]);
  const { scriptAt, environment } = place;
  const calls =
    run?.kind === "scalar"
      ? callsAt({ ...run, text: filled(run.text, place) }, { env, environment, scriptAt, args: [] }, certain)
      : [];
  const step: Step = {
    spot: spotOf(map),
    map,
    scripts: run?.kind === "scalar" ? [run] : [],
    uses,
    calls,
    mayFail,
  };
  return [step, ...stepsOfAction(uses, map, { ...place, env, certain })];
}

/** The steps of an action of the project itself. */
function stepsOfAction(uses: string | undefined, map: YamlMap, place: StepPlace): readonly Step[] {
  const folder = localPath(uses ?? "");
  if (folder === undefined || place.depth >= DEPTH_MAX) return [];
  const file = place.files.get(`${folder}/action.yml`) ?? place.files.get(`${folder}/action.yaml`);
  const inputs = inputsOf(valueAt(map, "with"), place);
  return stepsOf(valueAt(file?.root, "runs", "steps"), { ...place, inputs, depth: place.depth + 1 });
}

const inputsOf = (node: YamlNode | undefined, place: Place): ReadonlyMap<string, string> =>
  new Map(
    entriesIn(node).flatMap(({ key, value }) =>
      value.kind === "scalar" ? [[key, filled(value.text, place)] as const] : [],
    ),
  );

const envOf = (node: YamlNode, place: Place): ReadonlyMap<string, string> =>
  inputsOf(valueAt(node, "env"), place);

/** `${{ inputs.environment }}` becomes what the caller gives. */
const filled = (text: string, { inputs }: Place): string =>
  text.replaceAll(/\$\{\{\s*inputs\.([\w-]+)\s*\}\}/g, (whole, name: string) => inputs.get(name) ?? whole);
