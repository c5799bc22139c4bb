// The commands of psql: which ones are passed over, and what to write instead of the others.

/** pg_dump writes these two around a dump; they only guard psql itself. */
const PASSED_OVER: ReadonlySet<string> = new Set(["restrict", "unrestrict"]);

/** These send the statement before them, as a semicolon does. */
const SENDS_STATEMENT = /^(?:;|g|gx|gdesc|gexec|gset|crosstabview|bind|bind_named|parse|watch)$/;

const REMEDIES: Readonly<Record<string, string>> = {
  i: "Put the content of that file here, or make it a migration of its own.",
  ir: "Put the content of that file here, or make it a migration of its own.",
  include: "Put the content of that file here, or make it a migration of its own.",
  include_relative: "Put the content of that file here, or make it a migration of its own.",
  copy: "Write COPY … FROM stdin; with the data below it and a line \\. at the end.",
  c: "Remove it: a migration runs on the one database it is given.",
  connect: "Remove it: a migration runs on the one database it is given.",
  set: "Remove it and write the value itself where the variable stands.",
  unset: "Remove it: there are no psql variables here.",
  gset: "Write the query and what follows from it as one DO block.",
  gexec: "Write a DO block that loops over the query and runs EXECUTE for each row.",
  if: "Write the condition as a DO block with IF … THEN … END IF.",
  elif: "Write the condition as a DO block with IF … THEN … END IF.",
  else: "Write the condition as a DO block with IF … THEN … END IF.",
  endif: "Write the condition as a DO block with IF … THEN … END IF.",
  echo: "Remove it, or write a comment.",
  qecho: "Remove it, or write a comment.",
  warn: "Remove it, or write a comment.",
  g: "End the statement with a semicolon.",
  gx: "End the statement with a semicolon.",
  ";": "End the statement with a semicolon.",
  q: "Remove it, and with it what must not run.",
  "!": "Run the program outside the migration.",
  ".": "It ends the data of COPY … FROM stdin; there is none open here. Remove the line.",
};

/** What a backslash outside of quotes means to psql. */
export interface PsqlCommand {
  readonly name: string;
  readonly passedOver: boolean;
  readonly endsStatement: boolean;
  /** What to write instead; empty for a command that is passed over. */
  readonly remedy: string;
}

/** Reads the command whose backslash stands at an index. */
export function psqlCommandAt(text: string, at: number): PsqlCommand {
  const found = /\\([a-z_]+|[^\s])?/iy;
  found.lastIndex = at;
  const name = found.exec(text)?.[1] ?? "";
  const passedOver = PASSED_OVER.has(name);
  const remedy = Object.hasOwn(REMEDIES, name) ? REMEDIES[name] : undefined;
  return {
    name,
    passedOver,
    endsStatement: SENDS_STATEMENT.test(name),
    remedy: passedOver ? "" : (remedy ?? "Remove it: commands of psql are not SQL and do not run here."),
  };
}
