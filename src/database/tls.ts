// Decides how a connection is protected, with libpq's meaning of sslmode.

import { Failure } from "../core/failure.ts";
import type { Environment, TargetDescription } from "./target.ts";

const MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;
type Mode = (typeof MODES)[number];

/**
 * The URLs to try, in order, each with one fixed way of protection that the driver understands. Without an
 * sslmode: TLS first for other machines, as libpq does, and none first for this one.
 * Throws Failure `wrong-use` for an sslmode that does not exist.
 */
export function attemptsFor(url: URL, target: TargetDescription, env: Environment): readonly string[] {
  const given = url.searchParams.get("sslmode") ?? env["PGSSLMODE"];
  const mode = given === undefined ? (isLocal(target.host) ? "allow" : "prefer") : readMode(given);
  if (target.host.startsWith("/") || mode === "disable") return [plain(url)];
  if (mode === "allow") return [plain(url), encrypted(url, "require", env)];
  if (mode === "prefer") return [encrypted(url, "require", env), plain(url)];
  return [encrypted(url, mode, env)];
}

function readMode(text: string): Mode {
  // The driver's own word for TLS without a look at the certificate, which is what `require` means to libpq.
  if (text === "no-verify") return "require";
  const mode = MODES.find((name) => name === text);
  if (mode !== undefined) return mode;
  throw new Failure("wrong-use", `There is no sslmode "${text}".`, {
    hint: `It is one of ${MODES.join(", ")}.`,
  });
}

const isLocal = (host: string): boolean => ["localhost", "127.0.0.1", "::1"].includes(host);

function plain(url: URL): string {
  const copy = new URL(url);
  for (const name of ["sslrootcert", "sslcert", "sslkey", "sslnegotiation", "ssl"])
    copy.searchParams.delete(name);
  copy.searchParams.set("sslmode", "disable");
  return copy.href;
}

function encrypted(url: URL, mode: Mode, env: Environment): string {
  const copy = new URL(url);
  const authority = copy.searchParams.get("sslrootcert") ?? env["PGSSLROOTCERT"];
  // `system` means the platform's own authorities, which are what the driver uses when no file is named.
  if (authority === "system") copy.searchParams.delete("sslrootcert");
  else if (authority !== undefined) copy.searchParams.set("sslrootcert", authority);
  copy.searchParams.set("sslmode", authority === "system" ? "verify-full" : mode);
  copy.searchParams.set("uselibpqcompat", "true");
  return copy.href;
}
