/** Whole seconds. */
export type Duration = number;

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
];

/** A duration in words: `5400` is "1 h 30 min", `0` is "0 s". The longest unit is the day. */
export function printDuration(duration: Duration): string {
  if (duration < 0) return `-${printDuration(-duration)}`;
  const parts: string[] = [];
  let rest = Math.floor(duration);
  for (const [seconds, name] of UNITS) {
    if (rest < seconds) continue;
    parts.push(`${Math.floor(rest / seconds)} ${name}`);
    rest %= seconds;
  }
  return parts.length > 0 ? parts.join(" ") : "0 s";
}
