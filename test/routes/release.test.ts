import { describe, expect, test } from "vitest";
import { broken, holds } from "#model/assurance.ts";
import { absent, declared, listing, unknown } from "#model/fact.ts";
import type { Act, Job } from "#platforms/routes/graph.ts";
import { act, derived, environment, job, line, maybe, need, scenario, stagesOf } from "./graphs.ts";

const ship = (acts: readonly Act[], more: Partial<Job> = {}): Job =>
  job("ship", 10, acts, { ...environment("production", 10), ...more });
const deploy = act("deploy", 13, { name: "helm upgrade", known: { change: "application" } });
const none = absent(line(10));

describe("a restore point", () => {
  const backup = act("back-up", 11, { name: "snapshot", makes: declared("before-1.4.2", line(11)) });

  test("stands before the deployment, in its job or on the way to it", () => {
    const found = {
      name: "snapshot",
      at: line(11),
      label: declared("before-1.4.2", line(11)),
      everyRoute: holds(line(11)),
    };
    expect(stagesOf(ship([backup, deploy]))[0]!.restorePoints).toEqual(listing([found], none));
    const before = job("keep", 5, [backup]);
    expect(stagesOf(before, ship([deploy], { needs: [need("keep", 10)] }))[0]!.restorePoints.items).toEqual([found]);
    expect(stagesOf(ship([deploy, backup]))[0]!.restorePoints).toEqual(listing([], none));
  });

  test("is none on every route where it may be skipped or its failure is swallowed", () => {
    const skipped = { ...backup, runs: maybe("person", "the input `fast` skips it", 11) };
    expect(stagesOf(ship([skipped, deploy]))[0]!.restorePoints.items[0]?.everyRoute).toEqual(
      broken("the input `fast` skips it", line(11)),
    );
    const swallowed = { ...backup, blocking: broken("`snapshot` continues on error", line(11)) };
    expect(stagesOf(ship([swallowed, deploy]))[0]!.restorePoints.items[0]?.everyRoute).toEqual(
      broken("`snapshot` continues on error", line(11)),
    );
  });
});

test("a restore point of another environment is none of the one that is changed", () => {
  const to = (text: string) => [{ from: "command" as const, text, at: line(11) }];
  const copy = (text: string) => act("back-up", 11, { name: "backup", signals: to(text) });
  const everyRoute = (text: string) =>
    stagesOf(ship([copy(text), { ...deploy, signals: to("https://shop.crm4.dynamics.com") }]))[0]!.restorePoints
      .items[0]?.everyRoute;
  expect(everyRoute("https://shop.crm4.dynamics.com/")).toEqual(holds(line(11)));
  expect(everyRoute("https://shop-dev.crm4.dynamics.com")).toEqual(
    broken("`backup` keeps a copy of `https://shop-dev.crm4.dynamics.com`, not of what is changed", line(11)),
  );
});

describe("a removal", () => {
  const remove = (at: number, more: Partial<Act> = {}) =>
    act("remove", at, { name: "dropdb", target: declared("database `shop`", line(at)), ...more });

  test("is found in the stage's job, before or after the deployment, and on the way to it", () => {
    const before = job("clean", 5, [remove(6)]);
    expect(
      stagesOf(before, ship([remove(11), deploy, remove(14)], { needs: [need("clean", 10)] }))[0]!.removals.items,
    ).toEqual([
      { name: "dropdb", at: line(6), takes: declared("database `shop`", line(6)) },
      { name: "dropdb", at: line(11), takes: declared("database `shop`", line(11)) },
      { name: "dropdb", at: line(14), takes: declared("database `shop`", line(14)) },
    ]);
  });

  test("may be what a deployment takes away beside what it brings", () => {
    const takes = declared("what is left of the old version", line(13));
    const upgrade = { ...deploy, removes: takes };
    expect(stagesOf(ship([upgrade]))[0]!.removals).toEqual(
      listing([{ name: "helm upgrade", at: line(13), takes }], none),
    );
    const open = unknown("run-time", "whether it takes anything away is decided when it runs", line(13));
    expect(stagesOf(ship([{ ...deploy, removes: open }]))[0]!.removals).toEqual(listing([], open));
  });

  test("that mends a failure is none", () => {
    expect(stagesOf(ship([deploy, remove(14, { when: "failure" })]))[0]!.removals).toEqual(listing([], none));
  });
});

