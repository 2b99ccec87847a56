import { type Duration, printDuration } from "#model/duration.ts";

/** How long an export is believed, and as of when that is asked. */
export interface Limits {
  /** In ISO 8601 with a `Z`. */
  readonly at: string;
  readonly fresh: Duration;
}

/** Clocks differ a little, and an export can be made while its check begins. */
const leeway: Duration = 24 * 3600;

/** Why an export cannot be believed as of a time, as a clause; `undefined` where it can. */
export function staleness(captured: string, { at, fresh }: Limits): string | undefined {
  const age = (Date.parse(at) - Date.parse(captured)) / 1000;
  if (age > fresh)
    return `its exported settings were captured on ${day(captured)}, and ${printDuration(fresh)} is how long they are believed`;
  if (age < -leeway)
    return `its exported settings were captured on ${day(captured)}, after ${day(at)}, as of which is judged`;
  return undefined;
}

const day = (time: string): string => time.slice(0, 10);
