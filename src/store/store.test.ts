// A folder is read in order and every fault in it is named with its file and its remedy.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, suite, test } from "node:test";

import * as fc from "fast-check";

import type { MigrationFolder } from "../core/migration.ts";
import type { Problem } from "../core/problem.ts";
import { compareVersions } from "../core/version.ts";
import type { Files } from "../core/world.ts";
import { realWorld } from "../world/world.ts";
import { readMigrations } from "./store.ts";

const NOW = new Date("2026-03-01T12:00:00Z");
const { files, processes } = realWorld();

const scratch = await mkdtemp(join(tmpdir(), "lockkeeper-store-"));
after(() => rm(scratch, { recursive: true }));

/** Text or bytes of a file, a link with its target, a pipe, or an empty folder. */
type Content = string | Uint8Array | { readonly link: string } | { readonly special: "pipe" | "folder" };
type Contents = Readonly<Record<string, Content>>;

async function makeFolder(contents: Contents): Promise<string> {
  const directory = join(await mkdtemp(join(scratch, "case-")), "migrations");
  await mkdir(directory);
  for (const [path, content] of Object.entries(contents)) {
    const place = join(directory, path);
    await mkdir(dirname(place), { recursive: true });
    if (typeof content === "string" || content instanceof Uint8Array) await writeFile(place, content);
    else if ("link" in content) await symlink(content.link, place);
    else if (content.special === "folder") await mkdir(place, { recursive: true });
    else assert.equal((await processes.run("mkfifo", [place])).code, 0);
  }
  return directory;
}

interface Options {
  readonly format?: string;
  readonly files?: Files;
}

async function readFolder(contents: Contents, options: Options = {}): Promise<MigrationFolder> {
  const directory = await makeFolder(contents);
  const format = options.format === undefined ? {} : { format: options.format };
  return readMigrations(options.files ?? files, { directory, shownAs: "migrations", now: NOW, ...format });
}

