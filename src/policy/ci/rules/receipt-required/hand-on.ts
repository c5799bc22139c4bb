// Whether a file that one job has written reaches another: as an artifact, in either system.

import { entryOf, itemsOf, textAt, valueAt } from "../../../yaml/look.ts";
import type { Job, Pipeline } from "../../model/job.ts";

/** True where the first job keeps artifacts and the second one gets them. */
export const isHandedOn = (from: Job, to: Job, { system }: Pipeline): boolean =>
  system === "github" ? uses(from, "upload") && uses(to, "download") : keeps(from) && takes(to, from);

const uses = ({ steps }: Job, word: "upload" | "download"): boolean =>
  steps.some(({ uses: action = "" }) => action.toLowerCase().includes(word));

const keeps = ({ map }: Job): boolean => valueAt(map, "artifacts", "paths") !== undefined;

/** By itself a job gets the artifacts of all jobs of earlier stages, or of those that it needs. */
function takes({ map }: Job, { id }: Job): boolean {
  const dependencies = entryOf(map, "dependencies");
  if (dependencies !== undefined) {
    return itemsOf(dependencies.value).some((item) => item.kind === "scalar" && item.text === id);
  }
  const needs = entryOf(map, "needs");
  if (needs === undefined) return true;
  return itemsOf(needs.value).some((item) => {
    if (item.kind === "scalar") return item.text === id;
    return textAt(item, "job") === id && textAt(item, "artifacts") !== "false";
  });
}
