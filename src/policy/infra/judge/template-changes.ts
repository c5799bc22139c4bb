// Two versions of a CloudFormation template, into the changes that the step from one to the other makes.

import type { PolicyFile } from "../../rule.ts";
import { textAt, valueAt } from "../../yaml/look.ts";
import type { YamlNode } from "../../yaml/tree.ts";
import { cloudFormationSchema, type ResourceType, type Schema } from "../cloudformation/schema/schema.ts";
import { readTemplates, type Resource, type Template } from "../cloudformation/template.ts";
import { defaultsOf, valueOf, type Parameters } from "../cloudformation/things.ts";
import type { Value } from "../terraform/value.ts";
import { settingsIn, type Changes, type Fate, type ResourceChange, type Settings } from "./change.ts";
import { fingerprintOf } from "./fingerprint.ts";

/** A template, and the version that takes its place. */
export interface Versions {
  readonly before: PolicyFile;
  readonly after: PolicyFile;
}

/** The changes between two versions, or a sentence that says why a file is no template that can be judged. */
export function changesOfTemplates({ before, after }: Versions): Changes | string {
  const [older, newer] = [readVersion(before), readVersion(after)];
  if (typeof older === "string") return older;
  if (typeof newer === "string") return newer;
  const schema = cloudFormationSchema();
  const names = new Set([...older.resources.keys(), ...newer.resources.keys()]);
  const pairs = [...names].map((name) => ({ name, older, newer, schema }));
  const changes = pairs.map(changeOf);
  return {
    changes,
    hash: fingerprintOf(changes.map((change, index) => [change.fate, contentOf(pairs[index])])),
  };
}

/** All that the two versions say of a resource. What its parameters come to is part of it. */
function contentOf(pair: Pair | undefined): unknown {
  return [pair?.older, pair?.newer].map((version) => {
    const resource = version?.resources.get(pair?.name ?? "");
    return [resource?.name, plain(resource?.node), [...(version?.parameters ?? [])]];
  });
}

interface Version {
  readonly file: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly parameters: Parameters;
}

function readVersion(file: PolicyFile): Version | string {
  const [template] = readTemplates([file]);
  if (template === undefined) return `${file.path} is no template of CloudFormation.`;
  const [error] = template.errors;
  return error === undefined ? versionOf(template) : `${file.path} cannot be read: ${error.message}`;
}

const versionOf = (template: Template): Version => ({
  file: template.file.path,
  resources: new Map(template.resources.map((resource) => [resource.name, resource])),
  parameters: new Map(defaultsOf(template)),
});

interface Pair {
  readonly name: string;
  readonly older: Version;
  readonly newer: Version;
  readonly schema: Schema;
}

function changeOf({ name, older, newer, schema }: Pair): ResourceChange {
  const [before, after] = [older.resources.get(name), newer.resources.get(name)];
  const type = before?.type ?? after?.type ?? "";
  const known = schema.resources[type];
  const written = { older: sideOf(before, older.parameters), newer: sideOf(after, newer.parameters) };
  const forcedBy = before && after ? forcing({ before, after }, written, known) : [];
  const place =
    after === undefined ? { file: older.file, at: before?.at ?? 0 } : { file: newer.file, at: after.at };
  return {
    address: name,
    type,
    fate: fateOf({ before, after, forcedBy, areSame: isSame(written.older.values, written.newer.values) }),
    before: written.older.settings,
    after: written.newer.settings,
    forcedBy,
    // Of a type that nobody describes, such as one of the team's own, nothing is known to be lost.
    isStateful: known?.s === 1,
    spot: place,
  };
}

interface Step {
  readonly before: Resource | undefined;
  readonly after: Resource | undefined;
  readonly forcedBy: readonly string[];
  /** True where the properties come to the same. */
  readonly areSame: boolean;
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function fateOf({ before, after, forcedBy, areSame }: Step): Fate {
  if (before === undefined) return "create";
  // What stands in the older version counts: CloudFormation reads the policy before it takes the resource away.
  if (after === undefined)
    return (textAt(before.node, "DeletionPolicy") ?? "").startsWith("Retain") ? "forget" : "destroy";
  if (forcedBy.length > 0) return "replace";
  return areSame && isSame(plain(before.node), plain(after.node)) ? "keep" : "update";
}

interface Side {
  readonly settings: Settings;
  /** What the properties come to, by their names in the template. */
  readonly values: Readonly<Record<string, Value>>;
}

function sideOf(resource: Resource | undefined, parameters: Parameters): Side {
  if (resource === undefined) return { settings: new Map(), values: {} };
  const entries = resource.properties?.kind === "map" ? resource.properties.entries : [];
  const values = Object.fromEntries(entries.map(({ key, value }) => [key, valueOf(value, parameters)]));
  const policies = ["DeletionPolicy", "UpdateReplacePolicy"].map(
    (policy) => [policy, textAt(resource.node, policy) ?? policyOf(resource)] as const,
  );
  return { settings: settingsIn({ value: renamed({ ...values, ...Object.fromEntries(policies) }) }), values };
}

/** What becomes of a resource without a policy; a snapshot is the rule for databases that are not part of a cluster. */
const policyOf = ({ type, properties }: Resource): string =>
  type === "AWS::RDS::DBCluster" ||
  (type === "AWS::RDS::DBInstance" && valueAt(properties, "DBClusterIdentifier") === undefined)
    ? "Snapshot"
    : "Delete";

type Both<T> = { readonly older: T; readonly newer: T };

/** The properties whose change makes the resource anew, among those that change. */
function forcing(
  { before, after }: { readonly before: Resource; readonly after: Resource },
  { older, newer }: Both<Side>,
  known: ResourceType | undefined,
): readonly string[] {
  if (before.type !== after.type) return ["Type"];
  const fixed = Object.entries(known?.p ?? {}).filter(([, type]) => /^!?~/.test(type));
  return fixed
    .map(([name]) => name)
    .filter((name) => {
      const [one, other] = [older.values[name], newer.values[name]];
      const texts = [before, after].map(({ properties }) => JSON.stringify(plain(valueAt(properties, name))));
      const isKnown = isWhole(one) && isWhole(other);
      return isKnown && one !== undefined && other !== undefined
        ? !isSame(one, other)
        : texts[0] !== texts[1];
    });
}

/** True where no part of a value is unknown. */
function isWhole(value: Value): boolean {
  if (value === undefined) return false;
  return typeof value !== "object" || value === null || Object.values(value).every(isWhole);
}

/** `StorageEncrypted` becomes `storage_encrypted`: both languages name their settings alike but for that. */
function renamed(value: Value): Value {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [snakeCase(name), renamed(member)]),
  );
}

const snakeCase = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();

/** A node without its place, so that what is moved or written in another way stays the same. */
function plain(node: YamlNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === "list") return [node.tag, node.items.map(plain)];
  if (node.kind === "map")
    return [node.tag, Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]))];
  return [node.tag, node.text];
}
