// Shows tests as node's spec reporter does, with closing lines (`# tests 12`) that machines read too.

import type { TestEvent } from "node:test/reporters";

import { Readable } from "node:stream";
import { spec as Spec } from "node:test/reporters";

/** The text of the spec reporter for a run's events, where the closing lines begin with `#` as they do in TAP. */
// oxlint-disable-next-line import/no-default-export -- node takes a reporter from the default export
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const text of Readable.from(events).pipe(new Spec())) {
    yield String(text).replaceAll(
      /^(\x1b\[\d+m)?ℹ (?=(?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) )/gm,
      "$1# ",
    );
  }
}
