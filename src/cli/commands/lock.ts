// `lockkeeper lock`: who holds the deploy lock, and freeing it.

import { releaseLock, showLock } from "../../flow/deploy-lock.ts";
import type { Command } from "../command.ts";
import { confirmationOf } from "./requests.ts";

export const command: Command = {
  kind: "group",
  actions: {
    show: {
      about: "Shows who holds the deploy lock.",
      options: [],
      examples: ["lockkeeper lock show --env production"],
      run: (journey) => showLock(journey),
    },
    release: {
      about: "Ends the session that holds the deploy lock; what it had open is rolled back. Asks first.",
      options: ["yes", "confirm"],
      examples: ["lockkeeper lock release"],
      run: (journey, { given }) => releaseLock(journey, confirmationOf(given)),
    },
  },
};
