// The gate `window`: changes are made at these times, in this time zone, and not while something is frozen.

import { DAYS, type Day, type WindowPolicy } from "../../core/gate.ts";
import type { Evidence, Said } from "../evidence.ts";

/** Open inside the window. Says when it opens next to nobody: that is in lockkeeper.yaml. */
export function answerWindow({ policies, now }: Evidence): Said {
  const { window } = policies;
  if (window === undefined) return { state: "open", says: "There is no window." };
  const local = localTime(now, window.zone);
  const shown = `${local.day} ${local.date} ${local.time} in ${window.zone}`;
  const freeze = window.freezes.find(({ from, to }) => isFrozen(local, from, to));
  if (freeze !== undefined) {
    const why = freeze.why === undefined ? "" : ` (${freeze.why})`;
    return {
      state: "closed",
      says: `It is ${shown}, and nothing is changed from ${freeze.from} to ${freeze.to}${why}.`,
      remedy: `Wait until ${freeze.to} is over.`,
    };
  }
  if (isInside(local, window)) return { state: "open", says: `It is ${shown}, inside the window.` };
  return closed(`It is ${shown}, and changes are made ${describe(window)}.`, window);
}

const closed = (says: string, window: WindowPolicy): Said => ({
  state: "closed",
  says,
  remedy: `Wait: changes are made ${describe(window)}.`,
});

interface LocalTime {
  readonly day: Day;
  /** `2026-11-22` */
  readonly date: string;
  /** `18:03` */
  readonly time: string;
}

/** The wall clock in a time zone. */
function localTime(now: Date, zone: string): LocalTime {
  const parts = new Map(
    new Intl.DateTimeFormat("en-CA", {
      ...{ timeZone: zone, hourCycle: "h23", weekday: "short" },
      ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
    })
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? "";
  const weekday = part("weekday").slice(0, 3).toLowerCase();
  return {
    day: DAYS.find((day) => day === weekday) ?? "sun",
    date: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}

/** A day without a time is meant whole. */
function isFrozen({ date, time }: LocalTime, from: string, to: string): boolean {
  const now = `${date} ${time}`;
  return (
    now >= (from.length > date.length ? from : `${from} 00:00`) &&
    now <= (to.length > date.length ? to : `${to} 23:59`)
  );
}

/** Over midnight the night belongs to the day on which it began. */
function isInside({ day, time }: LocalTime, { days, from, to }: WindowPolicy): boolean {
  if (from === to) return days.includes(day);
  if (from < to) return days.includes(day) && time >= from && time < to;
  const before = DAYS[(DAYS.indexOf(day) + DAYS.length - 1) % DAYS.length] ?? day;
  return (days.includes(day) && time >= from) || (days.includes(before) && time < to);
}

function describe({ zone, days, from, to }: WindowPolicy): string {
  const when = days.length === DAYS.length ? "every day" : `on ${days.join(", ")}`;
  return from === to ? `${when} (${zone})` : `${when} from ${from} to ${to} (${zone})`;
}
