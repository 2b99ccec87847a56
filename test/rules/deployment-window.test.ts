import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { declared, unknown } from "#model/fact.ts";
import { hoursOf } from "#model/hours.ts";
import type { Hours, Stage } from "#model/plan.ts";
import { firstOutside } from "#rules/exposure/outside.ts";
import { askOf, at, production } from "./build.ts";

const hours = (...texts: readonly string[]): readonly Hours[] =>
  texts.map(hoursOf).filter((found) => typeof found === "object");
const opens = (...texts: readonly string[]): Partial<Stage> => ({
  window: declared({ name: "business hours", open: hours(...texts) }, at(12)),
});
const office = ["Mon-Fri 09:00-16:00 Europe/Berlin"];
const judged = (over: Partial<Stage>, windows: readonly string[] = office) =>
  askOf("deployment-window", [production("production", 10, over)], "production", { windows });

describe("a deployment", () => {
  test("that starts only inside of the windows passes", () => {
    expect(judged(opens("Mon-Thu 09:00-15:00 Europe/Berlin", "Fri 09:00-12:00 Europe/Berlin"))).toEqual({
      outcome: "pass",
      reason: "starts only in `business hours`, inside of the windows",
      places: [at(12)],
    });
    const halves = ["Mon-Fri 09:00-12:00 Europe/Berlin", "Mon-Fri 12:00-16:00 Europe/Berlin"];
    expect(judged(opens("Mon 10:00-14:00 Europe/Berlin"), halves).outcome).toBe("pass");
  });

  test("that may start a minute outside of them fails, with that minute", () => {
    expect(judged(opens("Mon-Fri 09:00-16:01 Europe/Berlin"))).toEqual({
      outcome: "fail",
      reason: "may start outside of the windows in `business hours`: `Mon 16:00 Europe/Berlin`",
      places: [at(12)],
      remedy: "let deployments to it start only in `Mon-Fri 09:00-16:00 Europe/Berlin`",
    });
    expect(judged(opens("Mon-Sat 10:00-11:00 Europe/Berlin"))).toMatchObject({
      outcome: "fail",
      reason: "may start outside of the windows in `business hours`: `Sat 10:00 Europe/Berlin`",
    });
  });

  test("is compared throughout a year where the zones differ", () => {
    expect(judged(opens("Mon-Fri 08:00-14:00 UTC"), office).outcome).toBe("pass");
    // 09:00 in Berlin is 07:00 in UTC in summer alone, and 16:00 is 15:00 in winter alone.
    expect(judged(opens("Mon-Fri 07:00-08:00 UTC"))).toMatchObject({
      outcome: "fail",
      reason: "may start outside of the windows in `business hours`: `Mon 07:00 UTC`",
    });
    expect(judged(opens("Mon-Fri 14:00-15:00 UTC")).outcome).toBe("fail");
    // New York is five hours behind Berlin, and not six, for some weeks only.
    expect(judged(opens("Mon-Fri 05:00-10:00 America/New_York"), ["Mon-Fri 11:00-16:00 Europe/Berlin"])).toMatchObject({
      outcome: "fail",
      reason: "may start outside of the windows in `business hours`: `Mon 05:00 America/New_York`",
    });
    expect(judged(opens("Mon-Fri 05:00-10:00 America/New_York"), ["Mon-Fri 10:00-16:00 Europe/Berlin"]).outcome).toBe(
      "pass",
    );
  });

  test("that may start at any time fails", () => {
    expect(judged({})).toEqual({
      outcome: "fail",
      reason: "may start at any time",
      places: [at(10)],
      remedy: "let deployments to it start only in `Mon-Fri 09:00-16:00 Europe/Berlin`",
    });
    expect(judged({ startedBy: ["schedule", "push"] }).outcome).toBe("fail");
  });

  test("that a schedule alone starts is unknown, unless a window holds it", () => {
    expect(judged({ startedBy: ["schedule"] })).toEqual({
      outcome: "unknown",
      reason: "is started by a schedule alone, and its times are not known here",
      places: [at(10)],
      remedy: "compare its schedule with the windows, and waive the rule where it keeps to them",
    });
    expect(judged({ startedBy: ["schedule"], ...opens("Mon 10:00-11:00 Europe/Berlin") }).outcome).toBe("pass");
  });

  test("whose window is a setting, or cannot be compared, is unknown", () => {
    expect(judged({ window: unknown("settings", "when it may start is a setting", at(13)) })).toMatchObject({
      outcome: "unknown",
      reason: "when it may start is a setting",
      places: [at(13)],
    });
    const [monday] = hours("Mon 10:00-11:00 Europe/Berlin");
    const odd: readonly (readonly Hours[])[] = [
      [],
      [{ ...monday!, days: [] }],
      [{ ...monday!, days: [8] }],
      [{ ...monday!, from: 660, to: 600 }],
      [{ ...monday!, to: 1441 }],
      [{ ...monday!, zone: "Berlin/Europe" }],
      Array.from({ length: 100 }, () => monday!),
    ];
    for (const open of odd)
      expect(judged({ window: declared({ name: "business hours", open }, at(12)) })).toMatchObject({
        outcome: "unknown",
        reason: "starts in `business hours`, whose hours cannot be compared with the windows",
        places: [at(12)],
      });
  });

  test("is not judged where the policy names no windows, nor of what deploys nothing", () => {
    expect(judged({}, [])).toEqual({
      outcome: "not-applicable",
      reason: "is held to no hours: the policy names no windows",
      places: [at(10)],
    });
    expect(judged({ role: "publication" }).outcome).toBe("not-applicable");
  });
});

