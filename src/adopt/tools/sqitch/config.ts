// The file `sqitch.conf`, as far as it says where plan and scripts are.

/** Paths relative to the folder of the file, without `./` and without a slash at the end; empty for that folder itself. */
export interface Layout {
  readonly engine: string | undefined;
  readonly plan: string;
  readonly deploy: string;
  readonly revert: string;
  readonly verify: string;
  /** Of the scripts of reworked changes. */
  readonly reworked: Readonly<Record<"deploy" | "revert" | "verify", string>>;
  /** Without its dot. */
  readonly extension: string;
}

const SECTION = /^\s*\[(?<section>[^\s\]"]+)(?:\s+"(?<name>[^"]*)")?\]/;
const VALUE = /^\s*(?<key>[\w-]+)\s*=\s*(?<value>.*?)\s*$/;

/** What the text says, with Sqitch's own defaults; what is said for PostgreSQL wins over what is said for all. */
export function layoutOf(text: string): Layout {
  const values = valuesIn(text);
  const get = (key: string): string | undefined =>
    values.get(`engine.pg.${key}`) ?? values.get(`core.${key}`);
  const top = plain(get("top_dir") ?? ".");
  const folder = (key: string, fallback: string): string => {
    const said = get(key);
    return said === undefined ? fallback : plain(said);
  };
  const [deploy, revert, verify] = (["deploy", "revert", "verify"] as const).map((kind) =>
    folder(`${kind}_dir`, joined(top, kind)),
  );
  const own = { deploy: deploy ?? "", revert: revert ?? "", verify: verify ?? "" };
  const reworkedTop = get("reworked_dir");
  const reworked = (kind: "deploy" | "revert" | "verify"): string =>
    folder(`reworked_${kind}_dir`, reworkedTop === undefined ? own[kind] : joined(plain(reworkedTop), kind));
  return {
    engine: values.get("core.engine"),
    plan: folder("plan_file", joined(top, "sqitch.plan")),
    ...own,
    reworked: { deploy: reworked("deploy"), revert: reworked("revert"), verify: reworked("verify") },
    extension: get("extension") ?? "sql",
  };
}

function valuesIn(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let section = "";
  for (const whole of text.split(/\r?\n/)) {
    const line = whole.replace(/^\s*[#;].*|\s[#;][^"]*$/, "");
    const opened = SECTION.exec(line)?.groups;
    if (opened) {
      const { section: word = "", name } = opened;
      section = name === undefined ? word.toLowerCase() : `${word.toLowerCase()}.${name}`;
    }
    const { key, value = "" } = VALUE.exec(line)?.groups ?? {};
    if (key !== undefined) values.set(`${section}.${key.toLowerCase()}`, value.replace(/^"(.*)"$/, "$1"));
  }
  return values;
}

const plain = (path: string): string =>
  path
    .replace(/^(?:\.\/+)+/, "")
    .replace(/\/+$/, "")
    .replace(/^\.$/, "");

/** Two parts of a path; the first may be empty. */
export const joined = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);
