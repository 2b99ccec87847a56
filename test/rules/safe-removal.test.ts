import { expect, test } from "vitest";
import { broken } from "#model/assurance.ts";
import { absent, declared, listing, unknown } from "#model/fact.ts";
import type { Stage } from "#model/plan.ts";
import { approval, ask, at, plan, production, staging, whole } from "./build.ts";

const removal = { name: "dropdb", at: at(12), takes: declared("database `shop`", at(12)) };
const judged = (over: Partial<Stage>) =>
  ask("safe-removal", plan([production("eu", 10, { removals: whole(removal), ...over })]));

test("a removal that nobody approves fails at its place", () => {
  expect(judged({})).toEqual({
    outcome: "fail",
    reason: "takes away database `shop` by `dropdb` on the way to `eu` without an approval",
    places: [at(12)],
    remedy: "take it off the way to production, or make it a change of its own that somebody approves",
  });
});

test("a removal behind an approval on every route passes, and one that can go round it fails", () => {
  expect(judged({ approvals: whole(approval("managers", 11)) })).toEqual({
    outcome: "pass",
    reason: "takes away database `shop` by `dropdb` after `managers` has approved",
    places: [at(12), at(11)],
  });
  const loose = approval("managers", 11, { everyRoute: broken("`eu` runs with `always()`", at(13)) });
  expect(judged({ approvals: whole(loose) })).toMatchObject({
    outcome: "fail",
    reason: "need not wait for `managers` before it takes away database `shop` by `dropdb`: `eu` runs with `always()`",
  });
});

test("it is unknown where an approval, or a removal, may be elsewhere", () => {
  const others = unknown("settings", "who must approve is a setting", at(14));
  expect(judged({ approvals: listing([], others) })).toMatchObject({ outcome: "unknown", places: [at(12), at(14)] });
  expect(judged({ removals: listing([], others) }).outcome).toBe("unknown");
});

test("nothing to take away, and staging, are not judged", () => {
  expect(judged({ removals: listing([], absent(at(10))) }).outcome).toBe("not-applicable");
  expect(ask("safe-removal", plan([staging("staging", 10, { removals: whole(removal) })])).outcome).toBe(
    "not-applicable",
  );
});
