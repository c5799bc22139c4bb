// Takes out of a transcript what differs from run to run: times, ports, process ids, places.

/** What the run knows by name. */
export interface Known {
  readonly project: string;
  readonly url: URL;
  readonly toolVersion: string;
}

const DURATION = String.raw`(?:\d+(?:\.\d)? ms|\d+\.\d s|\d+ min \d+ s)`;

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // Progress comes when something takes long, which a test cannot know.
  [/^(?:2> )?… .*\n/gm, ""],
  [new RegExp(String.raw`^(\s*[✓↶] .*?\S)\s+${DURATION}$`, "gm"), "$1  TIME"],
  [
    new RegExp(
      String.raw`^(\s*[✓!] (?:\d{8}_\d{6}|repeatable)  [\w/]+)\s+${DURATION}(?:(  .*for)\s+${DURATION})?`,
      "gm",
    ),
    "$1  TIME$2",
  ],
  [new RegExp(String.raw`\b(in|connected|for|for the|About|feel is) ${DURATION}`, "g"), "$1 TIME"],
  [new RegExp(String.raw`\brehearsed ${DURATION} ago`, "g"), "rehearsed TIME ago"],
  // A probe waits for a moment on a busy machine, lock or no lock.
  [/^ +stood still: .*\n/gm, ""],
  [/\d{8}_\d{6}_[0-9a-f]{4}(?![0-9a-z_])/g, "BACKUP"],
  [/\b(?:sun|mon|tue|wed|thu|fri|sat) \d{4}-\d\d-\d\d \d\d:\d\d/g, "NOW"],
  [/"duration_ms":[\d.]+/g, '"duration_ms":0'],
  [/"connectedSeconds":[\d.]+/g, '"connectedSeconds":0'],
  [/\bpid \d+/g, "pid PID"],
  [/\bprocess \d+/gi, "process PID"],
  [/"pid":\d+/g, '"pid":0'],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "UUID"],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?/g, "WHEN"],
];

/** The text with placeholders. */
export function withPlaceholders(text: string, { project, url, toolVersion }: Known): string {
  const database = url.pathname.slice(1);
  const named = text
    .replaceAll(project, "PROJECT")
    .replaceAll(database, "DATABASE")
    .replaceAll(`${url.hostname}:${url.port}`, "HOST:PORT")
    .replaceAll(`port ${url.port}`, "port PORT")
    .replaceAll(`lockkeeper ${toolVersion}`, "lockkeeper VERSION");
  return freshVersions(PATTERNS.reduce((rest, [pattern, to]) => rest.replaceAll(pattern, to), named));
}

const DAY_MS = 86_400_000;

/** Versions made in this run: whether two of them fall into one second is chance, so all look alike. */
function freshVersions(text: string): string {
  return text.replaceAll(/\b(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)(?!\d)/g, (version, ...parts: string[]) => {
    const [year, month, day, hour, minute, second] = parts.slice(0, 6).map(Number);
    const moment = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
    return Math.abs(moment - Date.now()) > DAY_MS ? version : "NOW";
  });
}
