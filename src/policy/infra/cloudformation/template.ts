// A template of CloudFormation, in YAML or JSON: its parts by name, and where each one stands.

import type { PolicyFile } from "../../rule.ts";
import { entriesIn, entryOf, textAt, valueAt } from "../../yaml/look.ts";
import { readYaml, type YamlEntry, type YamlError, type YamlNode } from "../../yaml/tree.ts";
import { isRewritten } from "./rewriting.ts";

export interface Resource {
  readonly name: string;
  /** `AWS::RDS::DBInstance`; empty where there is none. */
  readonly type: string;
  /** UTF-16 index of its name. */
  readonly at: number;
  readonly node: YamlNode;
  readonly properties: YamlNode | undefined;
}

export interface Template {
  readonly file: PolicyFile;
  readonly errors: readonly YamlError[];
  readonly root: YamlNode | undefined;
  readonly parameters: readonly YamlEntry[];
  readonly resources: readonly Resource[];
  /** Whether it is not yet what CloudFormation gets, so that what it refers to and what it takes is not known. */
  readonly isRewritten: boolean;
  /** Files of parameters that are called as the template is. */
  readonly values: readonly ValuesFile[];
}

/** A file that gives values to the parameters of a template. */
export interface ValuesFile extends PolicyFile {
  readonly given: readonly { readonly name: string; readonly at: number; readonly value: YamlNode }[];
}

/** The templates among some files, with what is given to their parameters. */
export function readTemplates(files: readonly PolicyFile[]): readonly Template[] {
  const documents = files
    .filter(({ path }) => /\.(?:ya?ml|json|template)$/.test(path))
    .map((file) => ({ file, yaml: readYaml(file) }));
  const values = documents.flatMap(({ file, yaml }) => valuesFile(file, yaml.documents[0]) ?? []);
  return documents.flatMap(({ file, yaml }) => {
    const [root] = yaml.documents;
    if (!isTemplate(root)) return [];
    return {
      file,
      errors: yaml.errors,
      root,
      parameters: entriesIn(valueAt(root, "Parameters")),
      resources: entriesIn(valueAt(root, "Resources")).map(resourceOf),
      isRewritten: isRewritten(root),
      values: values.filter((other) => stemOf(other.path) === stemOf(file.path)),
    };
  });
}

const stemOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "");

function isTemplate(root: YamlNode | undefined): boolean {
  if (entryOf(root, "AWSTemplateFormatVersion") !== undefined) return true;
  const resources = entriesIn(valueAt(root, "Resources"));
  return resources.some(({ value }) => textAt(value, "Type")?.includes("::") === true);
}

const resourceOf = ({ key, keyAt, value }: YamlEntry): Resource => ({
  name: key,
  type: textAt(value, "Type") ?? "",
  at: keyAt,
  node: value,
  properties: valueAt(value, "Properties"),
});

/** `{"Parameters": {"Name": "value"}}`, or a list of `ParameterKey` and `ParameterValue`. */
function valuesFile(file: PolicyFile, root: YamlNode | undefined): ValuesFile | undefined {
  if (!file.path.endsWith(".json") || root === undefined) return undefined;
  if (root.kind === "list") {
    const given = root.items.flatMap((item) => {
      const name = textAt(item, "ParameterKey");
      const value = valueAt(item, "ParameterValue");
      return name === undefined || value === undefined ? [] : [{ name, at: item.at, value }];
    });
    return given.length === 0 ? undefined : { ...file, given };
  }
  if (entryOf(root, "Resources") !== undefined || entryOf(root, "Parameters") === undefined) return undefined;
  const given = entriesIn(valueAt(root, "Parameters")).map(({ key, keyAt, value }) => ({
    name: key,
    at: keyAt,
    value,
  }));
  return { ...file, given };
}
