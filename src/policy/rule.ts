// The contract of a policy: what it is called, what it looks at, and what it says of a place in a file.

import type { Finding, FindingClass } from "../core/finding.ts";

/** A file as it was read. `path` is relative to the project, with slashes, as people are shown it. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
}

/** A place in a file: `at` is a UTF-16 index of its text. */
export interface Spot {
  readonly file: string;
  readonly at: number;
}

/** What a rule says of one place. The engine adds the rule's name, the line and the excerpt. */
export interface Report {
  readonly spot: Spot;
  /** What is wrong there, in sentences that can stand alone. */
  readonly message: string;
  /** What to write instead. */
  readonly instead: string;
  /** Where this one weighs more or less than the rule's others. */
  readonly severity?: Finding["severity"];
}

/** A rule about a subject: everything that was read out of the files. It is pure: what it may know is handed in. */
export interface PolicyRule<Subject> {
  /** `action-not-pinned`: the name of its folder, and the word that allows it. */
  readonly name: string;
  readonly class: FindingClass;
  readonly severity: Finding["severity"];
  /** One line for the list of rules, without a full stop. */
  readonly about: string;
  check(subject: Subject): Iterable<Report>;
}
