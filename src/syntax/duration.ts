import type { Duration } from "#model/duration.ts";

/** What a number without a unit counts. The platform's field decides. */
export type Bare = "milliseconds" | "seconds" | "minutes" | "hours" | "days";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const BARE: Readonly<Record<Bare, number>> = {
  milliseconds: 0.001,
  seconds: 1,
  minutes: MINUTE,
  hours: HOUR,
  days: DAY,
};

/** The largest duration that is believed: more than ten thousand years is a mistake or a trick. */
const MOST = 10_000 * 366 * DAY;

/** Rounded up to whole seconds: what lasts at all lasts no shorter than it says. */
function whole(seconds: number): Duration | undefined {
  return Number.isFinite(seconds) && seconds >= 0 && seconds <= MOST
    ? Math.ceil(Number(seconds.toFixed(6)))
    : undefined;
}

/** A number, or a text that holds nothing but one, of a unit that the field decides: `10`, `"5"`, `1.5`. */
export function bareDuration(value: number | string, bare: Bare): Duration | undefined {
  if (typeof value === "string" && !/^\s*\d{1,15}(?:\.\d{1,9})?\s*$/.test(value)) return undefined;
  return whole(Number(value) * BARE[bare]);
}

const GO_UNITS: ReadonlyMap<string, number> = new Map([
  ["ns", 1e-9],
  ["us", 1e-6],
  ["µs", 1e-6],
  ["μs", 1e-6],
  ["ms", 1e-3],
  ["s", 1],
  ["m", MINUTE],
  ["h", HOUR],
]);

/** Go's notation, which Kubernetes shares: `1h30m`, `1m0s`, `300ms`, `0` (https://pkg.go.dev/time#ParseDuration). */
export function goDuration(text: string): Duration | undefined {
  return (
    sumOf(text, /(\d{1,15}(?:\.\d{0,9})?|\.\d{1,9})(ns|us|µs|μs|ms|s|m|h)/y, GO_UNITS) ?? (text === "0" ? 0 : undefined)
  );
}

/** Go's notation with days and weeks, as Harness and Prometheus write it: `1d`, `1w2d`, `1d 4h`. */
export function longGoDuration(text: string): Duration | undefined {
  const units = new Map([...GO_UNITS, ["d", DAY], ["w", WEEK]] as const);
  return sumOf(text, /(\d{1,15}(?:\.\d{1,9})?)(ms|s|m|h|d|w) ?/y, units);
}

/** Protobuf's JSON form: seconds with an `s`: `300s`, `15.000s` (https://protobuf.dev/reference/protobuf/google.protobuf/#duration). */
export function protobufDuration(text: string): Duration | undefined {
  const found = /^(\d{1,12}(?:\.\d{1,9})?)s$/.exec(text);
  return found ? whole(Number(found[1])) : undefined;
}

const ISO =
  /^P(?=.)(?:(\d{1,12})W)?(?:(\d{1,12})D)?(?:T(?=.)(?:(\d{1,12}(?:[.,]\d{1,9})?)H)?(?:(\d{1,12}(?:[.,]\d{1,9})?)M)?(?:(\d{1,12}(?:[.,]\d{1,9})?)S)?)?$/;

/** ISO 8601: `PT1H30M`, `P1D`, `P2W`; a day is 24 hours. Years and months have no fixed length and are refused. */
export function isoDuration(text: string): Duration | undefined {
  const found = ISO.exec(text.toUpperCase());
  if (!found) return undefined;
  const written = found.slice(1).filter((part) => part !== undefined);
  // Only the smallest part that is written may have a fraction.
  if (written.slice(0, -1).some((part) => /[.,]/.test(part))) return undefined;
  const [weeks, days, hours, minutes, seconds] = found.slice(1).map((part) => Number((part ?? "0").replace(",", ".")));
  return whole(
    (weeks ?? 0) * WEEK + (days ?? 0) * DAY + (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0),
  );
}

