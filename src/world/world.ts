// The door of the room: the real files, processes and clock of this machine.

import type { World } from "../core/world.ts";
import { realClock } from "./clock.ts";
import { realFiles } from "./files.ts";
import { realProcesses } from "./processes.ts";

/** The world as this process sees it. Holds no state of its own: two calls give two equal worlds. */
export const realWorld = (): World => ({
  files: realFiles,
  processes: realProcesses(),
  clock: realClock,
});
