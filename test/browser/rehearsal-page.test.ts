// The rehearsal's page in a real browser: at a desk and on a phone, by day and by night, and on paper.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";

import { LOCK_MODES } from "../../src/core/lock.ts";
import type { RehearseOutcome } from "../../src/core/rehearsal.ts";
import { rehearsalPage } from "../../src/report/rehearsal/html.ts";
import {
  sampleLock,
  sampleMigration,
  sampleOutcome,
  sampleRun,
  sampleStatement,
} from "../support/sample-rehearsal.ts";
import { chromiumPath, openChromium, openPage, type View } from "./chromium.ts";
import { BARS, FAINT, OPEN_ALL, OVERFLOWING } from "./measures.ts";
import { rehearseShop } from "./shop.ts";

const IMAGES = join(import.meta.dirname, "../../docs/images");
const PICTURE_HEIGHT = 1200;
const UPDATE = process.env["UPDATE_GOLDENS"] === "1";

const VIEWS: Readonly<Record<string, View>> = {
  "desktop-light": { width: 1280, scheme: "light" },
  "desktop-dark": { width: 1280, scheme: "dark" },
  "phone-light": { width: 390, scheme: "light" },
  "phone-dark": { width: 390, scheme: "dark" },
};

const DESK: View = { width: 1280, scheme: "light" };
const PHONE: View = { width: 390, scheme: "dark" };

interface Lock {
  readonly relation: string;
  readonly migration: string;
}

/** The locks that a record holds, by relation and version, in no order. */
function locksIn(record: string): readonly Lock[] {
  const { migrations } = JSON.parse(record) as {
    migrations: { version: string; statements: { locks: { relation: string }[] }[] }[];
  };
  return migrations.flatMap(({ version, statements }) =>
    statements.flatMap(({ locks }) => locks.map(({ relation }) => ({ relation, migration: version }))),
  );
}

const sorted = (locks: readonly Lock[]): readonly string[] =>
  locks.map(({ relation, migration }) => `${migration} ${relation}`).toSorted();

const skip = chromiumPath === undefined && "Chromium is not installed";

test("the page of a real rehearsal", { skip }, async (context) => {
  const browser = await openChromium();
  context.after(() => browser.close());
  const shop = await rehearseShop(context);

  for (const [name, view] of Object.entries(VIEWS)) {
    await context.test(`fits and can be read, ${name.replace("-", ", ")}`, async () => {
      await using open = await openPage(browser, shop.page, view);
      const { page } = open;
      await fitsAndCanBeRead(page);
      assert.deepEqual(open.complaints, []);
    });
  }

  if (UPDATE) await takePictures(browser, shop.page);

  await context.test("has exactly one bar for each lock in the record, wide enough to be seen", async () => {
    await using open = await openPage(browser, shop.page, DESK);
    await open.page.evaluate(OPEN_ALL);
    const bars = await open.page.evaluate<readonly (Lock & { readonly isSeen: boolean })[]>(BARS);
    const locks = locksIn(shop.record);
    assert.ok(locks.length >= 10, `${locks.length} locks`);
    assert.deepEqual(sorted(bars), sorted(locks));
    assert.ok(bars.every(({ isSeen }) => isSeen));
  });

  await context.test("fits at any width between", async () => {
    await using open = await openPage(browser, shop.page, DESK);
    await open.page.evaluate(OPEN_ALL);
    for (const width of [320, 561, 701, 768, 861, 1024]) {
      await open.page.setViewportSize({ width, height: 900 });
      assert.deepEqual(await open.page.evaluate(OVERFLOWING), [], `at ${width} pixels`);
    }
  });

  await context.test("says first what is bad, and unfolds where a link leads", async () => {
    await using open = await openPage(browser, shop.page, DESK);
    const { page } = open;
    assert.match(await page.locator("h1").innerText(), /hazard/);
    const link = page.locator(".wrong a").first();
    const target = page.locator((await link.getAttribute("href")) ?? "");
    await page.evaluate(`for (const each of document.querySelectorAll("details")) each.open = false`);
    await link.click();
    await target.waitFor({ state: "visible" });
  });

  await context.test("can be printed, with what is folded up in an open migration", async () => {
    await using open = await openPage(browser, shop.page, { width: 1280, scheme: "dark" });
    const { page } = open;
    const pdf = await page.pdf({ format: "A4" });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    await page.emulateMedia({ media: "print" });
    const table = page.locator("details.migration[open] table.locks").first();
    assert.ok(((await table.boundingBox())?.height ?? 0) > 20, "the table of locks is on paper");
    assert.equal(
      await page.evaluate("getComputedStyle(document.body).backgroundColor"),
      "rgb(255, 255, 255)",
    );
  });
});