/** .NET's notation, as Azure writes time spans: `1.02:03:04`, `00:30:00` (days, hours, minutes, seconds). */
export function timeSpan(text: string): Duration | undefined {
  const found = /^(?:(\d{1,8})\.)?(\d{1,2}):([0-5]?\d)(?::([0-5]?\d)(?:\.(\d{1,7}))?)?$/.exec(text);
  if (!found || Number(found[2]) > 23) return undefined;
  const [, days, hours, minutes, seconds, fraction] = found;
  return whole(
    Number(days ?? 0) * DAY +
      Number(hours) * HOUR +
      Number(minutes) * MINUTE +
      Number(seconds ?? 0) +
      Number(`0.${fraction ?? 0}`),
  );
}

const WORDS: ReadonlyMap<string, number> = new Map([
  ["s", 1],
  ["sec", 1],
  ["secs", 1],
  ["second", 1],
  ["seconds", 1],
  ["m", MINUTE],
  ["min", MINUTE],
  ["mins", MINUTE],
  ["minute", MINUTE],
  ["minutes", MINUTE],
  ["h", HOUR],
  ["hr", HOUR],
  ["hrs", HOUR],
  ["hour", HOUR],
  ["hours", HOUR],
  ["d", DAY],
  ["day", DAY],
  ["days", DAY],
  ["w", WEEK],
  ["week", WEEK],
  ["weeks", WEEK],
]);

/**
 * Plain English, as GitLab reads it: `30 minutes`, `2 weeks 1 day`, `1 hour and 30 minutes`, `3h30m`
 * (https://docs.gitlab.com/ci/yaml/#artifactsexpire_in). Months and years have no fixed length and are refused.
 */
export function wordedDuration(text: string): Duration | undefined {
  return sumOf(
    text.trim().toLowerCase(),
    /(\d{1,15}(?:\.\d{1,9})?) ?([a-z]{1,7})(?:(?:, ?| )(?:and )?(?=\d)|(?=\d)|$)/y,
    WORDS,
  );
}

/** Any of the notations above that carry their units with them. */
export function writtenDuration(text: string): Duration | undefined {
  const trimmed = text.trim();
  return (
    goDuration(trimmed) ??
    longGoDuration(trimmed) ??
    isoDuration(trimmed) ??
    timeSpan(trimmed) ??
    wordedDuration(trimmed)
  );
}

/**
 * How much traffic a named AWS deployment configuration moves, and how often:
 * `Canary10Percent5Minutes`, `CodeDeployDefault.LambdaLinear10PercentEvery3Minutes`, `AllAtOnce`.
 * (https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html)
 */
export interface TrafficShift {
  readonly form: "all-at-once" | "canary" | "linear";
  /** The first step's share; a linear shift's every step. 100 for all at once. */
  readonly percent: number;
  /** How long a step stands before the next; 0 for all at once. */
  readonly every: Duration;
}

export function trafficShift(name: string): TrafficShift | undefined {
  if (/AllAtOnce$/.test(name)) return { form: "all-at-once", percent: 100, every: 0 };
  const found = /(Canary|Linear)(\d{1,3})Percent(Every)?(\d{1,4})Minutes?$/.exec(name);
  if (!found) return undefined;
  const form = found[1] === "Canary" ? "canary" : "linear";
  const percent = Number(found[2]);
  const isWhole = percent >= 1 && percent <= 100 && (form === "linear") === (found[3] !== undefined);
  return isWhole ? { form, percent, every: Number(found[4]) * MINUTE } : undefined;
}

/** The sum of number-and-unit pairs that make up all of a text; `undefined` where something else is in it. */
function sumOf(text: string, pair: RegExp, units: ReadonlyMap<string, number>): Duration | undefined {
  const pairs = new RegExp(pair);
  let sum = 0;
  let end = 0;
  if (text === "" || text.length > 200) return undefined;
  while (end < text.length) {
    const found = pairs.exec(text);
    const unit = units.get(found?.[2] ?? "");
    if (!found || unit === undefined) return undefined;
    sum += Number(found[1]) * unit;
    end = pairs.lastIndex;
  }
  return whole(sum);
}
