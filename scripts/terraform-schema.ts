// Derives the schema of Terraform's AWS provider from its TypeScript bindings: what `infra check` holds arguments against.

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** `sr`: a letter for the type and one for the use. Blocks say how they nest, whether one must be there, and what is in them. */
interface Block {
  readonly a: Record<string, string>;
  readonly b: Record<string, Block & { readonly r?: 1 }>;
}

interface Use {
  readonly computed: boolean;
  readonly optional: boolean;
  readonly required: boolean;
}

interface Member {
  readonly name: string;
  readonly mapper: string | undefined;
  readonly type: string;
  readonly storage: string;
}

const TARGET = join(import.meta.dirname, "../src/policy/infra/terraform/schema/aws.json");

/** Letters for what an argument takes: text, number, boolean, list, set, map, and anything. */
function letterOf({ type, storage }: Member): string {
  if (storage === "string") return "s";
  if (storage === "number") return "n";
  if (storage === "boolean") return "b";
  if (type === "set") return "t";
  if (type === "list") return "l";
  if (type === "map") return "m";
  return "a";
}

/** `r` required, `c` only computed, `o` optional, `d` optional and otherwise computed. */
function useOf({ computed, optional, required }: Use): string {
  if (required) return "r";
  if (!optional) return "c";
  return computed ? "d" : "o";
}

/** The members of an object literal `const attrs = { … }` in a piece of the bindings. */
function membersOf(text: string): readonly Member[] {
  const pattern =
    /^ {8,12}"?([\w-]+)"?: \{\n\s+value: (.*),\n\s+isBlock: (?:true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "([^"]+)",/gm;
  return [...text.matchAll(pattern)].map(([, name = "", value = "", type = "", storage = ""]) => {
    const mapper = /(?<![.\w])([a-z]\w*)ToHclTerraform\b/.exec(value)?.[1];
    return { name, type, storage, mapper };
  });
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The file of one resource or data source, cut into its functions and classes. */
function piecesOf(text: string): ReadonlyMap<string, string> {
  const starts = [...text.matchAll(/^(?:function|class) (\w+)/gm)];
  return new Map(
    starts.map((match, index) => [
      match[1] ?? "",
      text.slice(match.index, starts[index + 1]?.index ?? text.length),
    ]),
  );
}

function usesIn(text: string): ReadonlyMap<string, Use> {
  const pattern = /^\s+\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)/gm;
  return new Map(
    [...text.matchAll(pattern)].map(([, name = "", computed, optional, required]) => [
      name,
      { computed: computed === "true", optional: optional === "true", required: required === "true" },
    ]),
  );
}

function blockOf(pieces: ReadonlyMap<string, string>, literal: string, owner: string): Block {
  const uses = usesIn(pieces.get(owner) ?? "");
  const block: Block = { a: {}, b: {} };
  const members = new Map(membersOf(literal).map((member) => [member.name, member]));
  for (const [name, member] of members) {
    const use = uses.get(name) ?? { computed: false, optional: true, required: false };
    if (member.mapper === undefined) block.a[name] = letterOf(member) + useOf(use);
    else {
      const nested = blockOf(
        pieces,
        pieces.get(`${member.mapper}ToHclTerraform`) ?? "",
        `${capital(member.mapper)}OutputReference`,
      );
      block.b[name] = { ...nested, ...(use.required ? { r: 1 as const } : {}) };
    }
  }
  for (const [name, use] of uses) if (!members.has(name)) block.a[name] ??= `a${useOf(use)}`;
  return block;
}

function schemaOf(folder: string): Record<"resources" | "data", Record<string, Block>> {
  const schema = { resources: {} as Record<string, Block>, data: {} as Record<string, Block> };
  for (const name of readdirSync(join(folder, "lib")).toSorted()) {
    const file = join(folder, "lib", name, "index.js");
    if (!existsSync(file) || name === "provider") continue;
    const pieces = piecesOf(readFileSync(file, "utf8"));
    for (const [owner, text] of pieces) {
      const type = /static tfResourceType = "(\w+)"/.exec(text)?.[1];
      if (type === undefined) continue;
      const literal = text.slice(text.indexOf("synthesizeHclAttributes()"));
      const kind = text.includes("extends cdktn.TerraformDataSource") ? "data" : "resources";
      schema[kind][type] = blockOf(pieces, literal, owner);
    }
  }
  return schema;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error(
    "Usage: node scripts/terraform-schema.ts FOLDER\n\nFOLDER is an unpacked @cdktn/provider-aws.",
  );
  process.exitCode = 2;
} else {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly version: string;
  };
  const schema = schemaOf(folder);
  const provider = /providers\/hashicorp\/aws\/([\d.]+)\//.exec(
    readFileSync(join(folder, "lib/db-instance/index.d.ts"), "utf8"),
  )?.[1];
  const text = JSON.stringify(schema);
  const packed = brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
  const notice = `Derived from @cdktn/provider-aws ${version} (hashicorp/aws ${provider}), Mozilla Public License 2.0, https://mozilla.org/MPL/2.0/`;
  writeFileSync(TARGET, `${JSON.stringify({ notice, provider, brotli: packed.toString("base64") })}\n`);
  console.log(
    `${Object.keys(schema.resources).length} resources and ${Object.keys(schema.data).length} data sources: ${text.length} bytes, ${packed.length} packed`,
  );
}
