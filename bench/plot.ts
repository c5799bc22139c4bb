// Draws bars and lines as SVG in colours that can be read on white and on black.

/** A bar, with the ends of its spread. `isOurs` is drawn in colour. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly isOurs: boolean;
}

/** A line through points that both lie above zero. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly isOurs: boolean;
}

/** What stands at the axes of a line plot. */
export interface Axes {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly format: (value: number) => string;
}

// Greys and blues of middle brightness: at least 3.5 : 1 against both backgrounds.
const [OURS, THEIRS, TEXT, FAINT] = ["#2f81f7", "#8b949e", "#737b84", "#8b949e55"];
const WIDTH = 720;
const NAME_WIDTH = 230;
const VALUE_WIDTH = 90;
const BAR_HEIGHT = 18;
const BAR_STEP = 28;
const TITLE_HEIGHT = 36;
const LABEL_STEP = 16;
const FONT = `font-family="system-ui, sans-serif" font-size="13"`;

/** Bars under each other, the shortest time first, with a whisker from the fastest run to the slowest. */
export function barChart(title: string, bars: readonly Bar[], format: (value: number) => string): string {
  const longest = Math.max(...bars.map((bar) => bar.max));
  const scale = (value: number): number => (value / longest) * (WIDTH - NAME_WIDTH - VALUE_WIDTH);
  const drawn = bars
    .toSorted((a, b) => a.value - b.value)
    .map((bar, index) => {
      const top = TITLE_HEIGHT + index * BAR_STEP;
      const middle = top + BAR_HEIGHT / 2;
      const [from, to] = [NAME_WIDTH + scale(bar.min), NAME_WIDTH + scale(bar.max)];
      const weight = bar.isOurs ? ` font-weight="bold"` : "";
      return [
        text({ x: NAME_WIDTH - 8, y: middle + 5, anchor: "end", words: bar.name, more: weight }),
        `<rect x="${NAME_WIDTH}" y="${top}" width="${fix(scale(bar.value))}" height="${BAR_HEIGHT}" rx="2" fill="${bar.isOurs ? OURS : THEIRS}"/>`,
        `<path d="M${fix(from)} ${middle}H${fix(to)}M${fix(from)} ${middle - 4}v8M${fix(to)} ${middle - 4}v8" stroke="${TEXT}" fill="none"/>`,
        text({ x: to + 8, y: middle + 5, anchor: "start", words: format(bar.value), more: weight }),
      ].join("\n");
    });
  return page(TITLE_HEIGHT + bars.length * BAR_STEP, [heading(title), ...drawn]);
}

const PLOT = { left: 80, right: 560, top: 50, bottom: 320, height: 370 } as const;

/** Lines over two logarithmic axes: what is linear rises at 45 degrees where the axes have one scale. */
export function lineChart({ title, x, y, format }: Axes, lines: readonly Line[]): string {
  const all = lines.flatMap((line) => line.points);
  const [across, up] = [decades(all.map(([value]) => value)), decades(all.map(([, value]) => value))];
  const atX = (value: number): number => PLOT.left + share(across, value) * (PLOT.right - PLOT.left);
  const atY = (value: number): number => PLOT.bottom - share(up, value) * (PLOT.bottom - PLOT.top);
  const grid = [
    ...across.map(
      (value) =>
        `${rule(atX(value), PLOT.top, `V${PLOT.bottom}`)}${text({ x: atX(value), y: PLOT.bottom + 18, anchor: "middle", words: value.toLocaleString("en") })}`,
    ),
    ...up.map(
      (value) =>
        `${rule(PLOT.left, atY(value), `H${PLOT.right}`)}${text({ x: PLOT.left - 8, y: atY(value) + 5, anchor: "end", words: format(value) })}`,
    ),
    text({ x: (PLOT.left + PLOT.right) / 2, y: PLOT.bottom + 40, anchor: "middle", words: x }),
    text({ x: PLOT.left, y: PLOT.top - 10, anchor: "start", words: y }),
  ];
  const drawn = lines.map(({ points, isOurs }) => {
    const colour = isOurs ? OURS : THEIRS;
    const path = points.map(([px, py]) => `${fix(atX(px))} ${fix(atY(py))}`).join("L");
    const dots = points.map(
      ([px, py]) => `<circle cx="${fix(atX(px))}" cy="${fix(atY(py))}" r="3.5" fill="${colour}"/>`,
    );
    return `<path d="M${path}" stroke="${colour}" stroke-width="2" fill="none"/>${dots.join("")}`;
  });
  const labels = lines.flatMap(({ name, points }) => {
    const [endX, endY] = points.at(-1) ?? [];
    return endX === undefined || endY === undefined
      ? []
      : [{ words: name, x: atX(endX) + 10, y: atY(endY) + 5 }];
  });
  return page(PLOT.height, [
    heading(title),
    ...grid,
    ...drawn,
    ...apart(labels).map((label) => text({ ...label, anchor: "start" })),
  ]);
}

interface Label {
  readonly words: string;
  readonly x: number;
  readonly y: number;
}

/** The labels from top to bottom, moved down where one would cover the one above. */
function apart(labels: readonly Label[]): readonly Label[] {
  let lowest = Number.NEGATIVE_INFINITY;
  return labels
    .toSorted((a, b) => a.y - b.y)
    .map((label) => {
      lowest = Math.max(label.y, lowest + LABEL_STEP);
      return { ...label, y: lowest };
    });
}

/** Powers of ten from below the smallest to above the largest. */
function decades(values: readonly number[]): readonly number[] {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
}

function share(scale: readonly number[], value: number): number {
  const [first = 1, last = 10] = [scale[0], scale.at(-1)];
  return Math.log10(value / first) / Math.log10(last / first);
}

interface Words {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  readonly words: string;
  readonly more?: string;
}

const text = ({ x, y, anchor, words, more = "" }: Words): string =>
  `<text x="${fix(x)}" y="${fix(y)}" text-anchor="${anchor}" fill="${TEXT}"${more}>${escaped(words)}</text>`;

const heading = (title: string): string =>
  text({ x: 8, y: 20, anchor: "start", words: title, more: ` font-weight="bold"` });

const rule = (x: number, y: number, to: string): string =>
  `<path d="M${fix(x)} ${fix(y)}${to}" stroke="${FAINT}"/>`;

const page = (height: number, content: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" ${FONT}>\n${content.join("\n")}\n</svg>\n`;

const fix = (value: number): string => String(Math.round(value * 10) / 10);

const escaped = (words: string): string =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
