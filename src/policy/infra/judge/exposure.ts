// What lets the whole internet in that was not let in before.

import type { ResourceChange, Settings } from "./change.ts";

export interface Exposure {
  /** The setting that does it. */
  readonly path: string;
  readonly message: string;
}

const EVERYBODY = new Set(["0.0.0.0/0", "::/0"]);
/** What is meant for everybody: web pages. */
const WEB_PORTS = new Set([80, 443]);
const BLOCKS = new Set([
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
]);

/** Every way in which a resource is open to everybody after a change, and was not before. */
export function* exposures({ type, before, after }: ResourceChange): Generator<Exposure> {
  for (const [path, { value }] of after) {
    const name = path.slice(path.lastIndexOf(".") + 1);
    const earlier = before.get(path)?.value;
    if (name === "publicly_accessible" && isOn(value) && !isOn(earlier)) {
      yield { path, message: "it gets an address on the internet" };
    }
    if (BLOCKS.has(name) && !isOn(value) && isOn(earlier)) {
      yield { path, message: "what is in the bucket can be made public" };
    }
    const acl = String(value);
    if (/^(?:acl|access_control)$/.test(name) && /^public-?read/i.test(acl) && value !== earlier) {
      yield { path, message: "everybody can read what is in the bucket" };
    }
  }
  const open = new Set(openWays(type, before).map(({ ports }) => ports));
  for (const { path, ports } of openWays(type, after)) {
    if (!open.has(ports)) yield { path, message: `every address on the internet is let in, to ${ports}` };
  }
}

const isOn = (value: unknown): boolean => value === true || value === "true";

interface OpenWay {
  readonly path: string;
  readonly ports: string;
}

/** Rules that let everybody in to other ports than those of web pages. */
function openWays(type: string, settings: Settings): readonly OpenWay[] {
  return [...settings].flatMap(([path, { value }]) => {
    if (typeof value !== "string" || !EVERYBODY.has(value) || !isInward(type, path, settings)) return [];
    const rule = path.replace(/\.?[a-z_0-9]*cidr[a-z_0-9]*(?:\.\d+)?$/, "");
    const portAt = (name: string): unknown => settings.get(rule === "" ? name : `${rule}.${name}`)?.value;
    const [from, to] = [portAt("from_port"), portAt("to_port")];
    if (from === to && WEB_PORTS.has(Number(from))) return [];
    const isAll = typeof from !== "number" || from < 0 || (from === 0 && to === 0);
    return [
      { path, ports: isAll ? "every port" : from === to ? `port ${from}` : `ports ${from} to ${String(to)}` },
    ];
  });
}

function isInward(type: string, path: string, settings: Settings): boolean {
  if (type === "aws_security_group_rule") return settings.get("type")?.value === "ingress";
  return /ingress/i.test(type) || path.includes("ingress");
}
