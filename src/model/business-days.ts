import type { Term } from "./emergency.ts";

const day = 86_400_000;

/**
 * The time at which a term ends that begins at a time (ISO 8601 with a `Z`, as the result). Business days are whole days
 * in UTC, without Saturdays, Sundays and holidays (`2026-12-25`); the day on which the term begins does not count.
 */
export function endOf(term: Term, begins: string, holidays: readonly string[]): string {
  if (term.of === "time") return isoOf(Date.parse(begins) + term.time * 1000);
  const free = new Set(holidays);
  let at = Date.parse(begins.slice(0, 10));
  for (let left = term.days; left > 0;) {
    at += day;
    const date = new Date(at);
    if (date.getUTCDay() % 6 !== 0 && !free.has(date.toISOString().slice(0, 10))) left--;
  }
  return isoOf(at + day - 1000);
}

/** Milliseconds since 1970 as ISO 8601 with a `Z`, in whole seconds. */
export const isoOf = (time: number): string => new Date(time).toISOString().replace(/\.\d{3}Z$/, "Z");
