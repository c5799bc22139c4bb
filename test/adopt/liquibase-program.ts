// The real Liquibase, from the jars that its npm package carries.

import { existsSync } from "node:fs";
import { join } from "node:path";

import { hasProgram, type Yard } from "./adopting.ts";

const LIBRARY = join(import.meta.dirname, "../peers/node_modules/liquibase/dist/liquibase/internal/lib");
const JARS = [
  ...["liquibase-core", "picocli", "commons-io", "commons-lang3", "commons-text", "commons-collections4"],
  ...["opencsv", "snakeyaml", "jaxb-api", "jaxb-core", "jaxb-runtime", "postgresql"],
];

/** Why it cannot be run here; false where it can. */
export const noLiquibase: string | false = !existsSync(join(LIBRARY, "liquibase-core.jar"))
  ? "npm has not installed liquibase in test/peers"
  : hasProgram("java")
    ? false
    : "there is no java";

/** Runs a command of it on the yard's database. */
export function runLiquibase(yard: Yard, ...args: readonly string[]): Promise<string> {
  const { hostname, port, pathname, username, password } = new URL(yard.url);
  const query = new URLSearchParams({ user: decodeURIComponent(username) });
  if (password !== "") query.set("password", decodeURIComponent(password));
  return yard.run("java", [
    ...["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"],
    JARS.map((name) => join(LIBRARY, `${name}.jar`)).join(":"),
    "liquibase.integration.commandline.LiquibaseCommandLine",
    ...["--show-banner=false", `--url=jdbc:postgresql://${hostname}:${port}${pathname}?${query.toString()}`],
    ...args,
  ]);
}
