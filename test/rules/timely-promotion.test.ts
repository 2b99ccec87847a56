import { describe, expect, test } from "vitest";
import { broken, unsure } from "#model/assurance.ts";
import { absent, declared, listing, unknown } from "#model/fact.ts";
import type { Approval, Stage, Unanswered } from "#model/plan.ts";
import { approval, askOf, at, check, health, production, whole } from "./build.ts";

const DAY = 86_400;
const silence = (means: Unanswered["means"], after: number, isDefault = false): Partial<Approval> => ({
  unanswered: declared({ means, after, isDefault }, at(12)),
});
const asking = (...approvals: readonly Approval[]): Partial<Stage> => ({ approvals: whole(...approvals) });
const judged = (over: Partial<Stage>, written: object = {}, earlier: Partial<Stage> = {}) =>
  askOf(
    "timely-promotion",
    [production("canary", 5, earlier), production("everyone", 10, { after: ["canary"], ...over })],
    "everyone",
    written,
  );

describe("an approval", () => {
  test("that ends in time as a no passes", () => {
    expect(judged(asking(approval("ops", 11, silence("no", 3 * DAY))))).toEqual({
      outcome: "pass",
      reason: "takes no answer to `ops` for a no after 3 d",
      places: [at(12)],
    });
  });

  test("that ends too late fails, by the platform's default as well", () => {
    expect(judged(asking(approval("ops", 11, silence("no", 3 * DAY + 1))))).toMatchObject({
      outcome: "fail",
      reason: "takes no answer to `ops` for a no after 3 d 1 s: more than 3 d",
    });
    const late = asking(approval("ops", 11, silence("no", 30 * DAY, true)));
    expect(judged(late)).toEqual({
      outcome: "fail",
      reason: "takes no answer to `ops` for a no after 30 d, the platform's default: more than 3 d",
      places: [at(12)],
      remedy: "let no answer to `ops` be a no after 3 d or less",
    });
    expect(judged(late, { longest: "P30D" }).outcome).toBe("pass");
  });

  test("that takes silence for a yes fails, however soon", () => {
    expect(judged(asking(approval("ops", 11, silence("yes", 60))))).toEqual({
      outcome: "fail",
      reason: "takes no answer to `ops` for a yes after 1 min",
      places: [at(12)],
      remedy: "let no answer to `ops` be a no after 3 d or less",
    });
  });

  test("that nothing ends fails", () => {
    const endless = { outcome: "fail", reason: "waits for `ops` without an end" };
    expect(judged(asking(approval("ops", 11)))).toEqual({
      ...endless,
      places: [at(11)],
      remedy: "let no answer to `ops` be a no after 3 d or less",
    });
    expect(judged(asking(approval("ops", 11, silence("no", Infinity))))).toMatchObject({
      ...endless,
      places: [at(12)],
    });
  });

  test("of which nobody knows stays unknown, and so do those that may be missing", () => {
    const unanswered = unknown("elsewhere", "what no answer to `ops` means is not written", at(13));
    expect(judged(asking(approval("ops", 11, { unanswered })))).toMatchObject({
      outcome: "unknown",
      reason: "what no answer to `ops` means is not written",
      places: [at(13)],
    });
    const approvals = listing([approval("ops", 11, silence("no", 60))], unknown("settings", "is a setting", at(14)));
    const checks = whole(check("unit", 15));
    expect(judged({ approvals, checks })).toMatchObject({ outcome: "unknown", places: [at(14)] });
    expect(judged({ approvals: listing([], approvals.others), checks }).outcome).toBe("unknown");
  });

  test("among several fails alone", () => {
    const both = asking(approval("ops", 11, silence("no", 60)), approval("board", 16, { unanswered: absent(at(17)) }));
    expect(judged(both)).toMatchObject({
      outcome: "fail",
      reason: "waits for `board` without an end",
      places: [at(17)],
    });
  });

  test("that some route goes round is no pass, unless something else holds it back", () => {
    const round = asking(approval("ops", 11, { ...silence("no", 60), everyRoute: broken("a tag goes round", at(18)) }));
    const loose = {
      outcome: "not-applicable",
      reason: "begins whether or not anything before it is well",
      places: [at(10)],
    };
    expect(judged(round)).toEqual(loose);
    expect(judged({ ...round, checks: whole(check("unit", 15)) }).outcome).toBe("pass");
    const unsureRound = { ...silence("no", 60), everyRoute: unsure("run-time", "may be gone round", at(18)) };
    expect(judged(asking(approval("ops", 11, unsureRound)))).toMatchObject({ outcome: "unknown", places: [at(18)] });
  });
});

describe("without an approval", () => {
  test("a check on every route, or the health of the stage before, passes", () => {
    expect(judged({ checks: whole(check("unit", 15)) })).toEqual({
      outcome: "pass",
      reason: "must pass `unit`",
      places: [at(15)],
    });
    expect(judged({}, {}, { health: whole(health("errors", 6)) })).toEqual({
      outcome: "pass",
      reason: "begins only where `errors` finds `canary` well",
      places: [at(6)],
    });
  });

  test("health that cannot fail, or that is only read, is no condition", () => {
    for (const over of [
      { effective: broken("it cannot fail", at(7)) },
      { everyRoute: broken("it is only read", at(7)) },
    ])
      expect(judged({}, {}, { health: whole(health("errors", 6, over)) }).outcome).toBe("not-applicable");
    const effective = unsure("settings", "its query is a setting", at(7));
    expect(judged({}, {}, { health: whole(health("errors", 6, { effective })) })).toMatchObject({
      outcome: "unknown",
      places: [at(7)],
    });
    expect(judged({ health: whole(health("errors", 6)) }).outcome).toBe("not-applicable");
  });

  test("health that is read in the stage itself as well may come too late", () => {
    const late = whole(health("errors", 6));
    expect(judged({ health: late }, {}, { health: late }).outcome).toBe("not-applicable");
    const both = whole(health("errors", 6), health("latency", 7));
    expect(judged({ health: late }, {}, { health: both })).toMatchObject({ outcome: "pass", places: [at(7)] });
    expect(judged({}, {}, { role: "publication", health: late }).outcome).toBe("not-applicable");
  });

  test("nothing is not judged, nor is what deploys nothing", () => {
    expect(judged({})).toEqual({
      outcome: "not-applicable",
      reason: "begins whether or not anything before it is well",
      places: [at(10)],
    });
    expect(judged({ ...asking(approval("ops", 11)), role: "publication" })).toMatchObject({
      outcome: "not-applicable",
      reason: "is a publication, not a deployment",
    });
  });
});
