// The door of the room: snapshots of a schema, what two of them do not agree on, and that in words.

export { compareSnapshots } from "./compare.ts";
export { describeDifference } from "./describe.ts";
export { underOneOwner } from "./owner.ts";
export { readStanding, type WantedObject } from "./standing/standing.ts";
export { takeSnapshot } from "./snapshot.ts";
