// Statements that give an object again what it had besides its definition: owner, grants, comments, labels.

import { quoteName } from "../../core/name.ts";
import type { MadeKind } from "../../core/repeatable.ts";
import type { StandingObject } from "../../core/standing-object.ts";

export interface GrantRow {
  readonly who: string;
  readonly what: string;
  readonly grantable: boolean;
  readonly byOwner: boolean;
}

/** What the catalogs say of an object that has an owner. */
export interface OwnedRow {
  /** As SQL writes it behind the kind. */
  readonly target: string;
  readonly owner: string;
  readonly otherOwner: boolean;
  /** Null where a new object would have the same. */
  readonly grants: readonly GrantRow[] | null;
  readonly openTo: readonly string[];
  readonly comment: string | null;
  readonly labels: readonly { readonly provider: string; readonly label: string }[];
}

export interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly modifier: number;
  readonly statistics: number;
  readonly comment: string | null;
  readonly grants: readonly GrantRow[];
}

type Kept = Pick<StandingObject, "keeps" | "columnKeeps" | "unkept">;

/** As a view, function or whatever it is made anew as: an owner first, so that grants come from him. */
export function keepsOfOwned(row: OwnedRow, kind: MadeKind): readonly string[] {
  const { target, owner, otherOwner, grants, openTo, comment, labels } = row;
  const on = kind === "view" || kind === "materialized view" ? `table ${target}` : `${kind} ${target}`;
  const everybody = [...new Set(["public", owner, ...openTo])].join(", ");
  return [
    ...(otherOwner ? [`alter ${kind} ${target} owner to ${owner}`] : []),
    ...(grants === null
      ? []
      : [
          `revoke all on ${on} from ${everybody}`,
          ...grantTexts(grants, (what) => `${what.join(", ")} on ${on}`),
        ]),
    ...commentTexts(`${kind} ${target}`, comment),
    ...labels.map(
      ({ provider, label }) =>
        `security label for ${quoteName(provider)} on ${kind} ${target} is ${quoteText(label)}`,
    ),
  ];
}

/** What the columns of a relation had. */
export const columnKeepsOf = (
  target: string,
  columns: readonly ColumnRow[],
  kind: MadeKind,
): Kept["columnKeeps"] =>
  columns.flatMap(({ name, comment, grants, statistics }) => {
    const column = quoteName(name);
    const texts = [
      ...commentTexts(`column ${target}.${column}`, comment),
      ...grantTexts(
        grants,
        (what) => `${what.map((each) => `${each} (${column})`).join(", ")} on table ${target}`,
      ),
      ...(statistics >= 0 && kind === "materialized view"
        ? [`alter materialized view ${target} alter column ${column} set statistics ${statistics}`]
        : []),
    ];
    return texts.map((text) => ({ column: name, text }));
  });

/** In words, what nobody but the one who gave it can give again. */
export const unkeptOf = (grants: readonly GrantRow[], columnLabels: boolean): readonly string[] => [
  ...new Set(
    grants
      .filter(({ byOwner }) => !byOwner)
      .map(({ who, what }) => `the ${what} that ${who} has from somebody else than the owner`),
  ),
  ...(columnLabels ? ["the security labels of its columns"] : []),
];

/** The words for a trigger or rule that does not fire as usual. */
const FIRES: Readonly<Record<string, string>> = { D: "disable", R: "enable replica", A: "enable always" };

export interface PartRow {
  readonly kind: MadeKind;
  readonly target: string;
  readonly schema: string;
  readonly relation: string;
  readonly enabled: string | null;
  readonly nameOnly: string | null;
  readonly comment: string | null;
}

/** What an index, trigger, policy or rule had. */
export function keepsOfPart(row: PartRow): readonly string[] {
  const { kind, target, schema, relation, enabled, nameOnly, comment } = row;
  const fires = FIRES[enabled ?? ""];
  const table = `${quoteName(schema)}.${quoteName(relation)}`;
  return [
    ...(fires === undefined ? [] : [`alter table ${table} ${fires} ${kind} ${nameOnly ?? ""}`]),
    ...commentTexts(`${kind} ${target}`, comment),
  ];
}

const commentTexts = (on: string, comment: string | null): readonly string[] =>
  comment === null ? [] : [`comment on ${on} is ${quoteText(comment)}`];

function grantTexts(
  grants: readonly GrantRow[],
  text: (what: readonly string[]) => string,
): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { who, what, grantable, byOwner } of grants) {
    if (!byOwner) continue;
    const to = `${who}${grantable ? " with grant option" : ""}`;
    groups.set(to, [...(groups.get(to) ?? []), what.toLowerCase()]);
  }
  return [...groups].map(([to, what]) => `grant ${text(what)} to ${to}`);
}

/** A string as SQL, whatever `standard_conforming_strings` says. */
const quoteText = (text: string): string =>
  `${text.includes("\\") ? "E" : ""}'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