const short = ({ severity, code, file, line }: Problem): string =>
  [severity, code, file?.replace(/^migrations\//, ""), line].filter((word) => word !== undefined).join(" ");

const A = "20260101_090000_a";
const B = "20260102_090000_b";
const SQL = "select 1;\n";

interface Case extends Options {
  readonly name: string;
  readonly contents: Contents;
  /** Severity, code, file and line of every problem. */
  readonly problems: readonly string[];
  /** Versions that are there all the same. */
  readonly versions?: readonly string[];
  readonly says?: RegExp;
  readonly remedy?: RegExp;
}

const refusing = (name: string): Files => ({
  ...files,
  readEach: (paths, take) =>
    files.readEach(paths, (index, bytes) => {
      const path = paths[index] ?? "";
      const refusal = new Error(`EACCES: permission denied, open '${path}'`);
      take(index, path.endsWith(name) ? Object.assign(refusal, { code: "EACCES" }) : bytes);
    }),
});

const unlistable = (name: string): Files => ({
  ...files,
  list: async (path) => {
    if (!path.includes(name)) return files.list(path);
    throw Object.assign(new Error(`EACCES: permission denied, scandir '${path}'`), { code: "EACCES" });
  },
});

const unresolvable: Files = {
  ...files,
  realPath: async (path) => {
    if (!path.endsWith(".sql")) return files.realPath(path);
    throw Object.assign(new Error(`EACCES: permission denied, realpath '${path}'`), { code: "EACCES" });
  },
};

const faults: readonly Case[] = [
  {
    name: "two migrations with one version",
    contents: { [`${A}.sql`]: SQL, "20260101_090000_z.sql": SQL, [`${B}.sql`]: SQL },
    problems: ["error duplicate-version 20260101_090000_z.sql"],
    versions: ["20260101_090000", "20260101_090000", "20260102_090000"],
    says: /migrations\/20260101_090000_a\.sql and migrations\/20260101_090000_z\.sql/,
  },
  {
    name: "two versions that are one number",
    contents: { "1_a.up.sql": SQL, "001_b.up.sql": SQL },
    problems: ["error duplicate-version 1_a.up.sql"],
    says: /001_b\.up\.sql and migrations\/1_a\.up\.sql/,
  },
  {
    name: "names that differ only in the case of their ending",
    contents: { [`${A}.sql`]: SQL, [`${A}.SQL`]: SQL },
    problems: [`error duplicate-version ${A}.sql`],
  },
  {
    name: "folders of one version with and without dashes",
    contents: { "2026-01-01-090000_a/up.sql": SQL, "20260101090000_a/up.sql": SQL },
    problems: ["error duplicate-version 20260101090000_a/up.sql"],
  },
  {
    name: "a down without an up",
    contents: { "1_a.up.sql": SQL, "2_b.down.sql": SQL },
    problems: ["error orphan-down 2_b.down.sql"],
    versions: ["1"],
    says: /undoes a migration that is not in the folder/,
  },
  {
    name: "a down without an up in a folder of its own",
    contents: { "2026-01-01-090000_a/down.sql": SQL },
    problems: ["error orphan-down 2026-01-01-090000_a/down.sql"],
  },
  {
    name: "a down whose name is another than the up's",
    contents: { [`${A}_up.sql`]: SQL, [`${A}_down.sql`]: SQL },
    problems: [`error orphan-down ${A}_down.sql`],
    says: /belongs to `a`, but 20260101_090000 is `a_up`/,
    remedy: /20260101_090000_a_up\.sql the same name/,
  },
  {
    name: "a verify without an up",
    contents: { [`${A}_verify.sql`]: SQL },
    problems: [`error orphan-verify ${A}_verify.sql`],
  },
  {
    name: "a verify without an up in a folder of its own",
    contents: { "2026-01-01-090000_a/verify.sql": SQL },
    problems: ["error orphan-verify 2026-01-01-090000_a/verify.sql"],
  },
  {
    name: "settings without an up",
    contents: { "2026-01-01-090000_a/metadata.toml": "run_in_transaction = false\n" },
    problems: ["error orphan-settings 2026-01-01-090000_a/metadata.toml"],
  },
  {
    name: "a migration whose name ends in down",
    contents: { "20251122_120000_scale_down.sql": SQL },
    problems: ["error name-ends-in-down 20251122_120000_scale_down.sql"],
    says: /two ways: as the rollback of `scale`.*or as a migration named `scale_down`/,
    remedy: /rename 20251122_120000_scale_down\.sql to `20251122_120000_scale_down_change\.sql`/,
  },
  {
    name: "a name that is nothing but the word down",
    contents: { "20251122_120000_down.sql": SQL },
    problems: ["error name-ends-in-down 20251122_120000_down.sql"],
  },
  {
    name: "a down in upper case is not taken for an up",
    contents: { [`${A}.sql`]: SQL, [`${A}_DOWN.SQL`]: SQL },
    problems: [],
    versions: ["20260101_090000"],
  },
  {
    name: "a name without a version",
    contents: { [`${A}.sql`]: SQL, "Add Users.sql": SQL },
    problems: ["error bad-file-name Add Users.sql"],
    remedy: /`YYYYMMDD_HHMMSS_add_users\.sql`/,
  },
  {
    name: "a version without an underscore between date and time",
    contents: { [`${A}.sql`]: SQL, "20260103120000_c.SQL": SQL },
    problems: ["error bad-file-name 20260103120000_c.SQL"],
    versions: ["20260101_090000"],
    remedy: /`20260103_120000_c\.sql`/,
  },
  {
    name: "a date without a time, and a down in the manner of another tool",
    contents: { [`${A}.sql`]: SQL, "2026-01-03 Räume.down.sql": SQL },
    problems: ["error bad-file-name 2026-01-03 Räume.down.sql"],
    remedy: /`20260103_000000_raume_down\.sql`/,
  },
  {
    name: "a date that the calendar does not have",
    contents: { "20251301_120000_x.sql": SQL, "20250230_120000_y.sql": SQL, "20250101_240000_z.sql": SQL },
    problems: [
      "error bad-file-name 20250101_240000_z.sql",
      "error bad-file-name 20250230_120000_y.sql",
      "error bad-file-name 20251301_120000_x.sql",
    ],
    says: /`20250101_240000` is not a date and time/,
  },
  {
    name: "an up without .up beside files that have it",
    contents: { "1_a.up.sql": SQL, "2_b.sql": SQL, "seed.sql": SQL },
    problems: ["error bad-file-name 2_b.sql", "error bad-file-name seed.sql"],
    remedy: /`2_b\.up\.sql`/,
  },
  {
    name: "a migration folder without a stamp",
    contents: { "2026-01-01-090000_a/up.sql": SQL, "b/up.sql": SQL },
    problems: ["error bad-file-name b/up.sql"],
    remedy: /`YYYY-MM-DD-HHMMSS_b`/,
  },
  {
    name: "SQL beside migration folders, and beside up.sql",
    contents: { "2026-01-01-090000_a/up.sql": SQL, "2026-01-01-090000_a/x.sql": SQL, "fix.sql": SQL },
    problems: ["warning unread-file 2026-01-01-090000_a/x.sql", "warning unread-file fix.sql"],
    versions: ["20260101090000"],
  },
  {
    name: "a folder with SQL where files are expected",
    contents: {
      [`${A}.sql`]: SQL,
      "old/a.sql": SQL,
      "old/b.sql": SQL,
      "old/more/c.SQL": SQL,
      "doc/x.md": "",
    },
    problems: ["warning unread-folder old/", "warning unread-folder old/more/"],
    versions: ["20260101_090000"],
  },
  {
    name: "folders below folders below folders",
    contents: { [`${A}.sql`]: SQL, "b/c/d/e/x.sql": SQL },
    problems: ["warning unread-folder b/c/d/e/"],
  },
  {
    name: "bytes that are not UTF-8",
    contents: { [`${A}.sql`]: Buffer.from("-- one\n-- caf\xe9\n", "latin1"), [`${B}.sql`]: SQL },
    problems: [`error not-utf8 ${A}.sql 2`],
    versions: ["20260102_090000"],
    says: /byte 0xE9 in line 2 \(byte 14 of the file\)/,
  },
  {
    name: "a down that is not UTF-8 takes its migration with it",
    contents: { [`${A}.sql`]: SQL, [`${A}_down.sql`]: Buffer.from([0xc3]) },
    problems: [`error not-utf8 ${A}_down.sql 1`],
    versions: [],
  },
  {
    name: "UTF-16 with a byte order mark",
    contents: { [`${A}.sql`]: Buffer.from("\uFEFFselect 1;", "utf16le") },
    problems: [`error not-utf8 ${A}.sql 1`],
    says: /UTF-16/,
  },
  {
    name: "a NUL character",
    contents: { [`${A}.sql`]: "select 1;\nselect '\0';" },
    problems: [`error has-nul ${A}.sql 2`],
    versions: [],
  },
  {
    name: "a version more than a day ahead",
    contents: { "20260302_120001_a.sql": SQL, "20260302_120000_b.sql": SQL },
    problems: ["error future-version 20260302_120001_a.sql"],
    versions: ["20260302_120000", "20260302_120001"],
    says: /now it is 2026-03-01T12:00:00Z/,
    remedy: /for example `20260301_120000_a\.sql`/,
  },
  {
    name: "a version ahead with a counter, and a number that is no date",
    contents: { "2026-03-03-120000-0000_a/up.sql": SQL, "99999999999999_b/up.sql": SQL },
    problems: ["error future-version 2026-03-03-120000-0000_a/up.sql"],
    remedy: /for example `2026-03-01-120000_a\/up\.sql`/,
  },
  {
    name: "a file that the system does not let us read",
    contents: { [`${A}.sql`]: SQL },
    files: refusing(`${A}.sql`),
    problems: [`error unreadable-file ${A}.sql`],
    versions: [],
    says: /^migrations\/20260101_090000_a\.sql cannot be read: EACCES: permission denied\.$/,
  },
  {
    name: "a folder that the system does not let us list",
    contents: { [`${A}.sql`]: SQL, "closed/x.sql": SQL },
    files: unlistable("closed"),
    problems: ["error unreadable-file closed/"],
    versions: ["20260101_090000"],
  },
  {
    name: "a link that the system does not let us resolve",
    contents: { [`${A}.sql`]: { link: "real.txt" }, "real.txt": SQL },
    files: unresolvable,
    problems: [`error unreadable-file ${A}.sql`],
  },
  {
    name: "a pipe and a link that leads nowhere",
    contents: {
      [`${A}.sql`]: { special: "pipe" },
      [`${B}.sql`]: { link: "nowhere" },
      gone: { link: "nowhere" },
    },
    problems: [`error unreadable-file ${A}.sql`, `error unreadable-file ${B}.sql`],
    versions: [],
  },
  {
    name: "files that are empty or only white space",
    contents: {
      [`${A}.sql`]: "",
      [`${A}_down.sql`]: " \n\t",
      [`${A}_verify.sql`]: "\uFEFF\r\n",
      [`${B}.sql`]: "-- x",
    },
    problems: [
      `warning empty-file ${A}.sql`,
      `warning empty-file ${A}_down.sql`,
      `warning empty-file ${A}_verify.sql`,
    ],
    versions: ["20260101_090000", "20260102_090000"],
    says: /counts as applied/,
  },
  {
    name: "links out of the folder",
    contents: {
      [`${A}.sql`]: SQL,
      [`${A}_down.sql`]: { link: "/etc/hostname" },
      "2026-old": { link: ".." },
      "README.md": { link: "/etc/hostname" },
      "../outside/x.sql": SQL,
      shared: { link: "../outside" },
      "other.d": { link: "../empty" },
    },
    problems: [`error link-outside ${A}_down.sql`, "error link-outside shared"],
    versions: [],
  },
  {
    name: "an unknown format",
    contents: { [`${A}.sql`]: SQL },
    format: "flying",
    problems: ["error unknown-format"],
    remedy: /--format NAME[^]*timestamped: [^]*up-down: [^]*diesel: /,
  },
  {
    name: "SQL that no format knows",
    contents: { "one.sql": SQL },
    problems: ["error unknown-format migrations"],
    says: /such as one\.sql/,
    remedy: /--format NAME[^]*timestamped: [^]*up-down: [^]*diesel: /,
  },
  {
    name: "SQL that no format knows, in folders",
    contents: { "init/change.sql": SQL },
    problems: ["error unknown-format migrations"],
  },
  {
    name: "files without the sections that others here have",
    contents: {
      "1_a.sql": "",
      "2_b.sql": "select 1;\n-- +goose Up\nselect 2;\n",
      "3_c.sql": "-- +goose Up\nselect 3;\n",
    },
    problems: ["error bad-sections 1_a.sql", "error bad-sections 2_b.sql"],
    versions: ["2", "3"],
    says: /1_a\.sql has no line `-- \+goose Up`/,
  },
  {
    name: "files with both ways, read as if there were one",
    contents: { "1_a.sql": "-- migrate:up\nselect 1;\n-- migrate:down\nselect 2;\n" },
    format: "plain",
    problems: ["error bad-sections 1_a.sql"],
    versions: [],
    says: /holds the way back as well/,
  },
  {
    name: "values that goose puts in",
    contents: { "1_a.sql": "-- +goose ENVSUB ON\n-- +goose Up\nselect '$NAME';\n" },
    problems: ["error unknown-values 1_a.sql"],
    versions: ["1"],
  },
  {
    name: "what only Flyway does",
    contents: {
      "V1__a.sql": "select 1;\nselect '${name}';\n",
      "V1.0__b.sql": SQL,
      "R__view.sql": SQL,
      "B2__all.sql": SQL,
      "beforeMigrate.sql": SQL,
    },
    problems: [
      "error flyway-file B2__all.sql",
      "error flyway-file R__view.sql",
      "error duplicate-version V1.0__b.sql",
      "error unknown-values V1__a.sql 2",
      "error flyway-file beforeMigrate.sql",
    ],
    versions: ["1", "1.0"],
    says: /B2__all\.sql: a baseline of Flyway's is not run/,
  },
  {
    name: "files of two formats",
    contents: { [`${A}.sql`]: SQL, "1_a.up.sql": SQL },
    problems: ["error mixed-formats migrations"],
    says: /1 of timestamped \(such as 20260101_090000_a\.sql\), 1 of up-down \(such as 1_a\.up\.sql\)/,
    remedy: /--format NAME/,
  },
  {
    name: "files of two formats where one is named",
    contents: { [`${A}.sql`]: SQL, "1_a.up.sql": SQL },
    format: "timestamped",
    problems: ["error bad-file-name 1_a.up.sql"],
    versions: ["20260101_090000"],
    remedy: /`YYYYMMDD_HHMMSS_a\.sql`/,
  },
  {
    name: "our own naming read as another format",
    contents: { [`${A}.sql`]: SQL },
    format: "up-down",
    problems: [`error bad-file-name ${A}.sql`],
    versions: [],
  },
  {
    name: "settings that are not TOML",
    contents: { "1_a/up.sql": SQL, "1_a/metadata.toml": "\nrun_in_transaction = maybe\n" },
    problems: ["error bad-settings 1_a/metadata.toml 2"],
    versions: ["1"],
  },
  {
    name: "a setting of the wrong type and one that nobody knows",
    contents: {
      "1_a/up.sql": SQL,
      "1_a/metadata.toml": 'run_in_transaction = "no"\n# x\n  transaction = 1\n',
    },
    problems: ["error bad-settings 1_a/metadata.toml 1", "warning bad-settings 1_a/metadata.toml 3"],
    remedy: /run_in_transaction = false/,
  },
];

suite("every fault is named, with the file and a remedy", () => {
  for (const { name, contents, problems, versions, says, remedy, ...options } of faults) {
    test(name, async () => {
      const read = await readFolder(contents, options);
      assert.deepEqual(read.problems.map(short), problems);
      if (versions !== undefined)
        assert.deepEqual(
          read.migrations.map((one) => one.version),
          versions,
        );
      assert.match(read.problems[0]?.message ?? "", says ?? /^/);
      assert.match(read.problems[0]?.remedy ?? "", remedy ?? /^/);
    });
  }

  test("a file above 64 MiB, and one that is too large for Node itself", async () => {
    const directory = await makeFolder({ [`${A}.sql`]: "", [`${B}.sql`]: "" });
    await truncate(join(directory, `${A}.sql`), 64 * 1024 * 1024 + 1);
    await truncate(join(directory, `${B}.sql`), 3 * 1024 * 1024 * 1024);
    const read = await readMigrations(files, { directory, shownAs: "migrations", now: NOW });
    assert.deepEqual(read.problems.map(short), [`error too-large ${A}.sql`, `error too-large ${B}.sql`]);
  });

  test("a folder that is not there, and one that is a file", async () => {
    const directory = await makeFolder({ file: "" });
    const request = { shownAs: "db/migrations", now: NOW };
    const missing = await readMigrations(files, { ...request, directory: join(directory, "none") });
    assert.deepEqual(missing.problems.map(short), ["error no-folder db/migrations"]);
    assert.match(missing.problems[0]?.remedy ?? "", /lockkeeper new "create users table"/);
    const file = await readMigrations(files, { ...request, directory: join(directory, "file") });
    assert.deepEqual(file.problems.map(short), ["error not-a-folder db/migrations"]);
  });

  test("a folder that cannot be looked at", async () => {
    const kindOf = async (): Promise<never> => {
      throw new Error("EIO: i/o error, stat '/x'");
    };
    const read = await readFolder({}, { files: { ...files, kindOf } });
    assert.deepEqual(
      read.problems.map(({ message }) => message),
      ["migrations/ cannot be read: EIO: i/o error."],
    );
  });

  test("the specification lists every code that this test has seen", async () => {
    const page = await readFile(join(import.meta.dirname, "../../docs/formats.md"), "utf8");
    const chapter = /^## Migration files\n([^]*?)(?=^## |(?![^]))/m.exec(page)?.[1] ?? "";
    const listed = [...chapter.matchAll(/^\| `([a-z0-9-]+)` +\| (?:error|warning)/gm)].map(
      ([, code]) => code,
    );
    const seen = faults.flatMap(({ problems }) => problems.map((text) => text.split(" ")[1]));
    const expected = new Set([...seen, "too-large", "no-folder", "not-a-folder"]);
    assert.deepEqual([...expected.difference(new Set(listed))], []);
  });
});

suite("what is accepted", () => {
  const accepted: readonly (Case & { readonly format: string })[] = [
    { name: "an empty folder", contents: {}, problems: [], versions: [], format: "timestamped" },
    {
      name: "a folder with nothing but other files",
      contents: {
        "README.md": "x",
        ".gitkeep": "",
        ".x.sql": SQL,
        "a.sql.bak": SQL,
        "docker.yaml": "",
        "d/e.txt": "",
      },
      problems: [],
      versions: [],
      format: "timestamped",
    },
    {
      name: "links that stay in the folder",
      contents: {
        "real/20260101_a.txt": SQL,
        [`${A}.sql`]: { link: "real/20260101_a.txt" },
        [`${B}.sql`]: { link: `../migrations/${A}.sql` },
      },
      problems: [],
      versions: ["20260101_090000", "20260102_090000"],
      format: "timestamped",
    },
    {
      name: "a migration folder that is a link inside",
      contents: { "1_a/up.sql": SQL, "2_b": { link: "1_a" } },
      problems: [],
      versions: ["1", "2"],
      format: "diesel",
    },
    {
      name: "ups without downs, as sqlx has them",
      contents: { "20260101090000_a.sql": SQL, "3_b.sql": SQL },
      problems: [],
      versions: ["3", "20260101090000"],
      format: "plain",
    },
    {
      name: "files of dbmate, told by what stands in them",
      contents: { "1_a.sql": "-- migrate:up\nselect 1;\n", "2_b.sql": "-- migrate:up\nselect 2;\n" },
      problems: [],
      versions: ["1", "2"],
      format: "dbmate",
    },
    {
      name: "endings in upper case",
      contents: { "1_a.UP.SQL": SQL, "1_a.Down.Sql": SQL },
      problems: [],
      versions: ["1"],
      format: "up-down",
    },
  ];
  for (const { name, contents, versions, format } of accepted) {
    test(name, async () => {
      const read = await readFolder(contents);
      assert.deepEqual(read.problems, []);
      assert.deepEqual(
        read.migrations.map(({ version }) => version),
        versions,
      );
      assert.equal(read.format, format);
    });
  }

  test("a BOM is taken off and CRLF stays, and neither changes the checksum", async () => {
    const read = await readFolder({
      "1_a.sql": "\uFEFFselect 1;\r\nselect 2;\r\n",
      "2_b.sql": "select 1;\nselect 2;\n",
    });
    const [first, second] = read.migrations;
    assert.equal(first?.up.text, "select 1;\r\nselect 2;\r\n");
    assert.equal(first?.checksum, second?.checksum);
  });

  test("the folder itself may be a link, and a slash at its end is not doubled", async () => {
    const directory = await makeFolder({ [`${A}.sql`]: SQL });
    await symlink(directory, `${directory}-link`);
    const request = { directory: `${directory}-link`, shownAs: "db//", now: NOW };
    const read = await readMigrations(files, request);
    assert.deepEqual(
      read.migrations.map(({ up }) => up),
      [{ path: `db/${A}.sql`, text: SQL }],
    );
    assert.equal(read.directory, request.directory);
  });
});

test("whatever the names are, every file is read or named in a problem, and the order holds", async () => {
  const names = fc.stringMatching(
    /^[0-9]{0,3}(2025[01][0-9]{3})?_?[0-9]{0,6}[_.-]?[a-b]{0,2}(_down|\.up|\.down)?\.(sql|SQL)$/,
  );
  const contents = fc.dictionary(names, fc.constant(SQL), { maxKeys: 6 });
  await fc.assert(
    fc.asyncProperty(contents, async (folder) => {
      const { migrations, problems } = await readFolder(folder);
      assert.deepEqual(
        migrations,
        migrations.toSorted((a, b) => compareVersions(a.version, b.version)),
      );
      const told = [
        ...problems.map(({ file }) => file),
        ...migrations.flatMap(({ up, down }) => [up.path, down?.path]),
      ];
      const isUndecided = told.includes("migrations");
      const visible = Object.keys(folder).filter((name) => !name.startsWith("."));
      assert.deepEqual(
        visible.filter((name) => !isUndecided && !told.includes(`migrations/${name}`)),
        [],
      );
    }),
    { numRuns: 150 },
  );
});
