// Mistakes in the structure of a definition of GitLab: stages, needs and bases that do not exist, jobs without a script.

import type { Spot } from "../../../rule.ts";
import { entryOf, itemsOf, keySpot, scalarsOf, spotOf, textAt, valueAt } from "../../../yaml/look.ts";
import type { YamlNode } from "../../../yaml/tree.ts";
import { includedPaths } from "../../model/gitlab-merge.ts";
import { gitlabDefinition, type GitlabDefinition, type GitlabJob } from "../../model/gitlab.ts";
import type { Project } from "../../model/project.ts";

interface Mistake {
  readonly spot: Spot;
  readonly message: string;
}

/** All that can be told without GitLab. What comes from other projects cannot be seen, and is not missed. */
export function* gitlabMistakes(project: Project): Iterable<Mistake> {
  for (const { kind, root } of project.definitions) {
    if (kind !== "gitlab" || !project.pipelines.some(({ spot }) => spot.file === root?.file)) continue;
    const definition = gitlabDefinition(root, project);
    const seesAll = includesOnlyLocal(root, project);
    for (const job of definition.jobs) yield* mistakesOf(job, definition, seesAll);
  }
}

/** How deep includes are followed. */
const DEPTH_MAX = 10;

/** True where nothing is taken from elsewhere, such as a component, which may define more of any job. */
function includesOnlyLocal(root: YamlNode | undefined, project: Project, depth = 0): boolean {
  const isHere = itemsOf(valueAt(root, "include")).every(
    (item) => textAt(item, "local") !== undefined || (item.kind === "scalar" && !item.text.includes("://")),
  );
  const inner = depth >= DEPTH_MAX ? [] : includedPaths(root);
  return (
    isHere && inner.every((path) => includesOnlyLocal(project.files.get(path)?.root, project, depth + 1))
  );
}

function* mistakesOf(job: GitlabJob, definition: GitlabDefinition, seesAll: boolean): Iterable<Mistake> {
  const { entry, map, stage } = job;
  const { stages, jobs, top } = definition;
  const spot = keySpot(entry);
  for (const base of scalarsOf(valueAt(map, "extends"))) {
    if (!seesAll || top.some(({ key }) => key === base.text)) continue;
    yield { spot: spotOf(base), message: `${entry.key} extends ${base.text}, which does not exist` };
  }
  const runs = ["script", "run", "trigger"].some((key) => entryOf(map, key) !== undefined);
  if (!runs && seesAll) {
    yield { spot, message: `${entry.key} has no script` };
  }
  if (!seesAll) return;
  if (!stages.includes(stage)) {
    const at = valueAt(map, "stage");
    yield {
      spot: at === undefined ? spot : spotOf(at),
      message: `${entry.key} is in the stage ${stage}, which is not in the list of stages`,
    };
  }
  for (const item of itemsOf(entryOf(map, "needs")?.value)) {
    const isElsewhere = ["project", "pipeline"].some((key) => textAt(item, key) !== undefined);
    const id = item.kind === "scalar" ? item.text : textAt(item, "job");
    if (id === undefined || isElsewhere) continue;
    const needed = jobs.find((other) => other.entry.key === id);
    if (needed === undefined) {
      if (textAt(item, "optional") !== "true") {
        yield { spot: spotOf(item), message: `${entry.key} needs ${id}, which does not exist` };
      }
    } else if (stages.indexOf(needed.stage) > stages.indexOf(stage)) {
      yield { spot: spotOf(item), message: `${entry.key} needs ${id}, which is in a later stage` };
    }
  }
}
