// The words around the tables of docs/performance.md.

/** How the page begins. */
export const HEAD = `# How fast it is

This page is written by \`bench/report.ts\` from the files in \`bench/results\`. Do not edit it: run the bench again.

Every tool gets the same migrations, in files of its own format: a cycle of a table with an identity key and six
columns, an index, a column with a constant default, a check constraint, a PL/pgSQL function and three rows, of about
250 bytes each. \`psql each\` is the yardstick: \`psql -f\` on one script that has every migration between \`begin\` and
\`commit\`, with a row in a history table. \`psql in one\` has one transaction around all of them.

All tools take turns in rounds, each round beginning with another one. The first round warms up and does not count. A
ratio is the median of the ratios of each round, so what slows the machine down for a minute slows down both sides of
it. Before each run the database is made anew and a checkpoint is written; after each run, tables, indexes,
constraints and functions are counted. Neither is timed. What is timed is the whole process, as its user waits for it.`;

/** A title and a text for each case. */
export const PARTS: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  start: {
    title: "Starting",
    text: "What it costs to be called at all. No tool that is written for Node can be faster than an empty script.",
  },
  apply: {
    title: "Applying",
    text: `Everything is pending, on an empty database. Tools that put all migrations into one transaction commit once and
so do less: one that fails takes all others with it, and every lock is held to the end.`,
  },
  "apply-rtt": {
    title: "Applying over a network",
    text: `The same through a proxy that holds each packet back for half of the round trip, each way. Traffic is delayed,
not throttled: what is sent at once arrives at once. What counts here is how often a tool waits for an answer.`,
  },
  noop: {
    title: "Nothing to do",
    text: "What every deploy pays that brings no new migration.",
  },
  status: {
    title: "Status",
    text: "Which migrations are applied and which are not. Tools without such a command are not in the table.",
  },
  down: {
    title: "Taking back",
    text: "All migrations in one call. dbmate takes back one with each call and graphile-migrate none, so they are not here.",
  },
  sync: {
    title: "Commits and the disk",
    text: `\`synchronous_commit\` set on for the database, and off (async commits). The slower disk is PostgreSQL's own \`commit_delay\`, which
holds each flush of the write-ahead log up, as a disk in a network does.`,
  },
  lint: {
    title: "Lint",
    text: `Ups and downs of the same migrations, half of each, looked at without a server. \`nothing changed\` is a second run,
which remembers what the first one found. squawk is called without the script of its npm package.`,
  },
  growth: {
    title: "Growth",
    text: "From a hundred migrations to ten thousand, with psql to show what the server itself needs for more of them.",
  },
};

/** What the figures do not say. */
export const LIMITS = `## What this does not say

- The server is on the same machine, without TLS and passwords. Real connections take two or three round trips more;
  the proxy does not delay the handshake of TCP either.
- The disk of the machine decides what a commit costs; the table above has it. On a slower one, tools with a commit for
  each migration lose more.
- The history row of \`psql each\` has four columns. The journal entry of Lockkeeper is wider. The other tools keep the
  histories that they keep.
- Migrations are small, and no other session is in the way. How long a big table takes is up to PostgreSQL, and how
  long traffic stands still is another question than how fast a tool is.
- CPU and memory are those of the process and its children that it waited for, as the kernel counts them. The CPU of
  the server is that of all its processes.
- Each tool is used as its documentation says, with its defaults, apart from dbmate's dump of the schema, which is
  off. dbmate is called without the script of its npm package.`;

/** How to get the same. */
export const REPEAT = `## How to repeat it

Linux with bash, GNU time and the programs of PostgreSQL:

\`\`\`sh
npm ci && npm run build
cd bench && npm ci
npm run bench                          # every case, five runs each; about half an hour
npm run bench -- apply noop --runs 7   # or some of them
npm run report
\`\`\`

[bench/README.md](../bench/README.md) has all options.`;
