// Secrets are found where they stand and never shown, and what only looks like one is let be.

import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { checkSecrets } from "../policy.ts";

/** Put together here, so that no scan finds them in this file. */
const joined = (...pieces: readonly string[]): string => pieces.join("");

const BODY = "q7Rz2LmWc9TbXe4VnKs8HyJd3FpGu6Qa";
const KEY_LINE = `${BODY}${BODY.toLowerCase()}`;

/** A file of each kind that holds one secret. */
const FOUND: readonly (readonly [what: string, path: string, text: string, secret: string])[] = [
  ["an access key of AWS", "deploy.sh", "export ID=<>", joined("AK", "IA", "Q7RZ2LMWC5TBXE4V")],
  ["a secret key of AWS", "config", "aws_secret_access_key = <>", `${BODY}9Kd2/fXw`],
  [
    "a token of GitHub",
    "src/a.ts",
    'const token = "<>";',
    joined("gh", "p_", "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17"),
  ],
  [
    "a token of GitHub",
    "a.yml",
    "token: <>",
    joined("github", "_pat_", BODY.slice(0, 22), "_", BODY, BODY.slice(0, 27)),
  ],
  ["a token of GitLab", ".npmrc", "_authToken=<>", joined("gl", "pat-", BODY.slice(0, 20))],
  ["a token of PyPI", ".pypirc", "password = <>", joined("pypi-", "AgEIcHlwaS5vcmc", BODY, BODY)],
  ["a token of Docker Hub", "a.txt", "<>", joined("dckr", "_pat_", BODY.slice(0, 27))],
  [
    "a token of Slack",
    "a.json",
    '{"a": "<>"}',
    joined("xo", "xb-", "7391846205", "-", "8264917350", "-", BODY.slice(0, 24)),
  ],
  [
    "a webhook of Slack",
    "a.yaml",
    joined("url: https://hooks.slack", ".com/services/<>"),
    joined("T7RZ2LMWC/B9TBXE4VN/", BODY.slice(0, 24)),
  ],
  ["a live key of Stripe", "a.php", "'<>'", joined("sk", "_live_", BODY)],
  ["a client secret of Google", "a.json", '"<>"', joined("GOC", "SPX-", BODY.slice(0, 28))],
  ["a key of SendGrid", "a.rb", "'<>'", joined("S", "G.", BODY.slice(0, 22), ".", BODY, BODY.slice(0, 11))],
  ["a token of DigitalOcean", "a.tf", 'token = "<>"', joined("do", "p_v1_", "7b2e94c1d8f05a63".repeat(4))],
  [
    "a key of an Azure storage account",
    "a.config",
    "AccountName=a;AccountKey=<>;",
    `${BODY}${BODY}${BODY.slice(0, 22)}==`,
  ],
  ["a token of Vault", "a.sh", "VAULT_TOKEN=<>", joined("hv", "s.", BODY)],
  [
    "a token of HCP Terraform",
    ".terraformrc",
    'token = "<>"',
    joined(BODY.slice(0, 14), ".atlas", "v1.", BODY, BODY),
  ],
  ["a key of Anthropic", "a.py", '"<>"', joined("sk-", "ant-api03-", BODY, BODY, BODY)],
  ["a key of OpenAI", "a.py", '"<>"', joined("sk-", "proj-", BODY, "T3Blbk", "FJ", BODY)],
  ["a token of Hugging Face", "a.py", '"<>"', joined("h", "f_", "qWzLmRcTbXeVnKsHyJdFpGuQaPoIuZtReW")],
  [
    "a secret key of age",
    "key.txt",
    "<>",
    joined("AGE-SECRET", "-KEY-1", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE"),
  ],
  [
    "a private key",
    "server.key",
    joined("-----BEGIN RSA", " PRIVATE KEY-----\n<>\n-----END RSA PRIVATE KEY-----"),
    `${KEY_LINE}\n${KEY_LINE}`,
  ],
  [
    "a private key",
    "key.json",
    joined('{"k": "-----BEGIN', ' PRIVATE KEY-----\\n<>\\n-----END PRIVATE KEY-----"}'),
    `${KEY_LINE}\\n${KEY_LINE}`,
  ],
  ["a password in an address", "a.yml", "url: postgres://app:<>@db.shop.io:5432/app", "q7Rz2LmWc9Tb"],
  ["a password in an address", "a.go", '"amqps://app:<>@mq.shop.io"', "kT9-wQ2.zX"],
  ["a password in a statement", "migrations/1.sql", "create role app login password '<>';", "q7Rz2LmWc9Tb"],
  ["a password in a value of Terraform", "infra/main.tf", '  master_password = "<>"', "correcthorse"],
  ["a password in a value of Terraform", "prod.tfvars", 'db_passwd="<>"', "q7Rz2LmWc9Tb"],
  ["a password in a file of variables", ".env", "A=1\nPGPASSWORD='<>'\n", "q7Rz2LmWc9Tb"],
  ["a password in a file of variables", "app/.env.production", "export API_KEY=<>", "q7Rz2LmWc9Tb"],
];

suite("what is found", () => {
  for (const [what, path, text, secret] of FOUND) {
    test(`${what} in ${path}, once, at its place, and never shown`, () => {
      const at = text.indexOf("<>");
      const { findings, files } = checkSecrets([{ path, text: text.replace("<>", secret) }]);
      assert.equal(files, 1);
      const [finding] = findings;
      assert.equal(findings.length, 1);
      assert.equal(finding?.rule, "secret-committed");
      assert.equal(finding.class, "hazard");
      assert.ok(finding.message.includes(`${what} (${secret.slice(0, 4)}…, ${secret.length} characters)`));
      assert.equal(finding.line, text.slice(0, at).split("\n").length);
      assert.equal(finding.column, at - text.lastIndexOf("\n", at - 1));
      const shown = JSON.stringify(finding);
      for (let from = 1; from + 5 <= secret.length; from += 1) {
        const piece = JSON.stringify(secret.slice(from, from + 5)).slice(1, -1);
        assert.ok(!shown.includes(piece) || /^\*|KEY-1/.test(piece), `${piece} of the secret is shown`);
      }
    });
  }

  test("in a test, a document or an example it is advice", () => {
    const text = `key: ${joined("AK", "IA", "Q7RZ2LMWC5TBXE4V")}`;
    for (const path of [
      "docs/a.txt",
      "README.md",
      "test/a.yml",
      "src/a.test.ts",
      "a_test.go",
      "app.env.example",
    ]) {
      const { findings } = checkSecrets([{ path, text }]);
      assert.deepEqual(
        findings.map(({ rule, class: kind }) => [rule, kind]),
        [["secret-in-example", "advice"]],
        path,
      );
    }
  });

  test("two on one line are both covered in what is shown of either", () => {
    const keys = [joined("AK", "IA", "Q7RZ2LMWC5TBXE4V"), joined("AK", "IA", "VZR7Q2CMWL5TEXB4")];
    const { findings } = checkSecrets([{ path: "a.sh", text: `A=${keys[0]} B=${keys[1]}` }]);
    assert.equal(findings.length, 2);
    for (const { excerpt = "" } of findings) assert.match(excerpt, /^1 \| A=\*{20} B=\*{20}\n/);
  });
});

/** What stands where a secret would, in files where one would count. */
const LET_BE: readonly (readonly [path: string, text: string])[] = [
  ["compose.yml", "postgres://postgres:postgres@localhost:5432/app"],
  ["compose.yml", "postgres://app:q7Rz2LmWc9Tb@localhost/app"],
  ["compose.yml", "postgres://app:q7Rz2LmWc9Tb@db:5432/app"],
  ["a.yml", "postgres://app:q7Rz2LmWc9Tb@127.0.0.1/app"],
  ["a.yml", "postgres://app:q7Rz2LmWc9Tb@db.example.com/app"],
  ["a.yml", "postgres://app:q7Rz2LmWc9Tb@db.svc.cluster.local/app"],
  ["a.yml", "postgres://user:password@db.shop.io/app"],
  ["a.yml", "postgres://app:s3cr3tp4ss@db.shop.io/app"],
  ["a.yml", "postgres://app:changeme123@db.shop.io/app"],
  ["a.yml", "postgres://app:${DB_PASSWORD}@db.shop.io/app"],
  ["a.yml", "postgres://app:$PASSWORD1@db.shop.io/app"],
  ["a.yml", "postgres://app:<password1>@db.shop.io/app"],
  ["a.yml", "postgres://app:xxxxxxxx1@db.shop.io/app"],
  ["a.py", 'f"postgres://{user}:{password1}@{host}.shop.io/app"'],
  ["a.yml", "see https://github.com/a/b:c1 and mail me@shop.io"],
  ["a.yml", `id: ${joined("AK", "IA", "IOSFODNN7EXAMPLE")}`],
  ["a.yml", `id: ${joined("AK", "IA", "XXXXXXXXXXXXXXXX")}`],
  ["a.yml", "token: ghp_" + "x".repeat(36)],
  ["a.yml", "token: ghp_" + BODY + "abcd"],
  ["a.yml", "token: npm_" + BODY + "abcd"],
  ["a.yml", "token: glpat-xxxxxxxxxxxxxxxxxxxx"],
  ["a.yml", "aws_secret_access_key = ****************************************"],
  ["a.yml", `aws_secret_access_key = ${joined("wJalrXUtnFEMI/K7MDENG/bPxRfiCY", "EXAMPLEKEY")}`],
  ["a.pem", "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----"],
  ["a.go", 'const head = "-----BEGIN PRIVATE KEY-----"'],
  ["main.tf", 'password = "${random_password.db.result}"'],
  ["main.tf", "password = var.password"],
  ["main.tf", 'password = "changeme"'],
  ["main.tf", 'password = "<your password>"'],
  ["main.tf", 'password_policy = "q7Rz2LmWc9Tb"'],
  ["a.sql", "create role app password :'password';"],
  ["a.sql", "alter role app password null; -- password 'changeme'"],
  [".env", "PASSWORD="],
  [".env", "PASSWORD=postgres1"],
  ["a.js", "sk-" + "a-very-long-class-name-that-is-none".repeat(3)],
];

suite("what is let be", () => {
  for (const [path, text] of LET_BE) {
    test(`${text.split("\n")[0]} in ${path}`, () =>
      assert.deepEqual(checkSecrets([{ path, text }]).findings, []));
  }
});

test("one that is meant is allowed by a comment with its reason", () => {
  const line = `ID=${joined("AK", "IA", "Q7RZ2LMWC5TBXE4V")}`;
  const rulesIn = (text: string): readonly string[] =>
    checkSecrets([{ path: "a.sh", text }]).findings.map(({ rule }) => rule);
  assert.deepEqual(rulesIn(`${line} # lockkeeper: allow secret-committed: taken back`), []);
  assert.deepEqual(rulesIn(`# lockkeeper: allow secret-committed: taken back\n${line}\n`), []);
  assert.deepEqual(rulesIn(`${line} # lockkeeper: allow secret-committed`), [
    "secret-committed",
    "allow-unclear",
  ]);
  assert.deepEqual(rulesIn("echo # lockkeeper: allow secret-committed: gone"), ["allow-unused"]);
  assert.deepEqual(rulesIn("echo # lockkeeper: allow unpinned-uses: of others"), []);
  const statement = "create role app password 'q7Rz2LmWc9Tb';";
  const { findings } = checkSecrets([
    {
      path: "a.sql",
      text: `-- lockkeeper: allow secret-committed: it is changed right after\n${statement}\n`,
    },
  ]);
  assert.deepEqual(findings, []);
});

/** Far more than any of them needs, and far less than one that is searched in every way. */
const TIRESOME_MS_MAX = 5_000;

const BEGIN = joined("-----BEGIN RSA", " PRIVATE KEY-----\n");

/** Texts that are made to keep a search busy. */
const TIRESOME: readonly (readonly [what: string, text: string])[] = [
  ["headers on one line", `${BEGIN}${"a: ".repeat(20_000)}`],
  ["headers without a body", `${BEGIN}${"a: b\n\n".repeat(20_000)}`],
  ["a body of spaces", `${BEGIN}${"a ".repeat(50_000)}`],
  ["beginnings of keys", "sk-proj-".repeat(30_000)],
  ["beginnings of addresses", "a://b:c".repeat(30_000)],
  ["a host of dots", `postgres://app:q7Rz2LmWc9Tb@${"a.".repeat(50_000)}`],
  ["a name without an end", `password_${"a-".repeat(100_000)}`],
  ["quotes", 'password = "'.repeat(20_000)],
];

suite("what is made to take long takes no time", () => {
  for (const [what, text] of TIRESOME) {
    test(what, () => {
      const start = performance.now();
      for (const path of ["a.tf", "a.sql", ".env"]) checkSecrets([{ path, text }]);
      assert.ok(performance.now() - start < TIRESOME_MS_MAX);
    });
  }
});
