import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { declared } from "#model/fact.ts";
import type { Subject } from "#model/subject.ts";
import type { ScopeName, WrittenWaiver } from "#model/waiver.ts";
import { covering, used } from "#policy/waive.ts";
import { timeOf } from "#commands/parts/time.ts";
import { at, plan, production, repository } from "../rules/build.ts";
import { judged, written } from "./waiver.ts";

const shop = production("shop", 5, { environment: declared("production-eu", at(6)) });
const deploy = plan([shop], { at: at(1, "call.yml") });
const now = "2026-12-01T09:00:00Z";

const isCovered = (waiver: WrittenWaiver, time = now, subject: Subject = shop, rule = "recovery"): boolean =>
  covering({ finding: { rule }, subject, plan: deploy }, [waiver], time).length > 0;

const scope = (...names: readonly (readonly [of: ScopeName["of"], text: string])[]) =>
  written({
    scope: { at: at(1), names: names.map(([of, text]) => ({ of, text, at: at(1) })), line: undefined },
  });

describe("a waiver holds", () => {
  it("to the end of its last day in UTC, wherever the time is written", () => {
    const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    const zone = fc.integer({ min: -14 * 60, max: 14 * 60 });
    const seconds = fc.integer({ min: -200_000, max: 200_000 });
    fc.assert(
      fc.property(day, zone, seconds, (last, minutes, after) => {
        const until = last.toISOString().slice(0, 10);
        const end = Date.parse(`${until}T00:00:00Z`) + 86_400_000;
        const moment = end + after * 1000;
        const waiver = written({ until: declared(until, at(1)) });
        expect(isCovered(waiver, timeOf(inZone(moment, minutes)))).toBe(moment < end);
      }),
    );
  });

  it.each([
    ["2026-12-31T23:59:59Z", true],
    ["2027-01-01T00:00:00Z", false],
    ["2027-01-01T00:59:59+01:00", true],
    ["2026-12-31T19:00:00-05:00", false],
    ["2026-12-31", true],
    ["2027-01-01", false],
  ])("until 2026-12-31: at %s %s", (time, holds) => {
    expect(isCovered(written(), timeOf(time))).toBe(holds);
  });
});

/** A moment as it is written in a zone so many minutes from UTC. */
function inZone(moment: number, minutes: number): string {
  const local = new Date(moment + minutes * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(minutes);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${local}${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

describe("a waiver covers", () => {
  it.each<[boolean, ...(readonly [ScopeName["of"], string])[]]>([
    [true, ["stage", "shop"]],
    [false, ["stage", "Shop"]],
    [false, ["stage", "sho"]],
    [true, ["path", "deploy.yml"]],
    [true, ["path", "call.yml"]],
    [false, ["path", "./deploy.yml"]],
    [false, ["path", "."]],
    [true, ["plan", "deploy"]],
    [true, ["environment", "production-eu"]],
    [false, ["environment", "production"]],
    [true, ["path", "deploy.yml"], ["plan", "deploy"], ["stage", "shop"], ["environment", "production-eu"]],
    [false, ["path", "deploy.yml"], ["stage", "cart"]],
    [false],
  ])("%s: %j %j", (covers, ...names) => {
    expect(isCovered(scope(...names))).toBe(covers);
  });

  it("one rule", () => {
    expect(isCovered(written(), now, shop, "bake-time")).toBe(false);
  });

  it("a plan by its name, and not by a stage", () => {
    expect(isCovered(scope(["plan", "deploy"]), now, deploy)).toBe(true);
    expect(isCovered(scope(["plan", "deploy"], ["stage", "shop"]), now, deploy)).toBe(false);
  });

  it("the repository by `.` alone", () => {
    const whole = repository([deploy], { at: at(1, "deploy.yml") });
    expect(isCovered(scope(["path", "."]), now, whole)).toBe(true);
    expect(isCovered(scope(["path", "deploy.yml"]), now, whole)).toBe(false);
  });

  it("from a comment what begins on the next line", () => {
    const above = (line: number, file = "deploy.yml") =>
      written({ scope: { at: at(4), names: [], line: at(line, file) } });
    expect(isCovered(above(5))).toBe(true);
    expect(isCovered(above(6))).toBe(false);
    expect(isCovered(above(5, "call.yml"))).toBe(false);
  });

  it("nothing with a flaw, and no waiver", () => {
    expect(isCovered(scope(["stage", "*"]), now, { ...shop, name: "*" })).toBe(false);
    expect(isCovered(written({ approvedBy: written().requestedBy }))).toBe(false);
    expect(isCovered(written({ problems: [{ reason: "is odd", at: at(1), remedy: "" }] }))).toBe(false);
    expect(isCovered(scope(["path", "waivers.yaml"]), now, judged())).toBe(false);
  });
});

it("is shown as it is used", () => {
  expect(used(written())).toEqual({
    at: at(1, "waivers.yaml"),
    until: "2026-12-31",
    because: "moving",
    approvedBy: "user:mina",
    ticket: "SHOP-4711",
  });
});
