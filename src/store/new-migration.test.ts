// A new migration gets a name that people can read and a version after all others.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import * as fc from "fast-check";

import type { Failure } from "../core/failure.ts";
import { asVersion, compareVersions } from "../core/version.ts";
import { FORMATS } from "./formats/formats.ts";
import { newMigration, nextVersion } from "./new-migration.ts";

const NOW = new Date("2025-11-22T12:00:00.900Z");
const request = { now: NOW, existing: [] };
const LONG = "a migration whose title goes on and on until nobody remembers why";

suite("names", () => {
  const names: readonly (readonly [title: string, name: string])[] = [
    ["add users table", "add_users_table"],
    ["  Add  Users-Table! ", "add_users_table"],
    ["Größe für Räume, ça va?", "grosse_fur_raume_ca_va"],
    ["Łódź Ærø Þing", "lodz_aero_thing"],
    ["добавить users", "users"],
    ["2fa", "2fa"],
    ["scale down replicas", "scale_down_replicas"],
    [LONG, "a_migration_whose_title_goes_on_and_on_until_nobody"],
    ["x".repeat(80), "x".repeat(60)],
  ];
  for (const [title, name] of names) {
    test(`\`${title}\` becomes ${name}`, () => {
      assert.equal(newMigration({ ...request, title }).name, name);
    });
  }

  const refused: readonly (readonly [title: string, message: RegExp])[] = [
    ["", /no Latin letter/],
    ["пользователи", /no Latin letter/],
    ["scale down", /`scale_down` would be taken for the `_down` of another/],
    ["Verify", /`verify` would be taken/],
    [`${"x".repeat(54)} down ${"y".repeat(20)}`, /would be taken/],
  ];
  for (const [title, message] of refused) {
    test(`\`${title}\` is refused with what to type instead`, () => {
      assert.throws(
        () => newMigration({ ...request, title }),
        (failure: Failure) => {
          assert.equal(failure.code, "wrong-use");
          assert.match(failure.message, message);
          assert.match(failure.hint ?? "", /lockkeeper new "/);
          return true;
        },
      );
    });
  }

  test("whatever is typed, a name is at most 60 lower-case letters, digits and underscores", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 120 }), (title) => {
        fc.pre(/[a-z0-9]/i.test(title));
        const { name } = newMigration({ ...request, title: `${title} x` });
        assert.match(name, /^[a-z0-9]+(?:_[a-z0-9]+)*$/);
        assert.ok(name.length <= 60);
      }),
    );
  });
});

suite("versions", () => {
  const versions = [
    { format: "timestamped", existing: [], next: "20251122_120000" },
    { format: "timestamped", existing: ["20251121_000000"], next: "20251122_120000" },
    { format: "timestamped", existing: ["20251122_120000", "20200101_000000"], next: "20251122_120001" },
    { format: "timestamped", existing: ["20251231_235959"], next: "20260101_000000" },
    { format: "up-down", existing: [], next: "20251122120000" },
    { format: "up-down", existing: ["000009", "000002"], next: "000010" },
    { format: "up-down", existing: ["9"], next: "10" },
    { format: "up-down", existing: ["000001", "20251122120005"], next: "20251122120006" },
    { format: "diesel", existing: ["00000000000000"], next: "20251122120000" },
    { format: "diesel", existing: ["202511221200050007"], next: "20251122120006" },
  ];
  for (const { format, existing, next } of versions) {
    test(`${format} goes on from [${existing.join(", ")}] with ${next}`, () => {
      assert.equal(nextVersion({ now: NOW, existing: existing.map(asVersion), format }), next);
    });
  }

  test("a new version comes after all others, in every format", () => {
    const moments = fc.date({
      min: new Date("1990-01-01"),
      max: new Date("2090-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...FORMATS),
        fc.array(moments),
        moments,
        ({ name, ...format }, dates, now) => {
          const existing = dates.map((date) => format.nextVersion(date, undefined));
          const next = nextVersion({ now, existing, format: name });
          assert.ok(existing.every((version) => compareVersions(version, next) < 0));
        },
      ),
    );
  });
});

test("the files ask for the intent and the change of the application, and name what the down undoes", () => {
  const { files, version } = newMigration({ ...request, title: "add users" });
  assert.equal(version, "20251122_120000");
  assert.deepEqual(
    files.map(({ name }) => name),
    ["20251122_120000_add_users.sql", "20251122_120000_add_users_down.sql"],
  );
  assert.match(
    files[0]?.text ?? "",
    /^-- Intent: <why .*>\n-- Application: <what .* "none" if nothing>\n\n-- /,
  );
  assert.equal(files[1]?.text, "-- Intent: undoes 20251122_120000_add_users\n");
});

test("Diesel's files lie in a folder whose stamp has dashes", () => {
  const { files } = newMigration({ ...request, title: "add users", format: "diesel" });
  assert.deepEqual(
    files.map(({ name }) => name),
    ["2025-11-22-120000_add_users/up.sql", "2025-11-22-120000_add_users/down.sql"],
  );
});

test("a format that does not exist is refused with the list of those that do", () => {
  assert.throws(() => newMigration({ ...request, title: "x", format: "flying" }), {
    code: "wrong-use",
    hint: /timestamped: /,
  });
});
