// State that lies on one machine, is not locked or encrypted, or is shared by two environments.

import type { PolicyRule, Report } from "../../../rule.ts";
import type { Infra } from "../../subject.ts";
import { environmentsIn } from "../../terraform/environment.ts";
import type { Block } from "../../terraform/hcl/tree.ts";
import { attributeOf, blocksOf, textOf, type TerraformModule } from "../../terraform/module.ts";

/** Folders that nobody keeps a state of: they are applied to try something, and destroyed again. */
const EXAMPLE = /(?:^|\/)(?:examples?|tests?|fixtures)(?:\/|$)/;

export const rule: PolicyRule<Infra> = {
  name: "terraform-state",
  class: "hazard",
  severity: "error",
  about: "state that lies on one machine, is not locked or encrypted, or is shared",
  *check({ terraform }) {
    const keys = new Map<string, string>();
    for (const { module } of environmentsIn(terraform)) {
      const [backend] = backendsOf(module);
      if (backend === undefined) {
        yield* withoutBackend(module);
        continue;
      }
      yield* weaknesses(backend.block, backend.file);
      const key = textOf(attributeOf(backend.block, "key"));
      if (key === undefined || backend.block.labels[0]?.text !== "s3") continue;
      const other = keys.get(key);
      if (other !== undefined) {
        yield {
          spot: { file: backend.file, at: backend.block.at },
          message: `${other} keeps its state under the same key, ${key}: the one would overwrite the other.`,
          instead: "Give each environment a key of its own.",
        };
      }
      keys.set(key, module.folder);
    }
  },
};

const backendsOf = ({
  files,
}: TerraformModule): readonly { readonly file: string; readonly block: Block }[] =>
  files.flatMap(({ path, hcl }) =>
    hcl.body.blocks
      .filter(({ type }) => type === "terraform")
      .flatMap((block) => [...blocksOf(block, "backend"), ...blocksOf(block, "cloud")])
      .map((block) => ({ file: path, block })),
  );

function* withoutBackend({ declared, folder }: TerraformModule): Generator<Report> {
  if (EXAMPLE.test(folder)) return;
  const provider = declared.find(({ kind }) => kind === "provider");
  if (provider === undefined) return;
  yield {
    spot: provider.spot,
    message: `The state of ${folder || "this project"} stays on the machine of whoever applies it: nobody else sees it, and nothing locks it.`,
    instead: 'Write a backend: terraform { backend "s3" { … use_lockfile = true, encrypt = true } }',
  };
}

function* weaknesses(block: Block, file: string): Generator<Report> {
  // All of an empty one is given to `terraform init`.
  if (block.body.attributes.length === 0) return;
  const spot = { file, at: block.at };
  const is = (name: string): boolean => {
    const value = attributeOf(block, name)?.value;
    return value?.kind === "literal" && value.value === true;
  };
  if (block.labels[0]?.text === "local") {
    yield { spot, message: "The state stays on one machine.", instead: "Keep it in a bucket that locks it." };
  }
  if (block.labels[0]?.text !== "s3") return;
  if (!is("use_lockfile") && attributeOf(block, "dynamodb_table") === undefined) {
    yield {
      spot,
      message: "Nothing locks the state: two people who apply at once spoil it.",
      instead: "Add: use_lockfile = true",
    };
  }
  if (!is("encrypt")) {
    yield {
      spot,
      message: "The state is not encrypted, and it holds secrets.",
      instead: "Add: encrypt = true",
    };
  }
}
