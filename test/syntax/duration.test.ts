import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { printDuration } from "#model/duration.ts";
import {
  bareDuration,
  goDuration,
  isoDuration,
  longGoDuration,
  protobufDuration,
  timeSpan,
  trafficShift,
  wordedDuration,
  writtenDuration,
} from "#syntax/duration.ts";

describe("durations", () => {
  it.each([
    [0, "0 s"],
    [90, "1 min 30 s"],
    [5400, "1 h 30 min"],
    [86_400, "1 d"],
    [1_209_600, "14 d"],
    [90_061, "1 d 1 h 1 min 1 s"],
  ])("print %d s as %s", (seconds, text) => expect(printDuration(seconds)).toBe(text));

  it("are read as they are printed", () => {
    fc.assert(
      fc.property(fc.nat(10 ** 9), (seconds) => {
        expect(wordedDuration(printDuration(seconds))).toBe(seconds);
      }),
    );
  });

  it("of ISO 8601 are read as Temporal reads them", () => {
    const part = fc.option(fc.nat(9999), { nil: undefined });
    const parts = fc.record({ weeks: part, days: part, hours: part, minutes: part, seconds: part });
    fc.assert(
      fc.property(parts, ({ weeks, days, hours, minutes, seconds }) => {
        const written = (number: number | undefined, unit: string) => (number === undefined ? "" : `${number}${unit}`);
        const time = written(hours, "H") + written(minutes, "M") + written(seconds, "S");
        const text = `P${written(weeks, "W")}${written(days, "D")}${time && `T${time}`}`;
        fc.pre(text !== "P");
        const expected = Temporal.Duration.from(text).total({ unit: "second", relativeTo: "2026-01-01" });
        expect(isoDuration(text)).toBe(expected);
      }),
    );
  });

  it.each([
    ["1h30m", 5400],
    ["1m0s", 60],
    ["300ms", 1],
    ["1.5h", 5400],
    ["0", 0],
    ["0s", 0],
    ["1d", undefined],
    ["30", undefined],
    ["", undefined],
    ["1h 30m", undefined],
    ["-5m", undefined],
    ["soon", undefined],
  ])("of Go: %s", (text, seconds) => expect(goDuration(text)).toBe(seconds));

  it.each([
    ["1d", 86_400],
    ["1w2d", 777_600],
    ["1d 4h", 100_800],
    ["1y", undefined],
  ])("of Go with days: %s", (text, seconds) => expect(longGoDuration(text)).toBe(seconds));

  it.each([
    ["PT0H5M", 300],
    ["PT1.5H", 5400],
    ["P1D", 86_400],
    ["P2W", 1_209_600],
    ["P1M", undefined],
    ["P1Y", undefined],
    ["P", undefined],
    ["PT", undefined],
    ["P1DT", undefined],
    ["PT1.5H30M", undefined],
    ["PT5", undefined],
  ])("of ISO 8601: %s", (text, seconds) => expect(isoDuration(text)).toBe(seconds));

  it.each([
    ["15.000s", 15],
    ["300s", 300],
    ["5m", undefined],
  ])("of protobuf: %s", (text, seconds) => expect(protobufDuration(text)).toBe(seconds));

  it.each([
    ["1.02:03:04", 93_784],
    ["00:30:00", 1800],
    ["24:00:00", undefined],
    ["00:61:00", undefined],
  ])("of .NET: %s", (text, seconds) => expect(timeSpan(text)).toBe(seconds));

  it.each([
    ["30 minutes", 1800],
    ["2 weeks 1 day", 1_296_000],
    ["1 hour and 30 minutes", 5400],
    ["1 hour, 30 minutes", 5400],
    ["3h30m", 12_600],
    ["1 week", 604_800],
    ["2 months", undefined],
    ["minutes", undefined],
    ["30", undefined],
    ["30 minutes later", undefined],
  ])("of plain English: %s", (text, seconds) => expect(wordedDuration(text)).toBe(seconds));

  it.each([
    [5, "minutes", 300],
    ["5", "minutes", 300],
    [1500, "milliseconds", 2],
    [10, "seconds", 10],
    ["10s", "seconds", undefined],
    [-1, "seconds", undefined],
    [Number.NaN, "seconds", undefined],
    [Infinity, "seconds", undefined],
  ] as const)("bare: %s %s", (value, bare, seconds) => expect(bareDuration(value, bare)).toBe(seconds));

  it("of any notation carry their unit", () => {
    expect(["1h", "1d", "PT1H", "00:00:10", "2 hours", "10"].map(writtenDuration)).toEqual([
      3600,
      86_400,
      3600,
      10,
      7200,
      undefined,
    ]);
  });

  it("are refused at once where they are endless", () => {
    expect(writtenDuration("1h".repeat(100_000))).toBeUndefined();
    expect(writtenDuration(`P${"1".repeat(100_000)}D`)).toBeUndefined();
  });
});

describe("named traffic shifts", () => {
  it.each([
    ["Canary10Percent5Minutes", { form: "canary", percent: 10, every: 300 }],
    ["Linear10PercentEvery10Minutes", { form: "linear", percent: 10, every: 600 }],
    ["CodeDeployDefault.LambdaLinear10PercentEvery1Minute", { form: "linear", percent: 10, every: 60 }],
    ["CodeDeployDefault.ECSAllAtOnce", { form: "all-at-once", percent: 100, every: 0 }],
    ["Canary0Percent5Minutes", undefined],
    ["Canary10PercentEvery5Minutes", undefined],
    ["CodeDeployDefault.HalfAtATime", undefined],
  ])("%s", (name, shift) => expect(trafficShift(name)).toEqual(shift));
});
