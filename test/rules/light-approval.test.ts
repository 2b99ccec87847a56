import { expect, test } from "vitest";
import { broken } from "#model/assurance.ts";
import { absent, listing, unknown } from "#model/fact.ts";
import type { Approval, Stage } from "#model/plan.ts";
import { approval, ask, at, plan, production, stage, staging, whole } from "./build.ts";

const judged = (stages: readonly Stage[], written: object = {}) => ask("light-approval", plan(stages), written);
const asks = (...approvals: readonly Approval[]): Partial<Stage> => ({ approvals: whole(...approvals) });
const [team, board, ops] = [approval("team", 21), approval("board", 22), approval("ops", 23)];

test("few approvals pass, and none do", () => {
  expect(judged([production("eu", 10, asks(team, board))])).toEqual({
    outcome: "pass",
    reason: "waits for 2 approvals on its longest way: `team` and `board`",
    places: [at(21), at(22), at(1)],
  });
  expect(judged([production("eu", 10)])).toEqual({ outcome: "pass", reason: "waits for no approval", places: [at(1)] });
});

test("many fail, along the chain of stages", () => {
  const chain = [
    staging("staging", 5, asks(team)),
    production("canary", 10, { after: ["staging"], ...asks(board) }),
    production("everyone", 15, { after: ["canary"], ...asks(ops) }),
  ];
  expect(judged(chain)).toEqual({
    outcome: "fail",
    reason: "waits for 3 approvals on its longest way: `team`, `board` and `ops`: more than 2",
    places: [at(21), at(22), at(23)],
    remedy: "keep 2 of them or fewer, and let checks take the place of the others",
  });
  expect(judged(chain, { serial: 3 }).outcome).toBe("pass");
  expect(judged(chain.slice(0, 2), { serial: 0 })).toMatchObject({
    outcome: "fail",
    reason: "waits for 2 approvals on its longest way: `team` and `board`: more than 0",
  });
});

test("one that later stages repeat counts once; one of the same name elsewhere is another", () => {
  const chain = (again: Approval) => [
    production("canary", 10, asks(team, board)),
    production("everyone", 15, { after: ["canary"], ...asks(team, board, again) }),
  ];
  expect(judged(chain(team)).outcome).toBe("pass");
  expect(judged(chain(approval("team", 24))).outcome).toBe("fail");
});

test("stages side by side do not add up, even where the next one repeats all of theirs", () => {
  const sides = [
    staging("eu", 5, asks(team)),
    staging("us", 6, asks(board)),
    production("everyone", 15, { after: ["eu", "us"], ...asks(team, board, ops) }),
  ];
  expect(judged(sides)).toMatchObject({
    outcome: "pass",
    reason: "waits for 2 approvals on its longest way: `team` and `ops`",
  });
});

test("what may be missing leaves it unknown, unless those that are known are too many", () => {
  const others = unknown("settings", "who must approve is a setting", at(30));
  const open = (...approvals: readonly Approval[]) =>
    judged([
      staging("staging", 5, { approvals: listing([], others) }),
      production("eu", 10, { after: ["staging"], ...asks(...approvals) }),
    ]);
  expect(open(team)).toEqual({ outcome: "unknown", reason: "who must approve is a setting", places: [at(30)] });
  expect(open(team, board, ops)).toMatchObject({ outcome: "fail", places: [at(21), at(22), at(23)] });
});

test("what may be missing on a stage that is on no way to production does not matter", () => {
  const others = unknown("settings", "who must approve is a setting", at(30));
  expect(judged([staging("staging", 5, { approvals: listing([], others) }), production("eu", 10)]).outcome).toBe(
    "pass",
  );
});

test("one that some routes go round may be one too many", () => {
  const loose = approval("ops", 23, { everyRoute: broken("a tag goes round", at(24)) });
  expect(judged([production("eu", 10, asks(team, board, loose))])).toEqual({
    outcome: "unknown",
    reason:
      "waits for 3 approvals on its longest way: `team`, `board` and `ops`, of which `ops` may not stand on every way",
    places: [at(23)],
  });
  expect(judged([production("eu", 10, asks(team, loose))]).outcome).toBe("pass");
});

test("a stage of no known tier fails nothing, and one of another tier is not asked", () => {
  expect(judged([stage("eu", 10, asks(team, board, ops))])).toMatchObject({
    outcome: "unknown",
    reason: "nothing says which tier `eu` is",
  });
  expect(judged([stage("eu", 10, { tier: absent(at(10)), ...asks(team) })]).outcome).toBe("pass");
  expect(judged([staging("staging", 5, asks(team, board, ops))])).toEqual({
    outcome: "not-applicable",
    reason: "deploys nothing to production",
    places: [at(1)],
  });
});
