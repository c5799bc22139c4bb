// The page of a rehearsal as text: what comes from outside stays text, secrets stay out, and long runs stay usable.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";

import { Failure } from "../../core/failure.ts";
import { asVersion } from "../../core/version.ts";
import type { RehearseOutcome } from "../../core/rehearsal.ts";
import {
  SAMPLE,
  sampleLock,
  sampleMigration,
  sampleOutcome,
  sampleRun,
  sampleStatement,
} from "../../../test/support/sample-rehearsal.ts";
import { render } from "../report.ts";
import { rehearsalPage } from "./html.ts";
import { rehearsalMarkdown } from "./markdown.ts";
import { shown } from "./shown.ts";

const PAGE_LENGTH_MAX = 3_000_000;

const NASTY = [
  "</style><script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  "' onmouseover='alert(1)",
  "]]><!--",
  "&lt;script&gt;",
  "javascript:alert(1)",
  "`${1}` | @here\n# not a heading",
  "\u202Egnp.exe\u0007\u001B[31m",
  "\uD800",
];

/** The same text in every place that a file, a server or a person fills; another one in those that hold names. */
function filledWith(text: string, name: string = text): RehearseOutcome {
  const failure = new Failure("statement-failed", text, { hint: text, excerpt: text, file: name, line: 1 });
  const difference = {
    change: "changed",
    kind: name,
    name,
    fact: name,
    before: text,
    after: text,
  } as const;
  const version = asVersion(`v${name}`);
  const lock = { ...sampleLock("x", "ACCESS EXCLUSIVE", { times: [0, 2] }), relation: name, kind: name };
  const migration = sampleMigration(version, name, {
    file: name,
    steps: [{ kind: "transaction", startMs: 0, endMs: 2 }],
    statements: [
      sampleStatement({
        text,
        kind: name,
        locks: [lock, { ...lock, existed: false }],
        scanned: [{ relation: name, existed: true, rows: 1 }],
        rewritten: [name],
        phases: [name],
        stalls: [{ relation: name, readMs: 1, writeMs: 1 }],
      }),
    ],
    stalls: [{ relation: name, readMs: 1, writeMs: 1 }],
    changes: [difference],
    roundTrip: {
      down: "failed",
      rerun: "failed",
      differences: [difference],
      failures: [
        { part: "down", failure },
        { part: "rerun", failure },
      ],
    },
    failure,
  });
  const place = { version, file: name, line: 1 };
  return {
    ...sampleOutcome([migration, migration], {
      tool: name,
      startedAt: name,
      role: name,
      findings: [
        {
          rule: name,
          class: "hazard",
          severity: "error",
          ...place,
          message: text,
          instead: text,
          excerpt: text,
        },
      ],
      estimates: [
        { version, line: 1, relation: name, mode: "SHARE", rows: 1, bytes: 1, holdMs: 1, basis: name },
      ],
    }),
    target: name,
    failure,
    problems: [
      { code: name, severity: "error", message: text, remedy: text, file: name, line: 1, excerpt: text },
    ],
    files: [name],
  };
}

/** Every tag with the names of its attributes; the style sheet, which is the same on each page, left out. */
function skeleton(page: string): readonly string[] {
  const tags = page
    .replace(/<style>.*?<\/style>/s, "")
    .match(/<\/?[a-z][^\s>/]*(?:\s+[a-z-]+(?:="[^"]*")?)*\s*\/?>|</gi);
  return (tags ?? []).map((tag) => tag.replaceAll(/="[^"]*"/g, ""));
}

test("whatever stands in files and databases, the page has the same elements as with plain words", () => {
  const nasty = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "binary", minLength: 1 }));
  fc.assert(
    fc.property(nasty, (text) => {
      const words = shown(text).replaceAll(/\S/g, "x");
      fc.pre(text.trim() !== "");
      assert.deepEqual(skeleton(rehearsalPage(filledWith(text))), skeleton(rehearsalPage(filledWith(words))));
    }),
    { numRuns: 200 },
  );
});

test("characters that hide or turn text are told by their number", () => {
  const page = rehearsalPage(filledWith("a\u202Eb\u001B[31m"));
  assert.match(page, /a\\u\{202E\}b\\u\{1B\}\[31m/);
  assert.doesNotMatch(page, /[\u0000-\u0008\u000B-\u001F\u202A-\u202E]/);
});

test("no report shows a password", () => {
  const outcome = filledWith("create role app password 's3cr3t' /* postgres://app:s3cr3t@db/x */", "app");
  const { out, err } = render(outcome, { format: "text", colour: false });
  const json = render(outcome, { format: "json", colour: false }).out;
  for (const text of [out, err, json, rehearsalPage(outcome), rehearsalMarkdown(outcome)]) {
    assert.doesNotMatch(text, /s3cr3t/);
  }
});

test("the page needs nothing from elsewhere", () => {
  const page = rehearsalPage(SAMPLE);
  assert.doesNotMatch(page, /<(?:script|link|img|iframe|object|embed)\b|\bsrc=|url\(|@import|\bon[a-z]+=/i);
  assert.match(page, /default-src 'none'/);
  for (const [, href = ""] of page.matchAll(/href="([^"]*)"/g)) {
    assert.ok(href.startsWith("#") && page.includes(`id="${href.slice(1)}"`), `${href} leads nowhere`);
  }
});

test("three hundred migrations make a page of less than three megabytes, folded up but for a few with something wrong", () => {
  const page = rehearsalPage(sampleRun(300));
  assert.ok(page.length < PAGE_LENGTH_MAX, `${page.length} characters`);
  const sections = page.match(/<details class="migration [a-z]+"[^>]*>/g) ?? [];
  assert.equal(sections.length, 300);
  const open = sections.filter((section) => /\sopen\b/.test(section));
  assert.equal(open.length, 10);
  assert.ok(open.every((section) => section.includes("warn")));
});

test("a single migration stands open, and nothing to rehearse is said in a sentence", () => {
  assert.match(
    rehearsalPage(sampleOutcome([sampleMigration("1", "one", {})])),
    /<details class="migration good" open/,
  );
  const idle = rehearsalPage({ command: "rehearse", problems: [], files: [] });
  assert.match(idle, /Nothing is pending: there was nothing to rehearse\./);
});

test("what all commands load does not reach the packages that only the page needs", () => {
  const root = join(import.meta.dirname, "../../cli");
  const packages = new Set<string>();
  const seen = new Set<string>();
  const walk = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    // What is imported late, by `import(…)`, does not count.
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(
      /^(?:import|export) (?!type\b)[^;]*?from "([^"]+)"/gms,
    )) {
      if (specifier.startsWith(".")) walk(join(dirname(file), specifier));
      else packages.add(specifier);
    }
  };
  walk(join(root, "main.ts"));
  walk(join(root, "../report/report.ts"));
  assert.ok(seen.size > 10);
  for (const name of ["preact", "preact-render-to-string", "d3-scale"]) assert.ok(!packages.has(name), name);
});
