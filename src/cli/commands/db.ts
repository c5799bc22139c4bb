// `lockkeeper db`: the embedded PostgreSQL server.

import { resetServer, serverUrl, startServer, stopServer } from "../../flow/server.ts";
import type { Command } from "../command.ts";
import { confirmationOf } from "./requests.ts";

export const command: Command = {
  kind: "group",
  actions: {
    start: {
      about: "Starts the embedded server; other commands do so by themselves.",
      options: [],
      examples: ["lockkeeper db start"],
      run: (journey) => startServer(journey),
    },
    stop: {
      about: "Stops the embedded server. Its data stays.",
      options: [],
      examples: ["lockkeeper db stop"],
      run: (journey) => stopServer(journey),
    },
    url: {
      about: "Prints the embedded server's URL with its password, for psql and applications.",
      options: [],
      examples: ['psql "$(lockkeeper db url)"'],
      run: (journey) => serverUrl(journey),
    },
    reset: {
      about: "Stops the embedded server and removes its data. Asks first.",
      options: ["yes"],
      examples: ["lockkeeper db reset --yes"],
      run: (journey, { given }) => resetServer(journey, confirmationOf(given)),
    },
  },
};
