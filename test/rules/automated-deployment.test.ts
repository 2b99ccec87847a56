import { expect, test } from "vitest";
import { absent, declared } from "#model/fact.ts";
import type { Stage } from "#model/plan.ts";
import { ask, at, plan, production, repository, stage, staging } from "./build.ts";

const byHand: Partial<Stage> = { startedBy: ["manual"] };
const judged = (stages: readonly Stage[], written: object = {}) => ask("automated-deployment", plan(stages), written);

test("stages that an event starts pass, whatever else may start them", () => {
  expect(judged([production("eu", 10, { startedBy: ["push", "manual"] })])).toEqual({
    outcome: "pass",
    reason: "begins its deployments to production by itself",
    places: [at(1)],
  });
});

test("stages that only a person starts fail, with their places", () => {
  expect(judged([production("eu", 10, byHand)])).toMatchObject({
    outcome: "fail",
    reason: "begins none of its deployments to production by itself: a person has to start `eu`",
    places: [at(10)],
  });
  expect(judged([production("a", 10), production("eu", 20, byHand), production("us", 30, byHand)])).toMatchObject({
    outcome: "fail",
    reason: "begins 33.3% of its deployments to production by itself: a person has to start `eu` and `us`",
    places: [at(20), at(30)],
  });
});

test("as many may be started by hand as the policy says, and no more", () => {
  const four = [production("a", 1), production("b", 2), production("c", 3), production("d", 4, byHand)];
  expect(judged(four, { manual: 0.25 }).outcome).toBe("pass");
  expect(judged(four, { manual: 0.24 }).outcome).toBe("fail");
});

test("what another plan deploys by itself may be started by hand, too", () => {
  const shop = { target: declared("helm release `shop`", at(5)) };
  const again = plan([production("eu", 10, { ...byHand, ...shop })], { name: "go back" });
  const deploy = (over: Partial<Stage>) => repository([again, plan([production("eu", 20, { ...shop, ...over })])]);
  const asked = (over: Partial<Stage>) => ask("automated-deployment", again, {}, undefined, undefined, deploy(over));
  expect(asked({}).outcome).toBe("pass");
  expect(asked(byHand).outcome).toBe("fail");
  expect(asked({ target: absent(at(5)) }).outcome).toBe("fail");
  expect(asked({ tier: declared("staging", at(20)) }).outcome).toBe("fail");
});

test("staging, publications and previews are not asked, and an unknown tier is unknown", () => {
  expect(judged([stage("npm", 10, { role: "publication", ...byHand })]).outcome).toBe("not-applicable");
  expect(judged([staging("staging", 10, byHand)]).outcome).toBe("not-applicable");
  expect(judged([stage("somewhere", 10, byHand)]).outcome).toBe("unknown");
});
