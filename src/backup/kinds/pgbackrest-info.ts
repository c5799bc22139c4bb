// Reads what `pgbackrest info --output=json` says of one stanza.

import { z } from "zod";

const repository = { "repo-key": z.number(), id: z.number() };

const STANZAS = z.array(
  z.object({
    name: z.string(),
    status: z.object({ code: z.number(), message: z.string() }),
    db: z.array(z.object({ ...repository, "system-id": z.string() })),
    backup: z.array(
      z.object({
        label: z.string(),
        annotation: z.record(z.string(), z.string()).nullish(),
        database: z.object(repository),
        /** Absent where the version does not tell: pages with a bad checksum were copied. */
        error: z.boolean().nullish(),
        info: z.object({ repository: z.object({ size: z.number().nullish() }) }),
        lsn: z.object({ start: z.string(), stop: z.string() }).nullish(),
      }),
    ),
  }),
);

/** One finished backup of a stanza: one that is not finished is not listed. */
export interface StanzaBackup {
  readonly label: string;
  /** What `--annotation` named it by, under each key. */
  readonly annotations: Readonly<Record<string, string>>;
  /** The number of the server that it was taken of. */
  readonly system: string | undefined;
  readonly faulty: boolean;
  /** Bytes in the repository, with the backups that it builds on. */
  readonly bytes: number | undefined;
  readonly lsn: { readonly start: string; readonly stop: string } | undefined;
}

export interface Stanza {
  /** The number of the server that it is for now. */
  readonly system: string | undefined;
  readonly backups: readonly StanzaBackup[];
}

/** The stanza of that name; undefined where the text is not what pgBackRest writes, or has no such stanza. */
export function readStanza(text: string, name: string): Stanza | undefined {
  const read = STANZAS.safeParse(parsed(text));
  const stanza = read.data?.find((candidate) => candidate.name === name);
  if (stanza === undefined) return undefined;
  return {
    system: stanza.db.at(-1)?.["system-id"],
    backups: stanza.backup.map(({ label, annotation, database, error, info, lsn }) => ({
      label,
      annotations: annotation ?? {},
      system: stanza.db.find((db) => db.id === database.id && db["repo-key"] === database["repo-key"])?.[
        "system-id"
      ],
      faulty: error === true,
      bytes: info.repository.size ?? undefined,
      lsn: lsn ?? undefined,
    })),
  };
}

/** The number of a server has 64 bits, more than a number of JavaScript keeps. */
const quoteSystems = (text: string): string => text.replaceAll(/("system-id":\s*)(\d+)/g, '$1"$2"');

function parsed(text: string): unknown {
  try {
    return JSON.parse(quoteSystems(text));
  } catch {
    return undefined;
  }
}
