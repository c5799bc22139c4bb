// What editors are told about lockkeeper.yaml: a JSON schema, made of the options table and the shapes of the gates.

import { GATES } from "../core/gate.ts";
import { jsonSchemaOf } from "./gates.ts";
import type { Option } from "./option.ts";
import { OPTIONS } from "./options.ts";

type Schema = Readonly<Record<string, unknown>>;

const words: Schema = { type: "array", items: { type: "string" }, minItems: 1 };

/** A value of the options table. */
const valueOf = ({ kind, help }: Option): Schema => ({
  description: help,
  ...(kind === "flag" ? { type: "boolean" } : { type: ["string", "number"] }),
});

const values = (leaveOut: readonly string[]): Schema =>
  Object.fromEntries(
    Object.values(OPTIONS).flatMap((option) =>
      option.key === undefined || leaveOut.includes(option.key) ? [] : [[option.key, valueOf(option)]],
    ),
  );

const gates = (): Schema => ({
  description: "what a deploy asks for",
  type: ["object", "null"],
  additionalProperties: false,
  properties: Object.fromEntries(
    GATES.map((gate) => {
      const { $schema: _, ...shape } = jsonSchemaOf(gate);
      return [gate, { description: shape.description, anyOf: [{ type: "boolean" }, shape] }];
    }),
  ),
});

const placeholders: Schema = {
  description: "what ${name} stands for in files that say `-- lockkeeper: placeholders`",
  type: "object",
  additionalProperties: {
    anyOf: [
      { type: ["string", "number", "boolean"] },
      ...["env", "file"].map((source) => ({
        type: "object",
        additionalProperties: false,
        required: [source],
        properties: { [source]: { type: "string" } },
      })),
      { type: "object", additionalProperties: false, required: ["command"], properties: { command: words } },
    ],
  },
};

const environment = (): Schema => ({
  type: ["object", "null"],
  additionalProperties: false,
  properties: {
    ...values([]),
    "url-file": { description: "a file that holds the address", type: "string" },
    "url-command": { description: "a program that prints the address, and its arguments", ...words },
    "backup-command": { description: "the program that takes a backup of the kind command", ...words },
    protected: {
      description: "true: what cannot be taken back wants to be confirmed by name",
      type: "boolean",
    },
    gates: gates(),
    placeholders,
  },
});

/** The whole schema, as docs/schemas/lockkeeper-yaml.json publishes it. */
export const editorSchema = (): Schema => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "lockkeeper.yaml",
  type: "object",
  additionalProperties: false,
  properties: {
    ...values(["url"]),
    placeholders,
    environments: { type: "object", additionalProperties: environment() },
  },
});
