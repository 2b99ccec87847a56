import { describe, expect, test } from "vitest";
import { absent, declared, unknown } from "#model/fact.ts";
import type { Act, Job, Need } from "#platforms/routes/graph.ts";
import { derive } from "#platforms/routes/derive.ts";
import { act, derived, environment, job, line, maybe, need, scenario, stagesOf, surroundings } from "./graphs.ts";

const wait = (seconds: number, at: number, more: Partial<Act> = {}): Act =>
  act("wait", at, { duration: declared(seconds, line(at)), ...more });
const staging = (...behind: readonly Act[]): Job => job("staging", 10, [act("deploy", 11), ...behind]);
const production = (needs: readonly Need[], ...before: readonly Act[]): Job =>
  job("production", 30, [...before, act("deploy", 35)], { needs, ...environment("production", 30) });
const hold = (at: number, acts: readonly Act[], more: Partial<Job> = {}): Job =>
  job(`hold${at}`, at, acts, { needs: [need("staging", at)], ...more });
const bake = (...jobs: readonly Job[]): unknown => stagesOf(...jobs)[0]!.bake;

describe("a stage bakes", () => {
  test("for what its own job, jobs between, and the next stage's job wait", () => {
    const jobs = [
      staging(wait(60, 12)),
      hold(20, [wait(600, 21), wait(40, 22)]),
      production([need("hold20", 30)], wait(5, 31)),
    ];
    expect(bake(...jobs)).toEqual(declared(705, line(12), [line(21), line(22), line(31)]));
  });

  test("for the longest of what waits side by side", () => {
    const jobs = [
      staging(),
      hold(20, [wait(600, 21)]),
      hold(25, [wait(900, 26)]),
      production([need("hold20", 30), need("hold25", 31)]),
    ];
    expect(bake(...jobs)).toEqual(declared(900, line(26)));
  });

  test("not for what waits before it deploys, or beside the way to the next", () => {
    const before = job("staging", 10, [wait(60, 11), act("deploy", 12)]);
    expect(bake(before, hold(20, [wait(600, 21)]), production([need("staging", 30)]))).toEqual(absent(line(30)));
  });

  test.each(["person", "change"] as const)("not for what a %s can skip", (by) => {
    const skipped = wait(600, 21, { runs: maybe(by, "something skips it", 21) });
    expect(bake(staging(), hold(20, [skipped]), production([need("hold20", 30)]))).toEqual(absent(line(30)));
  });

  test("not for what the next stage does not need to have succeeded", () => {
    const after = need("hold20", 30, "end", "`production` runs with `if: always()`");
    const jobs = [staging(), hold(20, [wait(600, 21)]), production([after, need("staging", 31)])];
    expect(bake(...jobs)).toEqual(absent(line(30)));
  });

  test("for an unknown time where a wait may be skipped or its length is not known", () => {
    const unread = wait(600, 21, { runs: maybe("unread", "its condition cannot be read", 22) });
    expect(bake(staging(), hold(20, [unread]), production([need("hold20", 30)]))).toEqual(
      unknown("run-time", "its condition cannot be read", line(22)),
    );
    const open = unknown("run-time", "`$SECONDS` is decided when it runs", line(21));
    const timed = hold(20, [act("wait", 21, { duration: open })]);
    expect(bake(staging(), timed, production([need("hold20", 30)]))).toEqual(open);
  });

  test("for the shortest time of all scenarios and next stages", () => {
    const quick = [staging(wait(60, 12)), production([need("staging", 30)])];
    const slow = [staging(wait(60, 12)), hold(20, [wait(600, 21)]), production([need("hold20", 30)])];
    expect(derived(scenario(slow), scenario(quick, "a tag", "tag")).stages[0]!.bake).toEqual(declared(60, line(12)));
    const other = job("canada", 40, [act("deploy", 41)], { needs: [need("staging", 40)] });
    const nothing = [staging(), hold(20, [wait(600, 21)]), production([need("hold20", 30)]), other];
    expect(bake(...nothing)).toEqual(absent(line(30)));
  });

  test("for what the platform's server may wait, where the file waits for nothing", () => {
    const timer = unknown("settings", "the wait timer of `production` is set on the server", line(30));
    const { stages } = derive([scenario([staging(), production([need("staging", 30)])])], {
      ...surroundings,
      bakeElsewhere: ({ environment: { state } }) => (state === "declared" ? timer : absent(line(99))),
    });
    expect(stages[0]!.bake).toEqual(timer);
  });

  test("until the next deployment, whatever is published between", () => {
    const image = job("image", 15, [act("publish", 16)], { needs: [need("staging", 15)] });
    const waits = hold(20, [wait(600, 21)], { needs: [need("image", 20)] });
    expect(bake(staging(), image, waits, production([need("hold20", 30)]))).toEqual(declared(600, line(21)));
  });

  test("at last for what waits behind it", () => {
    expect(bake(staging(wait(60, 12)), hold(20, [wait(600, 21)]))).toEqual(declared(660, line(12), [line(21)]));
    expect(bake(staging())).toEqual(absent(line(10)));
    const skipped = hold(20, [wait(600, 21)], { runs: maybe("person", "a label skips it", 20) });
    expect(bake(staging(), skipped)).toEqual(absent(line(10)));
  });

  test("only where it is a deployment: what is published lives in no stage", () => {
    const image = job("image", 10, [act("publish", 11)]);
    expect(bake(image, hold(20, [wait(600, 21)], { needs: [need("image", 20)] }))).toEqual(absent(line(10)));
  });
});
