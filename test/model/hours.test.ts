import { expect, test } from "vitest";
import { dayName, hoursOf, isZone, printTime } from "#model/hours.ts";

test("hours are days, times and a zone", () => {
  const rest = { from: 540, to: 960, zone: "Europe/Berlin" };
  expect(hoursOf("Mon-Fri 09:00-16:00 Europe/Berlin")).toEqual({ days: [1, 2, 3, 4, 5], ...rest });
  expect(hoursOf("tue,Thu 09:00-16:00 Europe/Berlin")).toEqual({ days: [2, 4], ...rest });
  expect(hoursOf("Sat-Mon,Sun 00:00-24:00 UTC")).toEqual({ days: [1, 6, 7], from: 0, to: 1440, zone: "UTC" });
});

test.each([
  ["Mon-Fri 09:00-16:00", "days, times and a time zone belong there"],
  ["Mon - Fri 09:00-16:00 UTC", "days, times and a time zone belong there"],
  ["", "days, times and a time zone belong there"],
  ["Mo-Fri 09:00-16:00 UTC", "`Mo-Fri` is no day"],
  ["Mon-Fri-Sat 09:00-16:00 UTC", "`Mon-Fri-Sat` is no day"],
  ["Mon, 09:00-16:00 UTC", "`` is no day"],
  ["Mon 9:00-16:00 UTC", "`9:00-16:00` are no times of a day"],
  ["Mon 09:60-16:00 UTC", "`09:60-16:00` are no times of a day"],
  ["Mon 09:00-24:01 UTC", "`09:00-24:01` are no times of a day"],
  ["Mon 09:00 UTC", "`09:00` are no times of a day"],
  ["Mon 09:00-10:00-11:00 UTC", "`09:00-10:00-11:00` are no times of a day"],
  ["Mon 16:00-09:00 UTC", "`16:00-09:00` ends before it begins"],
  ["Mon 09:00-09:00 UTC", "`09:00-09:00` ends before it begins"],
  ["Mon 09:00-16:00 Europe/Berlin2", "`Europe/Berlin2` is no IANA time zone"],
  ["Mon 09:00-16:00 +01:00", "`+01:00` is no IANA time zone"],
])("%j is none", (text, why) => {
  expect(hoursOf(text)).toBe(why);
});

test("days and times have names", () => {
  expect([dayName(1), dayName(7), printTime(0), printTime(965), printTime(1440)]).toEqual([
    "Mon",
    "Sun",
    "00:00",
    "16:05",
    "24:00",
  ]);
  expect(["UTC", "America/New_York", "Mars/Base", ""].map(isZone)).toEqual([true, true, false, false]);
});
