import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endOf } from "#model/business-days.ts";

const days = (count: number) => ({ of: "business-days", days: count }) as const;

describe("a term", () => {
  it.each([
    ["2026-11-02T14:07:00Z", 5, [], "2026-11-09T23:59:59Z"],
    ["2026-11-06T23:59:59Z", 1, [], "2026-11-09T23:59:59Z"],
    ["2026-11-07T10:00:00Z", 1, [], "2026-11-09T23:59:59Z"],
    ["2026-12-24T10:00:00Z", 1, ["2026-12-25", "2026-12-28"], "2026-12-29T23:59:59Z"],
  ])("that begins at %s ends %i business days later", (begins, count, holidays, ends) => {
    expect(endOf(days(count), begins, holidays)).toBe(ends);
  });

  it("of time is that long", () => {
    expect(endOf({ of: "time", time: 3600 }, "2026-12-31T23:30:00Z", ["2027-01-01"])).toBe("2027-01-01T00:30:00Z");
  });

  it("has as many business days as it says, and ends on one", () => {
    const time = fc.date({
      min: new Date("2000-01-01T00:00:00Z"),
      max: new Date("2090-01-01T00:00:00Z"),
      noInvalidDate: true,
    });
    const holiday = time.map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        time,
        fc.integer({ min: 1, max: 30 }),
        fc.array(holiday, { maxLength: 5 }),
        (begins, count, holidays) => {
          const ends = endOf(days(count), begins.toISOString(), holidays);
          const isFree = (day: string) => [0, 6].includes(new Date(day).getUTCDay()) || holidays.includes(day);
          const between: string[] = [];
          for (
            let at = Date.parse(begins.toISOString().slice(0, 10)) + 86_400_000;
            at <= Date.parse(ends);
            at += 86_400_000
          )
            between.push(new Date(at).toISOString().slice(0, 10));
          expect(between.filter((day) => !isFree(day))).toHaveLength(count);
          expect(isFree(ends.slice(0, 10))).toBe(false);
        },
      ),
    );
  });
});
