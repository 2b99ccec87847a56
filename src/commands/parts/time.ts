import { UsageError } from "#model/usage-error.ts";

/** The time that `--at` gives, or now: the only place where the clock is read. In ISO 8601 with a `Z`. */
export function timeOf(text: string | undefined): string {
  if (text === undefined) return iso(new Date());
  const isTime = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const time = isTime ? new Date(text) : undefined;
  const isDay = time !== undefined && !Number.isNaN(time.getTime()) && dayExists(text.slice(0, 10));
  if (!time || !isDay)
    throw new UsageError(`\`${text}\` is not a time`, {
      hint: "write a day or a time with its zone: 2027-01-01 or 2027-01-01T09:00:00Z",
    });
  return iso(time);
}

const dayExists = (day: string): boolean => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

const iso = (time: Date): string => time.toISOString().replace(/\.\d{3}Z$/, "Z");
