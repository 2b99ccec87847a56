import type { Hours } from "./plan.ts";

const names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/**
 * Hours of a week as policies write them: `Mon-Fri 09:00-16:00 Europe/Berlin`, with days in English, times from `00:00`
 * to `24:00` and an IANA time zone. Where they are none, the text says why: "`Mo` is no day".
 */
export function hoursOf(text: string): Hours | string {
  const [days, times, zone, ...rest] = text.trim().split(/\s+/);
  if (days === undefined || times === undefined || zone === undefined || rest.length > 0)
    return "days, times and a time zone belong there";
  const numbers = daysOf(days);
  if (typeof numbers === "string") return numbers;
  const [from, to, ...more] = times.split("-").map(minutesOf);
  if (from === undefined || to === undefined || more.length > 0) return `\`${times}\` are no times of a day`;
  if (from >= to) return `\`${times}\` ends before it begins`;
  return isZone(zone) ? { days: numbers, from, to, zone } : `\`${zone}\` is no IANA time zone`;
}

/** The name of a day, from 1, Monday, to 7. */
export const dayName = (day: number): string => {
  const name = names[day - 1] ?? "";
  return name.slice(0, 1).toUpperCase() + name.slice(1);
};

/** Minutes from the beginning of a day as `09:00`. */
export const printTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Whether a text is the name of an IANA time zone, and not an offset from UTC. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function daysOf(text: string): readonly number[] | string {
  const found = new Set<number>();
  for (const part of text.split(",")) {
    const [from, to = from, ...rest] = part.split("-").map((name) => names.indexOf(name.toLowerCase()));
    if (from === undefined || to === undefined || from < 0 || to < 0 || rest.length > 0) return `\`${part}\` is no day`;
    for (let day = from; ; day = (day + 1) % 7) {
      found.add(day + 1);
      if (day === to) break;
    }
  }
  return [...found].toSorted((a, b) => a - b);
}

function minutesOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(text) ?? [];
  const time = Number(hours) * 60 + Number(minutes);
  return hours === undefined || time > 24 * 60 ? undefined : time;
}