const MODES = LOCK_MODES.map((mode, index) =>
  sampleLock(`${"a_very_long_name_".repeat(3)}${index}`, mode, {
    via: "default partition",
    times: [index === 0 ? 0 : 10_000, 10_001],
  }),
);

const EDGES: Readonly<Record<string, RehearseOutcome>> = {
  "forty-five migrations": sampleRun(45),
  "long names, long lines and steps of very different length": sampleOutcome([
    sampleMigration("20260101_000000", "x".repeat(180), {
      durationMs: 10_001,
      steps: [
        { kind: "autocommit", startMs: 0, endMs: 10_000 },
        { kind: "transaction", startMs: 10_000, endMs: 10_001 },
      ],
      statements: [
        sampleStatement({
          text: `select '${"y".repeat(5000)}'`,
          durationMs: 10_000,
          locks: MODES.slice(0, 1),
        }),
        sampleStatement({ number: 2, text: "select 1", startMs: 10_000, step: 1, locks: MODES.slice(1) }),
      ],
      changes: [
        {
          change: "changed",
          kind: "table",
          name: "z".repeat(300),
          fact: "options",
          before: "a".repeat(40),
          after: "b",
        },
      ],
      stalls: [{ relation: "r".repeat(127), readMs: 0.02, writeMs: 9999 }],
    }),
  ]),
  "text that would be markup": sampleOutcome([
    sampleMigration("20260101_000000", "<img src=x onerror=console.log(1)>", {
      statements: [sampleStatement({ text: "</style></pre><script>console.log(1)</script>\u202Etxet" })],
    }),
  ]),
  nothing: { command: "rehearse", problems: [], files: [] },
};

test("pages of odd rehearsals", { skip }, async (context) => {
  const browser = await openChromium();
  context.after(() => browser.close());
  for (const [name, outcome] of Object.entries(EDGES)) {
    for (const view of [DESK, PHONE]) {
      await context.test(`${name} at ${view.width} pixels`, async () => {
        await using open = await openPage(browser, rehearsalPage(outcome), view);
        await fitsAndCanBeRead(open.page);
        assert.equal(await open.page.locator("script, img").count(), 0);
        assert.deepEqual(open.complaints, []);
      });
    }
  }
});

test("a page of three hundred migrations opens at once", { skip }, async () => {
  const browser = await openChromium();
  try {
    await using open = await openPage(browser, rehearsalPage(sampleRun(300)), PHONE);
    assert.deepEqual(await open.page.evaluate(OVERFLOWING), []);
    assert.deepEqual(open.complaints, []);
  } finally {
    await browser.close();
  }
});

/** What the documentation shows: by day how the page begins, by night a migration that something is wrong with. */
async function takePictures(browser: Browser, html: string): Promise<void> {
  const shown = html.replaceAll(/postgres:[^<]*test_\w+/g, "postgres://deploy@db.example/shop");
  for (const [name, view] of Object.entries(VIEWS)) {
    await using open = await openPage(browser, shown, view);
    const box = await open.page.locator("details.migration[open]").first().boundingBox();
    const y = view.scheme === "light" ? 0 : Math.max(0, (box?.y ?? 0) - 16);
    const clip = { x: 0, y, width: view.width, height: PICTURE_HEIGHT };
    await open.page.screenshot({ path: join(IMAGES, `rehearsal-${name}.png`), fullPage: true, clip });
  }
}

/** As it opens, and with every fold opened. */
async function fitsAndCanBeRead(page: Page): Promise<void> {
  assert.deepEqual(await page.evaluate(OVERFLOWING), [], "something is wider than its place");
  await page.evaluate(OPEN_ALL);
  assert.deepEqual(await page.evaluate(OVERFLOWING), [], "something in a fold is wider than its place");
  assert.deepEqual(await page.evaluate(FAINT), [], "some text is too faint");
}
