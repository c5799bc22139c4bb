// Tells from the host name of a target on RDS whether it is on the instance or cluster that is to be copied.

import { Failure } from "../../core/failure.ts";
import type { RdsSource } from "../../core/settings.ts";

/** An instance's name, or a cluster's with one of its two own endpoints. Proxies and custom endpoints do not match. */
const OWN_HOST = /^([^.]+)\.(cluster-(?:ro-)?)?[a-z0-9]+\.[a-z0-9-]+\.rds\.amazonaws\.com(?:\.cn)?$/;

/**
 * Why the target is not on it; undefined where it is, or where the name does not tell. A snapshot of another
 * instance would be found out on the day that it is needed.
 */
export function hostFault(host: string, { kind, identifier }: RdsSource): Failure | undefined {
  const [, name, cluster] = OWN_HOST.exec(host.toLowerCase()) ?? [];
  const found = cluster === undefined ? "instance" : "cluster";
  // An instance of a cluster has a host of its own, which does not tell its cluster.
  if (name === undefined || (kind === "cluster" && found === "instance")) return undefined;
  if (found === kind && name === identifier.toLowerCase()) return undefined;
  return new Failure(
    "bad-configuration",
    `The target is on the ${found} ${name}, and not on the ${kind} ${identifier}.`,
    { hint: `Write into the environment: rds-${found}: ${name}` },
  );
}
