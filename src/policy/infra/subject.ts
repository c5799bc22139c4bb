// What the rules of infrastructure are asked about: everything that could be read out of the files.

import type { PolicyFile } from "../rule.ts";
import { readTemplates, type Template } from "./cloudformation/template.ts";
import { templateThings } from "./cloudformation/things.ts";
import { readTerraform, type Terraform } from "./terraform/module.ts";
import { terraformThings } from "./terraform/things.ts";
import type { Thing } from "./thing.ts";

export interface Infra {
  readonly terraform: Terraform;
  readonly templates: readonly Template[];
  /** The resources of both languages, once for each environment. */
  readonly things: readonly Thing[];
  /** All files, also those that only hold values. */
  readonly files: readonly PolicyFile[];
}

/** Reads the definitions among some files. Files of other kinds are left out. */
export function readInfra(given: readonly PolicyFile[]): Infra {
  const terraform = readTerraform(given);
  const templates = readTemplates(given);
  const paths = new Set(
    [
      ...terraform.files,
      ...terraform.unread,
      ...templates.flatMap(({ file, values }) => [file, ...values]),
    ].map(({ path }) => path),
  );
  const things = [...terraformThings(terraform), ...templates.flatMap(templateThings)];
  return { terraform, templates, things, files: given.filter(({ path }) => paths.has(path)) };
}