const clocks = new Map<string, Intl.DateTimeFormat>();
const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** What a zone's clock shows, as Intl says it. */
function clock(zone: string): Intl.DateTimeFormat {
  const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const made = clocks.get(zone) ?? new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", ...hour });
  clocks.set(zone, made);
  return made;
}

const shown = new Map<string, { readonly day: number; readonly time: number }>();

function read(zone: string, minute: number): { readonly day: number; readonly time: number } {
  const key = `${zone} ${minute}`;
  const parts = new Map(
    shown.has(key)
      ? []
      : clock(zone)
          .formatToParts(minute * 60_000)
          .map(({ type, value }) => [type, value]),
  );
  const made = shown.get(key) ?? {
    day: days.indexOf(parts.get("weekday") ?? "") + 1,
    time: Number(parts.get("hour")) * 60 + Number(parts.get("minute")),
  };
  shown.set(key, made);
  return made;
}

function isOpen(hours: Hours, minute: number): boolean {
  const { day, time } = read(hours.zone, minute);
  return hours.days.includes(day) && hours.from <= time && time < hours.to;
}

test("hours lie in the windows where no half hour of the year is outside of them", () => {
  const from = Date.parse("2026-11-25T12:00:00Z") / 60_000;
  const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"];
  const some = fc
    .record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      from: fc.integer({ min: 0, max: 47 }),
      length: fc.integer({ min: 1, max: 48 }),
      zone: fc.constantFrom(...zones),
    })
    .map(({ days, from: start, length, zone }) => ({
      days,
      from: start * 30,
      to: Math.min(1440, (start + length) * 30),
      zone,
    }));
  // The weeks in which clocks are put forward or back in that year, and ordinary ones.
  const weeks = [
    "2026-11-25",
    "2027-03-11",
    "2027-03-25",
    "2027-04-01",
    "2027-07-01",
    "2027-09-30",
    "2027-10-28",
    "2027-11-04",
  ];
  fc.assert(
    fc.property(
      fc.array(some, { minLength: 1, maxLength: 2 }),
      fc.array(some, { minLength: 1, maxLength: 3 }),
      (open, windows) => {
        const wide = windows.concat(
          open.map((one) => ({ ...one, from: Math.max(0, one.from - 60), zone: windows[0]!.zone })),
        );
        const found = firstOutside(open, wide, from);
        const isCovered = weeks.every((week) => {
          const start = Date.parse(`${week}T12:00:00Z`) / 60_000;
          for (let minute = start; minute < start + 7 * 1440; minute += 30) {
            const isOut = open.some((one) => isOpen(one, minute)) && !wide.some((one) => isOpen(one, minute));
            if (isOut) return false;
          }
          return true;
        });
        const isOfOpen = open.some((one) => one.zone === found?.zone && one.days.includes(found.day));
        expect({ isCovered: found === undefined, isOfOpen }).toEqual({ isCovered, isOfOpen: !isCovered });
      },
    ),
    { numRuns: 60 },
  );
});
