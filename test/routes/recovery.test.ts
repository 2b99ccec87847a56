import { describe, expect, test } from "vitest";
import { broken, holds, unsure } from "#model/assurance.ts";
import { absent, declared, unknown } from "#model/fact.ts";
import type { Act, Job } from "#platforms/routes/graph.ts";
import { act, derived, environment, job, line, maybe, need, scenario, stagesOf } from "./graphs.ts";

const ship = (acts: readonly Act[] = [], deploying: Partial<Act> = {}): Job =>
  job("ship", 10, [act("deploy", 11, deploying), ...acts], environment("production", 10));
const undo = (at: number, more: Partial<Act> = {}): Act => act("roll-back", at, { name: "undo", ...more });
const recovery = (...jobs: readonly Job[]): unknown => stagesOf(...jobs)[0]!.recovery;
const undone = (at: number): unknown => declared({ how: "`undo` rolls back", automatic: holds(line(at)) }, line(at));
const mends = (id: string, at: number, acts: readonly Act[], more: Partial<Job> = {}): Job =>
  job("mend", at, acts, { needs: [need(id, at, "failure", "`mend` runs with `if: failure()`")], ...more });

describe("a recovery", () => {
  test.each(["failure", "end"] as const)("is a roll back behind the deployment that runs at %s", (when) => {
    expect(recovery(ship([undo(12, { when })]))).toEqual(undone(12));
  });

  test("is a job that runs because the deployment failed", () => {
    expect(recovery(ship(), mends("ship", 20, [undo(21)]))).toEqual(undone(21));
  });

  test("is a job that runs because a look at it failed", () => {
    const look = job("look", 15, [act("check", 16)], { needs: [need("ship", 15)] });
    expect(recovery(ship(), look, mends("look", 20, [undo(21)]))).toEqual(undone(21));
  });

  test("is a job that runs at any end and rolls back", () => {
    const after = job("after", 20, [undo(21, { when: "failure" })], {
      needs: [need("ship", 20, "end", "`after` runs with `if: always()`")],
    });
    expect(recovery(ship(), after)).toEqual(undone(21));
  });

  test("is not a roll back before the deployment, or behind its success", () => {
    const early = job("ship", 10, [undo(11, { when: "failure" }), act("deploy", 12)]);
    expect(recovery(early)).toEqual(absent(line(10)));
    const late = job("late", 20, [undo(21)], { needs: [need("ship", 20)] });
    expect(recovery(ship(), late)).toEqual(absent(line(10)));
  });

  test.each([
    ["person", broken("someone decides", line(22))],
    ["change", broken("someone decides", line(22))],
    ["unread", unsure("run-time", "someone decides", line(22))],
  ] as const)("is not automatic where a %s decides whether it runs", (by, automatic) => {
    const decided = maybe(by, "someone decides", 22);
    const expected = declared({ how: "`undo` rolls back", automatic }, line(21));
    expect(recovery(ship(), mends("ship", 20, [undo(21, { runs: decided })]))).toEqual(expected);
    expect(recovery(ship(), mends("ship", 20, [undo(21)], { runs: decided }))).toEqual(expected);
  });

  test("is a deployment on the failure edge, of which the version is not known", () => {
    expect(recovery(ship(), mends("ship", 20, [act("deploy", 21, { name: "redeploy" })]))).toEqual(
      declared(
        {
          how: "`redeploy` deploys again",
          automatic: unsure("run-time", "which version `redeploy` deploys after a failure is not written", line(21)),
        },
        line(21),
      ),
    );
  });

  test("is not automatic where a person has to start it", () => {
    const manual = scenario([job("undo", 40, [undo(41)], environment("production", 40))], "a manual start", "manual");
    expect(derived(scenario([ship()]), manual).stages[0]!.recovery).toEqual(
      declared({ how: "`undo` rolls back", automatic: broken("a person has to start `undo`", line(41)) }, line(41)),
    );
    const elsewhere = scenario([job("undo", 40, [undo(41)], environment("staging", 40))], "a manual start", "manual");
    expect(derived(scenario([ship()]), elsewhere).stages[0]!.recovery).toEqual(absent(line(10)));
  });

  test("is not what mends a later stage, or another place", () => {
    const next = job("next", 30, [act("deploy", 31)], { needs: [need("ship", 30)] });
    const stages = stagesOf(ship(), next, mends("next", 40, [undo(41)]));
    expect(stages.map((stage) => stage.recovery.state)).toEqual(["absent", "declared"]);
    expect(recovery(ship(), mends("ship", 20, [undo(21)], environment("staging", 20)))).toEqual(absent(line(10)));
  });

  test("must be there in every scenario", () => {
    const { stages } = derived(scenario([ship(), mends("ship", 20, [undo(21)])]), scenario([ship()], "a tag", "tag"));
    expect(stages[0]!.recovery).toEqual(
      declared({ how: "`undo` rolls back", automatic: broken("nothing mends it on a tag", line(1)) }, line(21)),
    );
  });

  test("is in the deployment that rolls back by itself", () => {
    const atomic = { rollsBack: declared("rolls back to the release before", line(11)) };
    expect(recovery(ship([], atomic))).toEqual(
      declared({ how: "rolls back to the release before", automatic: holds(line(11)) }, line(11)),
    );
  });

  test("is not known where a flag or a controller decides it", () => {
    const flag = unknown("run-time", "`$FLAGS` is decided when it runs", line(11));
    expect(recovery(ship([], { rollsBack: flag }))).toEqual(flag);
    const controlled = job("ship", 10, [
      act("deploy", 11, { name: "helm upgrade", known: { exposure: "controller" } }),
    ]);
    expect(recovery(controlled)).toEqual(unknown("elsewhere", "`helm upgrade` decides how it recovers", line(11)));
  });

  test("is absent at the stage where nothing mends", () => {
    expect(recovery(ship())).toEqual(absent(line(10)));
  });
});
