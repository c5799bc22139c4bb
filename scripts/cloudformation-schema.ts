// Derives what CloudFormation takes from AWS's own description of it: what `infra check` holds templates against.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** What is read of the description; it has more. */
interface Type {
  readonly type: string;
  readonly element?: Type;
  readonly reference?: { readonly $ref: string };
  readonly allowedValues?: readonly string[];
}
interface Property {
  readonly type: Type;
  readonly required?: boolean;
  readonly causesReplacement?: "yes" | "no" | "maybe";
}
interface Definition {
  readonly $id: string;
  readonly properties: Readonly<Record<string, Property>>;
}
interface Resource extends Definition {
  readonly cloudFormationType: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly isStateful?: boolean;
}
interface Database {
  all(kind: "resource"): Iterable<Resource>;
  all(kind: "typeDefinition"): Iterable<Definition>;
}

/** A type as text: `s`, `b`, `n`, `j` for anything, `#12` for the 12th definition, `[…` a list, `{…` a map; allowed values behind a `|`. */
function typeText(type: Type, numbers: ReadonlyMap<string, number>): string {
  switch (type.type) {
    case "string":
      return ["s", ...(type.allowedValues ?? [])].join("|");
    case "boolean":
      return "b";
    case "integer":
    case "number":
      return "n";
    case "array":
      return type.element === undefined ? "j" : `[${typeText(type.element, numbers)}`;
    case "map":
      return type.element === undefined ? "j" : `{${typeText(type.element, numbers)}`;
    case "ref":
      return `#${numbers.get(type.reference?.$ref ?? "") ?? -1}`;
    default:
      return "j";
  }
}

/** `!` in front where it is required, `~` where a change of it makes the resource anew. */
function propertiesOf(
  { properties }: Definition,
  numbers: ReadonlyMap<string, number>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, { type, required, causesReplacement }]) => [
      name,
      `${required === true ? "!" : ""}${causesReplacement === "yes" ? "~" : ""}${typeText(type, numbers)}`,
    ]),
  );
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error(
    "Usage: node scripts/cloudformation-schema.ts FOLDER\n\nFOLDER is a project with @aws-cdk/aws-service-spec.",
  );
  process.exitCode = 2;
} else {
  const load = createRequire(join(folder, "package.json"));
  const { loadAwsServiceSpecSync } = load("@aws-cdk/aws-service-spec") as {
    readonly loadAwsServiceSpecSync: () => Database;
  };
  const { version } = JSON.parse(
    readFileSync(load.resolve("@aws-cdk/aws-service-spec/package.json"), "utf8"),
  ) as { readonly version: string };
  const database = loadAwsServiceSpecSync();
  const definitions = [...database.all("typeDefinition")];
  const numbers = new Map(definitions.map(({ $id }, index) => [$id, index]));
  const resources = [...database.all("resource")].toSorted((a, b) =>
    a.cloudFormationType.localeCompare(b.cloudFormationType),
  );
  const schema = {
    types: definitions.map((definition) => propertiesOf(definition, numbers)),
    resources: Object.fromEntries(
      resources.map((resource) => [
        resource.cloudFormationType,
        {
          p: propertiesOf(resource, numbers),
          a: Object.keys(resource.attributes),
          ...(resource.isStateful === true ? { s: 1 } : {}),
        },
      ]),
    ),
  };
  const text = JSON.stringify(schema);
  const packed = brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  const notice = `Derived from @aws-cdk/aws-service-spec ${version}, Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0`;
  writeFileSync(
    join(import.meta.dirname, "../src/policy/infra/cloudformation/schema/types.json"),
    `${JSON.stringify({ notice, brotli: packed.toString("base64") })}\n`,
  );
  console.log(
    `${resources.length} resources, ${definitions.length} types: ${text.length} bytes, ${packed.length} packed`,
  );
}
