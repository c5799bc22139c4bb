// Asks every rule about a subject, and makes findings of what they say and no comment allows.

import type { Finding } from "../core/finding.ts";
import { excerptAt, placeAt } from "../core/text-place.ts";
import { allowancesOf, type Allowance } from "./allowance.ts";
import type { PolicyFile, PolicyRule, Report } from "./rule.ts";

/** What is found about allowances themselves. It cannot be allowed. */
export const ALLOWANCE_RULES = [
  {
    name: "allow-unused",
    class: "advice",
    severity: "warning",
    about: "an allow comment that lets nothing pass",
  },
  {
    name: "allow-unclear",
    class: "hazard",
    severity: "error",
    about: "an allow comment without a reason, or for a rule that does not exist",
  },
] as const;

const [UNUSED, UNCLEAR] = ALLOWANCE_RULES;

/** Rules, what they are asked about, and the files that it was read from. */
export interface Case<Subject> {
  readonly rules: readonly PolicyRule<Subject>[];
  readonly subject: Subject;
  readonly files: readonly PolicyFile[];
  /** True for a rule that is asked about the same files in another case, and whose allowances are left to that. */
  readonly isElsewhere?: (rule: string) => boolean;
}

/** Everything that the rules find, file by file in their order, each from top to bottom. */
export function judge<Subject>({
  rules,
  subject,
  files,
  isElsewhere = () => false,
}: Case<Subject>): readonly Finding[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const names = new Set(rules.map(({ name }) => name));
  const allowances = files.flatMap(allowancesOf).filter(({ rule }) => names.has(rule) || !isElsewhere(rule));
  const used = new Set<Allowance>();
  const findings = rules.flatMap((rule) =>
    [...rule.check(subject)]
      .map((report) => findingOf(rule, report, texts))
      .filter((finding) => !isAllowed(finding, allowances, used)),
  );
  const rest = allowances.flatMap((allowance) => {
    const said = reportOn(allowance, names, used.has(allowance));
    return said === undefined ? [] : [findingOf(said.rule, said.report, texts)];
  });
  return inOrder(withoutRepeats([...findings, ...rest]), [...texts.keys()]);
}

type RuleName = Pick<PolicyRule<never>, "name" | "class" | "severity">;

/** The finding of a report, with its place and an excerpt. */
function findingOf(rule: RuleName, report: Report, texts: ReadonlyMap<string, string>): Finding {
  const { spot, message, instead } = report;
  const text = texts.get(spot.file) ?? "";
  return {
    rule: rule.name,
    class: rule.class,
    severity: report.severity ?? rule.severity,
    file: spot.file,
    ...placeAt(text, spot.at),
    message,
    instead,
    excerpt: excerptAt(text, spot.at),
  };
}

function isAllowed(finding: Finding, allowances: readonly Allowance[], used: Set<Allowance>): boolean {
  const line = finding.line ?? 0;
  const reaching = allowances.filter(
    ({ rule, reason, file, from, to }) =>
      rule === finding.rule && reason !== "" && file === finding.file && from <= line && line <= to,
  );
  for (const allowance of reaching) used.add(allowance);
  return reaching.length > 0;
}

function reportOn(
  { rule, reason, file, at }: Allowance,
  names: ReadonlySet<string>,
  isUsed: boolean,
): { readonly rule: RuleName; readonly report: Report } | undefined {
  const spot = { file, at };
  const instead = "Write: # lockkeeper: allow RULE: why it is meant";
  if (!names.has(rule)) {
    const message =
      rule === "" ? "This comment names no rule to allow." : `There is no rule ${rule} to allow.`;
    return { rule: UNCLEAR, report: { spot, message, instead } };
  }
  if (reason === "") {
    return {
      rule: UNCLEAR,
      report: { spot, message: `This comment allows ${rule} and gives no reason.`, instead },
    };
  }
  if (isUsed) return undefined;
  const message = `Nothing here is found by ${rule}, so that this line lets nothing pass.`;
  return {
    rule: UNUSED,
    report: { spot, message, instead: "Remove it, or move it to what it is for." },
  };
}

/** What is used in several places is found in each of them, and told once. */
function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  const keyed = findings.map(
    (finding) =>
      [
        JSON.stringify([finding.rule, finding.file, finding.line, finding.column, finding.message]),
        finding,
      ] as const,
  );
  return [...new Map(keyed.toReversed()).values()].toReversed();
}

function inOrder(findings: readonly Finding[], files: readonly string[]): readonly Finding[] {
  const order = new Map(files.map((file, index) => [file, index]));
  const placed = ({ file = "" }: Finding): number => order.get(file) ?? files.length;
  return findings.toSorted(
    (a, b) => placed(a) - placed(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
