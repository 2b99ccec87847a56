import type { Hours } from "#model/plan.ts";
import { type Steady, steadySpans } from "./clocks.ts";

const DAY = 24 * 60;
const WEEK = 7 * DAY;
/** The first minute of 1970 was on a Thursday. */
const EPOCH = 3 * DAY;

/** A time of the week, in the zone of the hours that it belongs to. */
export interface Moment {
  readonly day: number;
  readonly minute: number;
  readonly zone: string;
}

/**
 * The first time at which something is open outside of the windows; `undefined` where there is none. In one zone a week
 * is as any other; in several, each week of the year from `from`, in minutes since 1970, is looked at.
 */
export function firstOutside(open: readonly Hours[], windows: readonly Hours[], from: number): Moment | undefined {
  const zones = [...new Set([...open, ...windows].map(({ zone }) => zone))];
  for (const span of zones.length > 1 ? steadySpans(zones, from) : [always]) {
    const covered = new Uint8Array(WEEK);
    for (const moment of momentsOf(windows)) covered[weekMinute(moment, span)] = 1;
    for (const moment of momentsOf(open)) {
      const minute = weekMinute(moment, span);
      if (covered[minute] === 0 && happens(minute, span)) return moment;
    }
  }
  return undefined;
}

const always: Steady = { from: 0, to: Infinity, ahead: new Map() };

function* momentsOf(hours: readonly Hours[]): Generator<Moment> {
  for (const { days, from, to, zone } of hours)
    for (const day of days) for (let minute = from; minute < to; minute++) yield { day, minute, zone };
}

/** The minute of the week in UTC, or on the one clock that all share. */
const weekMinute = ({ day, minute, zone }: Moment, { ahead }: Steady): number =>
  withinWeek((day - 1) * DAY + minute - (ahead.get(zone) ?? 0));

/** Whether a span is long enough to come to a minute of the week. */
const happens = (minute: number, { from, to }: Steady): boolean => withinWeek(minute - from - EPOCH) < to - from;

const withinWeek = (minutes: number): number => ((minutes % WEEK) + WEEK) % WEEK;