test("attestations are those that every route passes, or may", () => {
  const attest = act("attest", 6, { name: "cosign attest" });
  const build = job("build", 5, [attest]);
  expect(stagesOf(build, ship([deploy], { needs: [need("build", 10)] }))[0]!.attestations).toEqual(
    listing([{ name: "cosign attest", at: line(6), everyRoute: holds(line(6)) }], none),
  );
});

test("a package may be attested once it is there, and a deployment not", () => {
  const attest = act("attest", 14, { name: "cosign attest" });
  const offer = job("offer", 10, [act("publish", 13), attest]);
  expect(stagesOf(offer)[0]!.attestations.items).toEqual([
    { name: "cosign attest", at: line(14), everyRoute: holds(line(14)) },
  ]);
  expect(stagesOf(ship([deploy, attest]))[0]!.attestations.items).toEqual([]);
});

test("changes are the kinds of change that each of its commands brings", () => {
  const migrate = act("deploy", 12, { name: "flyway migrate", known: { change: "data" } });
  expect(stagesOf(ship([migrate, deploy]))[0]!.changes).toEqual(
    listing(
      [
        { name: "flyway migrate", at: line(12), change: "data", settings: absent(line(12)) },
        { name: "helm upgrade", at: line(13), change: "application", settings: absent(line(13)) },
      ],
      none,
    ),
  );
});

test("a stage says what it is started by", () => {
  const stages = derived(scenario([ship([deploy])]), scenario([ship([deploy])], "manual start", "manual")).stages;
  expect(stages.map(({ startedBy }) => startedBy)).toEqual([["push", "manual"]]);
});

describe("a notice", () => {
  const tell = (at: number, more: Partial<Act> = {}) => act("notify", at, { name: "slack", ...more });
  const notices = (...jobs: readonly Job[]) => stagesOf(...jobs)[0]!.notices;
  const sent = (at: number) => ({ name: "slack", at: line(at), everyFailure: holds(line(at)) });

  test("is sent by a step behind the deployment that runs at its failure or end", () => {
    expect(notices(ship([deploy, tell(14, { when: "failure" })]))).toEqual(listing([sent(14)], none));
    expect(notices(ship([deploy, tell(14, { when: "end" })])).items).toEqual([sent(14)]);
    expect(notices(ship([deploy, tell(14)])).items).toEqual([]);
    expect(notices(ship([tell(11, { when: "failure" }), deploy])).items).toEqual([]);
  });

  test("is sent by a job that runs at the failure or end of the deployment", () => {
    const after = (kind: "failure" | "end" | "all-success") =>
      job("tell", 20, [tell(21)], { needs: [need("ship", 20, kind, "`tell` runs with `if: always()`")] });
    expect(notices(ship([deploy]), after("failure")).items).toEqual([sent(21)]);
    expect(notices(ship([deploy]), after("end")).items).toEqual([sent(21)]);
    expect(notices(ship([deploy]), after("all-success")).items).toEqual([]);
  });

  test("is not sent after a failure that fails nothing", () => {
    const swallowed = broken("`ship` has `continue-on-error: true`", line(12));
    const silent = { ...deploy, blocking: swallowed };
    expect(notices(ship([silent, tell(14, { when: "failure" })])).items[0]?.everyFailure).toEqual(swallowed);
    expect(notices(ship([silent, tell(14, { when: "end" })])).items).toEqual([sent(14)]);
    const after = job("tell", 20, [tell(21)], {
      needs: [need("ship", 20, "failure", "`tell` runs with `if: failure()`")],
    });
    expect(notices(ship([silent]), after).items[0]?.everyFailure).toEqual(swallowed);
    expect(notices(ship([deploy], { failure: swallowed }), after).items[0]?.everyFailure).toEqual(swallowed);
  });

  test("is not always sent where a person decides, or one way of starting lacks it", () => {
    const asked = tell(14, { when: "failure", runs: maybe("person", "the input `quiet` skips it", 14) });
    expect(notices(ship([deploy, asked])).items[0]?.everyFailure).toEqual(
      broken("the input `quiet` skips it", line(14)),
    );
    const stages = derived(
      scenario([ship([deploy, tell(14, { when: "failure" })])]),
      scenario([ship([deploy])], "manual start", "manual"),
    ).stages;
    expect(stages[0]?.notices.items[0]?.everyFailure).toEqual(broken("`slack` is not sent on manual start", line(1)));
  });

  test("may be sent by work that cannot be read", () => {
    const hidden = declared("what `acme/deploy` does is not known", line(12));
    expect(notices(ship([deploy], { hidden })).others).toEqual(
      unknown("elsewhere", "what `acme/deploy` does is not known", line(12)),
    );
  });
});
