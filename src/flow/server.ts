// The journeys of `db start|stop|url|reset`: the embedded server.

import type { NoteOutcome } from "../core/outcome.ts";
import type { EmbeddedServer } from "../database/embedded/embedded.ts";
import { refuseUnconfirmed, type Confirmation } from "./confirm.ts";
import { told, type Journey } from "./journey.ts";
import { noteOf } from "./note.ts";

/** Starts the embedded server, or says that it is up. */
export function startServer(journey: Journey): Promise<NoteOutcome> {
  return told(noteOf(SHOWN), async (known) => {
    const up = await start(journey);
    known.word = up.started ? "applied" : "idle";
    known.lines = [`PostgreSQL ${up.version} ${up.started ? "started" : "is up"} on port ${up.port}.`];
    known.facts = { port: up.port, version: up.version, started: up.started };
  });
}

/** Its URL, password included: this is what the command is for. Starts the server when it is not up. */
export function serverUrl(journey: Journey): Promise<NoteOutcome> {
  return told(noteOf(SHOWN), async (known) => {
    const { url } = await start(journey);
    known.word = "ok";
    known.lines = [url];
    known.facts = { url };
  });
}

/** Stops it and the scratch servers; its data stays. */
export function stopServer({ world, settings }: Journey): Promise<NoteOutcome> {
  return told(noteOf(SHOWN), async (known) => {
    const { stopEmbedded } = await import("../database/embedded/embedded.ts");
    const { stopScratch } = await import("../database/embedded/scratch.ts");
    const scratchStopped = await stopScratch(world, settings.embedded);
    const stopped = (await stopEmbedded(world, settings.embedded.dataDirectory)) || scratchStopped;
    known.word = stopped ? "applied" : "idle";
    known.lines = [stopped ? "Stopped. The data stays." : "The embedded server is not up."];
    known.facts = { stopped };
  });
}

/** Stops it and removes its data, after asking; the scratch servers go with it. */
export function resetServer(journey: Journey, confirmation: Confirmation): Promise<NoteOutcome> {
  return told(noteOf(SHOWN), async (known) => {
    await refuseUnconfirmed(journey, "Remove the embedded server and all its data?", confirmation);
    const { resetEmbedded } = await import("../database/embedded/embedded.ts");
    const { resetScratch } = await import("../database/embedded/scratch.ts");
    await resetScratch(journey.world, journey.settings.embedded);
    await resetEmbedded(journey.world, journey.settings.embedded.dataDirectory);
    known.word = "applied";
    known.lines = ["Removed. The next command starts with an empty database."];
    known.facts = { reset: true };
  });
}

const SHOWN = "embedded server";

async function start({ world, settings, audience }: Journey): Promise<EmbeddedServer> {
  const { startEmbedded } = await import("../database/embedded/embedded.ts");
  const onProgress = (sentence: string): void => audience.progress(sentence);
  return startEmbedded(world, { ...settings.embedded, onProgress });
}
