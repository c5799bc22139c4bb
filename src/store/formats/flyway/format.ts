// The format of Flyway: `V<version>__name.sql` and `U<version>__name.sql`, with versions that may have dots.

import type { SourceFile } from "../../../core/migration.ts";
import { asVersion } from "../../../core/version.ts";
import type { Version } from "../../../core/version.ts";
import { nameFrom } from "../../migration-name.ts";
import { momentOfVersion, stampAfter } from "../../stamp.ts";
import type { Complaint, Format, Recognised, Settings } from "../format.ts";

const VERSIONED = /^(?:[^/]+\/)*(?<prefix>[VU])(?<version>\d[\d._]*?)__(?<name>[^/]+)\.sql$/;
const BASELINE = /^(?:[^/]+\/)*B\d[\d._]*__[^/]*\.sql$/;
const REPEATABLE = /^(?:[^/]+\/)*R__[^/]*\.sql$/;
const CALLBACK = /^(?:[^/]+\/)*(?:before|after|createSchema)\w*(?:__[^/]*)?\.sql$/;
const PLACEHOLDER = /\$\{[\w:.-]+\}/;

export const flyway: Format = {
  name: "flyway",
  about: "V<version>__name.sql and U<version>__name.sql, as Flyway has them",
  layout: "files",
  recognise: (paths) => paths.flatMap(recognised),
  nearestName: (fileName) => {
    const [, digits = "", rest = ""] = /^(?:[VU](?=\d))?([\d._]*)(.*?)(?:\.sql)?$/i.exec(fileName) ?? [];
    return `V${digits.replace(/[._]+$/, "") || "VERSION"}__${nameFrom(rest) || "name"}.sql`;
  },
  readSettings,
  nextVersion,
  fileNames: (version, name) => ({ up: `V${version}__${name}.sql`, down: `U${version}__${name}.sql` }),
  withVersion: (path, version) => path.replace(/(?<=[VU])\d[\d._]*?(?=__)/, version),
};

function recognised(path: string): readonly Recognised[] {
  const { prefix, version, name } = VERSIONED.exec(path)?.groups ?? {};
  if (version !== undefined && name !== undefined) {
    const role = prefix === "U" ? "down" : "up";
    return [{ kind: "part", path, version: asVersion(version.replaceAll("_", ".")), name, role }];
  }
  if (REPEATABLE.test(path)) return [complaint(path, "a repeatable is a file below `repeatable/` here.")];
  if (BASELINE.test(path)) return [complaint(path, "a baseline of Flyway's is not run.")];
  return CALLBACK.test(path)
    ? [{ ...complaint(path, "a callback of Flyway's is not run."), weak: true }]
    : [];
}

const complaint = (path: string, message: string): Complaint => ({
  kind: "complaint",
  path,
  code: "flyway-file",
  message,
  remedy: "Have the folder converted: `lockkeeper adopt flyway --convert`; or move the file out of it.",
});

function readSettings({ path, text }: SourceFile): Settings {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => PLACEHOLDER.test(line));
  if (at === -1) return { outsideTransaction: false, problems: [] };
  const [name = ""] = PLACEHOLDER.exec(lines[at] ?? "") ?? [];
  return {
    outsideTransaction: false,
    problems: [
      {
        code: "unknown-values",
        severity: "error",
        message: `${path} has \`${name}\` in it, which Flyway replaces by a value.`,
        remedy: "Write the value out, or have the folder converted: `lockkeeper adopt flyway --convert`.",
        file: path,
        line: at + 1,
      },
    ],
  };
}

/** The date and time; where the folder counts instead, its last part goes on. */
function nextVersion(now: Date, newest: Version | undefined): Version {
  const counts = newest !== undefined && momentOfVersion(newest) === undefined;
  if (!counts) {
    const stamp = stampAfter(now, newest);
    return asVersion(newest?.includes(".") ? `${stamp.slice(0, 8)}.${stamp.slice(8)}` : stamp);
  }
  return asVersion(newest.replace(/\d+$/, (last) => `${BigInt(last) + 1n}`.padStart(last.length, "0")));
}
