// The blocks of Terraform's own language: which names stand behind them, and what stands in them.

export interface Shape {
  readonly labels: readonly string[];
  /** Arguments and blocks that may stand in it; absent where a provider or a module says so. */
  readonly takes?: readonly string[];
  readonly needs?: string;
}

const TYPED: Shape = { labels: ["TYPE", "NAME"] };
const NAMED: Shape = { labels: ["NAME"] };

/** Those at the top of a file, in Terraform and in OpenTofu. */
export const OUTER: Readonly<Record<string, Shape>> = {
  resource: TYPED,
  data: TYPED,
  ephemeral: TYPED,
  action: TYPED,
  module: NAMED,
  provider: NAMED,
  check: NAMED,
  locals: { labels: [] },
  import: { labels: [] },
  moved: { labels: [], takes: ["from", "to"] },
  removed: { labels: [] },
  terraform: {
    labels: [],
    takes: [
      "required_version",
      "required_providers",
      "backend",
      "cloud",
      "provider_meta",
      "experiments",
      "language",
      "encryption",
    ],
  },
  variable: {
    labels: ["NAME"],
    takes: [
      "type",
      "default",
      "description",
      "sensitive",
      "nullable",
      "ephemeral",
      "deprecated",
      "const",
      "validation",
    ],
  },
  output: {
    labels: ["NAME"],
    takes: [
      "value",
      "type",
      "description",
      "sensitive",
      "ephemeral",
      "deprecated",
      "depends_on",
      "precondition",
      "postcondition",
    ],
    needs: "value",
  },
};

/** Those that stand in others. */
export const INNER: Readonly<Record<"lifecycle", Shape>> = {
  lifecycle: {
    labels: [],
    takes: [
      "create_before_destroy",
      "prevent_destroy",
      "ignore_changes",
      "replace_triggered_by",
      "action_trigger",
      "precondition",
      "postcondition",
      "enabled",
      "destroy",
    ],
  },
};
