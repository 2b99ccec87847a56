const DAY = 24 * 60;
/** With a day more, for years that have one. */
const YEAR = 366 * DAY;

/** A time throughout which no clock is put forward or back. All are in minutes; the span in minutes since 1970 in UTC. */
export interface Steady {
  readonly from: number;
  readonly to: number;
  /** How far the clocks of each zone are ahead of UTC. */
  readonly ahead: ReadonlyMap<string, number>;
}

/** The year from a time on, cut where the clocks of one of the zones are put forward or back. */
export function steadySpans(zones: readonly string[], from: number): readonly Steady[] {
  const clocks = zones.map((zone) => ({ zone, ahead: clockOf(zone) }));
  const cuts = new Set(clocks.flatMap(({ ahead }) => changesOf(ahead, from)));
  const starts = [from, ...[...cuts].toSorted((a, b) => a - b)];
  return starts.map((start, index) => ({
    from: start,
    to: starts[index + 1] ?? from + YEAR,
    ahead: new Map(clocks.map(({ zone, ahead }) => [zone, ahead(start)])),
  }));
}

type Clock = (minute: number) => number;

function clockOf(zone: string): Clock {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  return (minute) => {
    const name = format.formatToParts(minute * 60_000).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
}

/** The minutes of a year from which a clock shows another offset, found between one day and the next by halving. */
function changesOf(clock: Clock, from: number): readonly number[] {
  const changes: number[] = [];
  let before = clock(from);
  for (let day = from; day < from + YEAR; day += DAY) {
    const ahead = clock(day + DAY);
    if (ahead === before) continue;
    let [low, high] = [day, day + DAY];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (clock(middle) === before) low = middle;
      else high = middle;
    }
    if (high < from + YEAR) changes.push(high);
    before = ahead;
  }
  return changes;
}
