// A container image without a version.

import type { PolicyRule } from "../../../rule.ts";
import { allMaps, entriesIn, itemsOf, spotOf, textAt, valueAt } from "../../../yaml/look.ts";
import type { YamlNode } from "../../../yaml/tree.ts";
import type { Project } from "../../model/project.ts";

export const rule: PolicyRule<Project> = {
  name: "unpinned-images",
  class: "hazard",
  severity: "error",
  about: "a container image without a version",
  *check(project) {
    for (const { kind, root } of project.definitions) {
      const images = kind === "gitlab" ? gitlabImages(root) : githubImages(root);
      for (const node of images) {
        const text = textOf(node);
        if (text === undefined || !floats(text)) continue;
        yield {
          spot: spotOf(node),
          message: `${text} is another image whenever its owner says so.`,
          instead: "Name a version, and best its digest: image:1.2.3@sha256:…",
        };
      }
    }
  },
};

const textOf = (node: YamlNode): string | undefined =>
  node.kind === "scalar" ? node.text.replace(/^docker:\/\//, "") : textAt(node, "name");

/** True for an image without a tag, or with `latest`; what a variable names cannot be known. */
function floats(image: string): boolean {
  if (image === "" || image.includes("$") || image.includes("@sha256:")) return false;
  const [, tag] = /:([^/:]+)$/.exec(image) ?? [];
  return tag === undefined || tag === "latest";
}

function githubImages(root: YamlNode | undefined): readonly YamlNode[] {
  const jobs = entriesIn(valueAt(root, "jobs")).map(({ value }) => value);
  const containers = jobs.flatMap((job) => [
    valueAt(job, "container"),
    ...entriesIn(valueAt(job, "services")).map(({ value }) => value),
  ]);
  const images = containers.map((node) => (node?.kind === "map" ? valueAt(node, "image") : node));
  const used = allMaps(root).map((map) => valueAt(map, "uses"));
  const docker = used.filter((node) => node?.kind === "scalar" && node.text.startsWith("docker://"));
  return [...images, ...docker].filter((node) => node !== undefined);
}

function gitlabImages(root: YamlNode | undefined): readonly YamlNode[] {
  const places = [root, ...entriesIn(root).map(({ value }) => value)];
  return places.flatMap((place) =>
    [valueAt(place, "image"), ...itemsOf(valueAt(place, "services"))].filter((node) => node !== undefined),
  );
}
