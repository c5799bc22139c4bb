// Finds the other tool's project in a folder, and reads it.

import { join } from "node:path";

import {
  recogniseTools,
  toolNamed,
  TOOLS,
  type Choice,
  type ForeignFolder,
  type Recognised,
  type Tool,
} from "../../adopt/adopt.ts";
import type { ForeignProject } from "../../core/adoption.ts";
import { Failure } from "../../core/failure.ts";
import type { Journey } from "../journey.ts";
import { pathsBelow } from "../project-files.ts";

/** A folder of this machine, and how it was named. */
export interface Source {
  /** Absolute. */
  readonly directory: string;
  readonly shownAs: string;
  /** How the other tool is called here, in words; without it by its own name. */
  readonly command?: string;
}

/** What the folder looks like, with its paths. */
export async function lookAround(
  journey: Journey,
  source: Source,
): Promise<{ readonly paths: readonly string[]; readonly recognised: readonly Recognised[] }> {
  const { world } = journey;
  const { directory, shownAs } = source;
  if ((await world.files.kindOf(directory)) !== "directory") {
    throw new Failure("not-found", `There is no folder ${shownAs}.`, {
      hint: "Name the folder of the other tool's project with --source-dir DIR.",
    });
  }
  const paths = await pathsBelow({ files: world.files, directory }, ".");
  const folder = folderOf(journey, source, { paths, directory: "." });
  return { paths, recognised: await recogniseTools(folder) };
}

/** The tool of that name. Throws Failure `wrong-use` where there is none. */
export function chosenTool(typed: string): Tool {
  const tool = toolNamed(typed);
  if ("name" in tool) return tool;
  const all = TOOLS.map(({ name, about }) => `  ${name}: ${about}`).join("\n");
  const near = tool.near === undefined ? "" : `Did you mean ${tool.near}? `;
  throw new Failure("wrong-use", `Lockkeeper does not know the tool \`${typed}\`.`, {
    hint: `${near}It knows:\n${all}`,
  });
}

/** Reads the tool's project in the folder. Throws Failure where there is none, more than one, or nothing to choose. */
export async function readProject(
  journey: Journey,
  tool: Tool,
  { source, choice }: { readonly source: Source; readonly choice: Choice },
): Promise<Found> {
  if (tool.chooses !== true && Object.keys(choice).length > 0) {
    throw new Failure("wrong-use", `${tool.title} knows no contexts and no labels.`, {
      hint: "Leave --contexts and --labels out.",
    });
  }
  const { paths, recognised } = await lookAround(journey, source);
  const all = recognised.filter((each) => each.tool === tool);
  const clear = all.filter(({ weak }) => weak !== true);
  const own = clear.length > 0 ? clear : all;
  const [only, ...others] = own;
  if (only === undefined) {
    throw new Failure("not-found", `Nothing in ${source.shownAs} looks like a project of ${tool.title}.`, {
      hint: `Name its folder with --source-dir DIR. Read are: ${tool.about}.`,
    });
  }
  if (others.length > 0) {
    const list = own.map(({ directory }) => join(source.shownAs, directory)).join(", ");
    throw new Failure(
      "wrong-use",
      `${source.shownAs} holds more than one project of ${tool.title}: ${list}.`,
      {
        hint: "Name one of them with --source-dir DIR.",
      },
    );
  }
  const folder = folderOf(journey, source, { paths, directory: only.directory });
  return { directory: join(source.directory, only.directory), project: await tool.read(folder, choice) };
}

export interface Found {
  /** Absolute: the folder that the tool reads. */
  readonly directory: string;
  readonly project: ForeignProject;
}

function folderOf(
  { world, signal }: Journey,
  source: Source,
  { paths, directory }: { readonly paths: readonly string[]; readonly directory: string },
): ForeignFolder {
  const start = directory === "." ? "" : `${directory}/`;
  const root = join(source.directory, directory);
  return {
    paths: paths.filter((path) => path.startsWith(start)).map((path) => path.slice(start.length)),
    read: async (path) => {
      const whole = join(root, path);
      if ((await world.files.kindOf(whole)) !== "file") return undefined;
      const text = textIn(await world.files.read(whole));
      return text === undefined ? undefined : { path: join(source.shownAs, directory, path), text };
    },
    run: (name, args) => {
      const [program = name, ...first] = source.command?.split(/\s+/).filter(Boolean) ?? [];
      return world.processes.run(program, [...first, ...args], { cwd: root, signal });
    },
  };
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function textIn(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
