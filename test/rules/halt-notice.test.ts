import { expect, test } from "vitest";
import { broken, holds } from "#model/assurance.ts";
import { listing, unknown } from "#model/fact.ts";
import type { Stage } from "#model/plan.ts";
import { ask, at, plan, production, staging, whole } from "./build.ts";

const notice = { name: "slackapi/slack-github-action", at: at(12), everyFailure: holds(at(12)) };
const judged = (over: Partial<Stage>, written: object = {}) =>
  ask("halt-notice", plan([production("eu", 10, over)]), written);

test("a stage whose every failure is told passes", () => {
  expect(judged({ notices: whole(notice) })).toEqual({
    outcome: "pass",
    reason: "tells by `slackapi/slack-github-action` when `eu` halts",
    places: [at(12)],
  });
});

test("a stage that tells nobody, or not always, fails", () => {
  expect(judged({})).toMatchObject({ outcome: "fail", reason: "tells nobody for sure of a halt of `eu`" });
  const sometimes = { ...notice, everyFailure: broken("the input `quiet` skips it", at(13)) };
  expect(judged({ notices: whole(sometimes) })).toMatchObject({
    outcome: "fail",
    reason: "tells nobody for sure of a halt of `eu`",
    places: [at(13)],
  });
});

test("only the routes that are asked for count", () => {
  expect(judged({ notices: whole(notice) }, { routes: ["pagerduty"] })).toMatchObject({
    outcome: "fail",
    remedy: "tell `pagerduty` of every failure of `eu`",
  });
  expect(judged({ notices: whole(notice) }, { routes: ["PagerDuty", "Slack"] }).outcome).toBe("pass");
});

test("every stage in production is asked, and no other", () => {
  const both = plan([production("eu", 10, { notices: whole(notice) }), production("us", 20)]);
  expect(ask("halt-notice", both)).toMatchObject({
    outcome: "fail",
    reason: "tells nobody for sure of a halt of `us`",
  });
  expect(ask("halt-notice", plan([staging("staging", 10)])).outcome).toBe("not-applicable");
});

test("it is unknown where a notice may be elsewhere", () => {
  const others = unknown("elsewhere", "whom its notifications reach is set in the cluster", at(9));
  expect(judged({ notices: listing([], others) }).outcome).toBe("unknown");
});
