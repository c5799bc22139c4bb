// Terraform, a provider or a module of which any version would do.

import type { PolicyRule, Report } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import type { Block } from "../../terraform/hcl/tree.ts";
import {
  attributeOf,
  blocksOf,
  declaredAs,
  isLocalSource,
  textOf,
  type TerraformModule,
} from "../../terraform/module.ts";

const BUILT_IN = new Set(["terraform"]);

export const rule: PolicyRule<Infra> = {
  name: "terraform-version",
  class: "hazard",
  severity: "warning",
  about: "Terraform, a provider or a module of which any version would do",
  *check({ terraform: { modules } }) {
    for (const module of modules.filter(({ isPartial }) => !isPartial)) {
      const settings = module.files.flatMap(({ hcl }) =>
        hcl.body.blocks.filter(({ type }) => type === "terraform"),
      );
      const [first] = module.files;
      if (first === undefined || module.declared.length === 0) continue;
      if (!settings.some((block) => attributeOf(block, "required_version") !== undefined)) {
        yield {
          spot: { file: first.path, at: 0 },
          message: `Any version of Terraform reads the folder ${module.folder || "of the project"}, also one that writes the state anew.`,
          instead: 'Write: terraform { required_version = "~> 1.11" }',
        };
      }
      yield* providersOf(module, settings);
      yield* callsOf(module);
    }
  },
};

function* providersOf(module: TerraformModule, settings: readonly Block[]): Generator<Report> {
  const required = settings
    .flatMap((block) => blocksOf(block, "required_providers"))
    .flatMap(({ body }) => body.attributes);
  const versions = new Map(
    required.map(({ name, value }) => {
      const entries = value.kind === "object" ? value.entries : [];
      return [name, entries.some(({ key }) => key.kind === "literal" && key.value === "version")];
    }),
  );
  const told = new Set<string>();
  for (const { kind, name, spot } of module.declared) {
    if (kind !== "resource" && kind !== "data") continue;
    const provider = name.replace(/^data\./, "").split(/[_.]/)[0] ?? "";
    if (told.has(provider) || BUILT_IN.has(provider) || versions.get(provider) === true) continue;
    told.add(provider);
    yield {
      spot,
      message: `This comes from the provider ${provider}, and any version of it would do: the next one may do something else.`,
      instead: `Give it a source and a version in required_providers.`,
    };
  }
}

function* callsOf(module: TerraformModule): Generator<Report> {
  for (const { block, spot } of declaredAs(module, "module")) {
    const source = block === undefined ? undefined : textOf(attributeOf(block, "source"));
    if (block === undefined || source === undefined || isLocalSource(source)) continue;
    const isPinned = source.includes("?")
      ? /[?&]ref=(?:v?\d|[0-9a-f]{40}$)/.test(source)
      : attributeOf(block, "version") !== undefined;
    if (isPinned) continue;
    yield {
      spot,
      message: `The module ${source} has no version: what is planned today may be something else tomorrow.`,
      instead: 'Write version = "1.2.3" for one of a registry, and ?ref=v1.2.3 for one of Git.',
    };
  }
}
