// What planned changes take away: data, its protection, or the walls around it.

import type { Finding } from "../../../core/finding.ts";
import { placeAt } from "../../../core/text-place.ts";
import type { Changes, ResourceChange, Setting, Settings } from "./change.ts";
import { majorOf } from "./engine-version.ts";
import { exposures } from "./exposure.ts";
import { SETTING_CHECKS, type SettingCheck } from "./setting-checks.ts";

/** A finding, and the resource that it is about. */
export interface Judgement {
  readonly address: string;
  readonly finding: Finding;
  /** True where data goes with the change. */
  readonly isLoss: boolean;
}

/** Everything that is to be said of some changes, in their order. `textOf` gives the text of a file by its path. */
export function judgeChanges(
  { changes }: Changes,
  textOf: (file: string) => string | undefined,
): readonly Judgement[] {
  return changes.flatMap((change) =>
    [...said(change)].map(({ isLoss = false, ...sentence }) => ({
      address: change.address,
      isLoss,
      finding: { ...sentence, ...placeOf(change, textOf) },
    })),
  );
}

type Sentence = Pick<Finding, "rule" | "class" | "severity" | "message" | "instead"> & {
  readonly isLoss?: boolean;
};

const HAZARD = { class: "hazard", severity: "error" } as const;
const NOTE = { class: "advice", severity: "note" } as const;

function placeOf(
  { spot }: ResourceChange,
  textOf: (file: string) => string | undefined,
): Pick<Finding, "file" | "line" | "column"> {
  return spot === undefined ? {} : { file: spot.file, ...placeAt(textOf(spot.file) ?? "", spot.at) };
}

function* said(change: ResourceChange): Generator<Sentence> {
  yield* ofFate(change);
  if (change.fate === "create") yield* ofExposure(change);
  if (change.fate !== "update" && change.fate !== "replace") return;
  yield* ofSettings(change);
  yield* ofVersion(change);
  yield* ofExposure(change);
}

function* ofFate({ address, type, fate, forcedBy, isStateful }: ResourceChange): Generator<Sentence> {
  const cause = forcedBy.length === 0 ? "" : `, because ${forcedBy.join(" and ")} cannot change in place`;
  if (fate === "destroy" && isStateful) {
    yield {
      ...HAZARD,
      rule: "destroyed-state",
      isLoss: true,
      message: `${address} is destroyed, and the data in it (${type}).`,
      instead:
        "Keep it, or let it go without destroying it: a removed block with destroy = false, DeletionPolicy: Retain.",
    };
  } else if (fate === "replace" && isStateful) {
    yield {
      ...HAZARD,
      rule: "replaced-state",
      isLoss: true,
      message: `${address} is destroyed and made anew without its data${cause} (${type}).`,
      instead: "Leave that as it is, or make a second one, bring the data over, and remove the first later.",
    };
  } else if (fate === "destroy" && GUARDS[type] !== undefined) {
    yield {
      ...HAZARD,
      ...GUARDS[type],
      message: `${address} is destroyed: ${GUARDS[type].message}.`,
    };
  } else if (fate === "destroy" || fate === "replace") {
    const verb = fate === "destroy" ? "destroyed" : `destroyed and made anew${cause}`;
    yield {
      ...NOTE,
      rule: `resource-${fate === "destroy" ? "destroyed" : "replaced"}`,
      message: `${address} is ${verb} (${type}). No data is known to be in it.`,
      instead: "See that nothing depends on it while it is away.",
    };
  } else if (fate === "forget") {
    yield {
      ...NOTE,
      rule: "resource-forgotten",
      message: `${address} stays as it is, and is no longer managed here (${type}).`,
      instead: "See that somebody else looks after it from now on.",
    };
  }
}

/** Resources that are nothing but a protection of another one. */
const GUARDS: Readonly<Record<string, Pick<Sentence, "rule" | "message" | "instead">>> = {
  aws_s3_bucket_public_access_block: {
    rule: "made-public",
    message: "what is in its bucket can be made public",
    instead: "Keep it, with all four settings true.",
  },
  aws_s3_bucket_versioning: {
    rule: "retention-lowered",
    message: "what is overwritten in its bucket from then on cannot be brought back",
    instead: "Keep it, and let old versions expire.",
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    rule: "encryption-removed",
    message: "its bucket falls back to the key of AWS",
    instead: "Keep it, with the key of your own.",
  },
  aws_backup_plan: {
    rule: "retention-lowered",
    message: "no backup is taken by it any more",
    instead: "Keep it until another plan covers what it backed up.",
  },
  aws_backup_selection: {
    rule: "retention-lowered",
    message: "what it selected is not backed up by it any more",
    instead: "Keep it until another plan covers what it backed up.",
  },
};

function* ofSettings(change: ResourceChange): Generator<Sentence> {
  const { address, type, before, after } = change;
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [one, other] = [settingAt(before, path), settingAt(after, path)];
    if (one.value === undefined || other.value === undefined) continue;
    for (const check of SETTING_CHECKS) {
      if (!isFor(check, { path, type }) || !check.isWorse(one.value, other.value)) continue;
      yield {
        ...HAZARD,
        rule: check.rule,
        message: `${address}: ${path} goes from ${shown(one)} to ${shown(other)}: ${check.effect}.`,
        instead: check.instead,
      };
    }
  }
}

function isFor(
  { names, types }: SettingCheck,
  { path, type }: { readonly path: string; readonly type: string },
): boolean {
  const name = path.replaceAll(/\.\d+(?=\.|$)/g, "");
  return (types?.test(type) ?? true) && names.some((one) => name === one || name.endsWith(`.${one}`));
}

const NOT_WRITTEN: Setting = { value: null, isSecret: false };

/** A setting below one that is not known is not known either. */
function settingAt(settings: Settings, path: string): Setting {
  const own = settings.get(path);
  if (own !== undefined) return own;
  const parts = path.split(".");
  const above = parts.map((_, index) => parts.slice(0, index).join("."));
  return (
    above.map((each) => settings.get(each)).find((each) => each?.value === undefined && each) ?? NOT_WRITTEN
  );
}

function shown({ value, isSecret }: Setting): string {
  if (isSecret) return "a value that is not shown";
  return value === null ? "nothing" : typeof value === "string" ? value : String(value);
}

function* ofVersion({ address, before, after }: ResourceChange): Generator<Sentence> {
  const [from, to] = [before.get("engine_version")?.value, after.get("engine_version")?.value];
  if (from === undefined || to === undefined || from === null || to === null) return;
  const engine = String(before.get("engine")?.value ?? "");
  if (majorOf(String(from), engine) === majorOf(String(to), engine)) return;
  yield {
    ...HAZARD,
    rule: "major-version-changed",
    message: `${address}: engine_version goes from ${String(from)} to ${String(to)}, another major version: the database is down meanwhile, and there is no way back but a backup.`,
    instead: "Try it on a copy first, and do it in a change of its own, with a backup that is proven.",
  };
}

function* ofExposure(change: ResourceChange): Generator<Sentence> {
  for (const { path, message } of exposures(change)) {
    yield {
      ...HAZARD,
      rule: "made-public",
      message: `${change.address}: with ${path}, ${message}.`,
      instead: "Let in only the addresses and groups that need it.",
    };
  }
}
