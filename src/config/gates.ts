// The shape of `gates:` in an environment of lockkeeper.yaml, checked, and made into policies.

import { z } from "zod";

import { parseDuration } from "../core/duration.ts";
import { DAYS, GATES, PROTECTED_GATES, type GateName, type GatePolicies } from "../core/gate.ts";

/** As for a protected environment that says nothing. */
const PROTECTED_BACKUP_AGE_MS = PROTECTED_GATES.backup?.maxAgeMs ?? 0;

const duration = z
  .union([z.string(), z.literal(0)])
  .transform((written, context) => {
    const ms = parseDuration(String(written));
    if (ms !== undefined) return ms;
    context.addIssue({ code: "custom", message: `\`${written}\` is not a duration: 30min, 2h, 7d.` });
    return z.NEVER;
  })
  .describe("a duration: 30min, 2h, 7d");

const zone = z
  .string()
  .refine(isZone, { error: ({ input }) => `There is no time zone \`${String(input)}\`: Europe/Berlin, UTC.` })
  .describe("an IANA time zone: Europe/Berlin");

const timeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: "A time of the day is written HH:MM, in quotes." })
  .describe('a time of the day: "09:00"');

const moment = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?: (?:[01]\d|2[0-3]):[0-5]\d)?$/, {
    error: "A moment is written 2026-12-20 or 2026-12-20 18:00.",
  })
  .describe("a day, or a minute of it: 2026-12-20 or 2026-12-20 18:00");

const freeze = z
  .strictObject({ from: moment, to: moment, why: z.string().optional() })
  .refine(({ from, to }) => from.slice(0, 10) <= to.slice(0, 10), { error: "It ends before it begins." });

const aged = { "max-age": duration.optional().describe("how old it may be") };
const agedPolicy = ({ "max-age": maxAgeMs }: { "max-age"?: number | undefined }): { maxAgeMs?: number } =>
  maxAgeMs === undefined ? {} : { maxAgeMs };

/** What each gate takes. */
const GATE_SHAPES: Readonly<Record<GateName, z.ZodType>> = {
  lint: z.strictObject({}).describe("the files that would run have no hazards"),
  rehearsal: z
    .strictObject(aged)
    .transform(agedPolicy)
    .describe("a record of a rehearsal has exactly these files"),
  window: z
    .strictObject({
      zone: zone.default("UTC"),
      days: z
        .array(z.enum(DAYS))
        .min(1)
        .default([...DAYS])
        .describe("days on which changes may be made"),
      from: timeOfDay.default("00:00"),
      to: timeOfDay.default("00:00").describe("until then; the same as `from` for the whole day"),
      freezes: z.array(freeze).default([]).describe("times in which nothing is changed"),
    })
    .describe("when changes may be made"),
  staging: z
    .strictObject({
      environment: z.string().optional().describe("which one; `staging` where it is left out"),
      for: duration.default(0).describe("how long it must have been there"),
    })
    .transform(({ environment, for: forMs }) => ({
      ...(environment === undefined ? {} : { environment }),
      forMs,
    }))
    .describe("another environment has exactly these bytes applied"),
  approval: z
    .strictObject({
      ...aged,
      by: z
        .array(z.string())
        .min(1)
        .optional()
        .describe("database roles that may approve; anybody else where left out"),
    })
    .transform(({ by, ...rest }) => ({ ...agedPolicy(rest), ...(by === undefined ? {} : { by }) }))
    .describe("somebody else agreed to exactly this plan: lockkeeper approve"),
  health: z.strictObject({}).describe("lockkeeper doctor finds nothing that stops a change"),
  backup: z
    .strictObject({
      "max-age": duration.default(PROTECTED_BACKUP_AGE_MS),
      proven: z.boolean().default(true).describe("it was restored and compared"),
      hashes: z.boolean().default(false).describe("the rows themselves were compared"),
    })
    .transform(({ "max-age": maxAgeMs, ...rest }) => ({ maxAgeMs, ...rest }))
    .describe("a finished backup"),
};

/** What is wrong, and where below `gates`. */
export interface Misfit {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** For a key that is not known: those that are. */
  readonly unknown?: { readonly key: string; readonly known: readonly string[] };
}

/**
 * The gates as written: `true` asks for a gate as it is, `false` takes away what `protected` asks for. Gives what is
 * wrong where something is.
 */
export function readGates(
  written: Readonly<Record<string, unknown>>,
  isProtected: boolean,
): { readonly gates: GatePolicies } | { readonly misfit: Misfit } {
  const gates: Record<string, unknown> = isProtected ? { ...PROTECTED_GATES } : {};
  for (const [key, value] of Object.entries(written)) {
    const gate = GATES.find((known) => known === key);
    if (gate === undefined) return { misfit: { path: [key], message: "", unknown: { key, known: GATES } } };
    if (value === false) {
      delete gates[gate];
      continue;
    }
    const read = GATE_SHAPES[gate].safeParse(value === true || value === null ? {} : value);
    if (!read.success) return { misfit: misfitIn(gate, read.error) };
    gates[gate] = read.data;
  }
  return { gates };
}

function misfitIn(gate: GateName, { issues: [issue] }: z.ZodError): Misfit {
  const path = [gate, ...(issue?.path ?? [])];
  if (issue?.code !== "unrecognized_keys")
    return { path, message: issue?.message ?? "It has another shape." };
  const [key = ""] = issue.keys;
  return { path: [...path, key], message: "", unknown: { key, known: keysAt(gate, issue.path) } };
}

/** What may stand there, from the schema itself. */
function keysAt(gate: GateName, path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = jsonSchemaOf(gate);
  for (const step of path) {
    const inside = member(schema, typeof step === "number" ? "items" : "properties");
    schema = typeof step === "number" ? inside : member(inside, String(step));
  }
  return Object.keys(member(schema, "properties") ?? {});
}

const member = (value: unknown, key: string): object | undefined => {
  const found: unknown =
    typeof value === "object" && value !== null && key in value ? Reflect.get(value, key) : undefined;
  return typeof found === "object" && found !== null ? found : undefined;
};

/** What an editor is told of a gate. */
export const jsonSchemaOf = (gate: GateName): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(GATE_SHAPES[gate], { io: "input" });

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
