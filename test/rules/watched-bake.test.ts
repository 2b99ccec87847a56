import { expect, test } from "vitest";
import { broken } from "#model/assurance.ts";
import { declared, listing, unknown } from "#model/fact.ts";
import type { Stage } from "#model/plan.ts";
import { askOf, at, health, stage, whole } from "./build.ts";

const judged = (over: Partial<Stage>) => askOf("watched-bake", [stage("canary", 10, over)], "canary");
const bake = declared(3600, at(11));

test("a watched bake passes", () => {
  expect(judged({ bake, health: whole(health("errors", 12)) })).toEqual({
    outcome: "pass",
    reason: "is watched by `errors`",
    places: [at(12)],
  });
});

test("a bake that nothing watches fails", () => {
  expect(judged({ bake })).toMatchObject({ outcome: "fail", reason: "bakes unwatched", places: [at(10)] });
});

test("a check that ends before the bake does not watch it", () => {
  const short = health("errors", 12, { watches: broken("`errors` ends after 5 min", at(13)) });
  expect(judged({ bake, health: whole(short) })).toMatchObject({
    outcome: "fail",
    reason: "is not watched by `errors`: `errors` ends after 5 min",
    places: [at(13)],
  });
});

test("a check that cannot fail does not watch", () => {
  const deaf = health("errors", 12, { effective: broken("`errors` passes on no data", at(13)) });
  expect(judged({ bake, health: whole(deaf) }).outcome).toBe("fail");
});

test("watchers that may be elsewhere leave it unknown", () => {
  const others = unknown("settings", "alarms are set in the console", at(14));
  expect(judged({ bake, health: listing([], others) })).toMatchObject({
    outcome: "unknown",
    reason: "alarms are set in the console",
    places: [at(14)],
  });
});

test("without a bake there is nothing to watch", () => {
  const none = { outcome: "not-applicable", reason: "has no bake to watch", places: [at(10)] };
  expect(judged({})).toEqual(none);
  expect(judged({ bake: declared(0, at(11)) })).toEqual(none);
});
