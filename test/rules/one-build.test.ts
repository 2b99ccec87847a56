import { expect, test } from "vitest";
import { unsure } from "#model/assurance.ts";
import { declared, listing, unknown } from "#model/fact.ts";
import type { Artifact } from "#model/plan.ts";
import { artifact, ask, at, plan, production, staging, whole } from "./build.ts";

const judged = (first: Artifact, second: Artifact) =>
  ask(
    "one-build",
    plan([
      staging("staging", 10, { artifacts: whole(first) }),
      production("production", 20, { after: ["staging"], artifacts: whole(second) }),
    ]),
  );
const moving = { immutable: unsure("run-time", "`$TAG` is decided when it runs", at(12)) };
const from = (origin: string, line: number) => ({ ...moving, origin: declared(origin, at(line)) });

test("one origin passes", () => {
  const verdict = judged(
    artifact("shop", "$TAG", 12, from("job build", 12)),
    artifact("shop", "$TAG", 22, from("job build", 22)),
  );
  expect(verdict).toEqual({ outcome: "pass", reason: "brings one build of `shop` to `production`", places: [at(22)] });
});

test("one immutable version is one build, whatever built it", () => {
  const origin = { origin: unknown("elsewhere", "it was built elsewhere", at(13)) };
  const verdict = judged(artifact("shop", "1.4.2", 12, origin), artifact("shop", "1.4.2", 22, origin));
  expect(verdict).toEqual({
    outcome: "pass",
    reason: "brings one build of `shop` to `production`",
    places: [at(12), at(22)],
  });
});

test("a build for each stage fails", () => {
  const verdict = judged(
    artifact("shop", "$TAG", 12, from("job staging", 12)),
    artifact("shop", "$TAG", 22, from("job production", 22)),
  );
  expect(verdict).toMatchObject({
    outcome: "fail",
    reason: "builds `shop` again for `production`",
    remedy: "build `shop` once, and bring what was built to `production`",
  });
});

test("an artifact that no earlier stage had is unknown, and so is an unknown origin", () => {
  expect(judged(artifact("shop-test", "1", 12), artifact("shop", "1", 22))).toMatchObject({
    outcome: "unknown",
    reason: "whether `shop` of `production` was at an earlier stage is not written",
    places: [at(22)],
  });
  const dark = { ...moving, origin: unknown("elsewhere", "it was built elsewhere", at(13)) };
  expect(judged(artifact("shop", "$TAG", 12, dark), artifact("shop", "$TAG", 22, dark))).toMatchObject({
    outcome: "unknown",
    reason: "it was built elsewhere",
    places: [at(13)],
  });
});

test("artifacts that may be missing from the list leave it unknown", () => {
  const others = unknown("elsewhere", "`./deploy.sh` decides what it deploys", at(14));
  const subject = plan([
    staging("staging", 10, { artifacts: listing([], others) }),
    production("production", 20, { after: ["staging"] }),
  ]);
  expect(ask("one-build", subject)).toMatchObject({ outcome: "unknown", places: [at(14)] });
});

test("stages that do not follow each other have nothing to share", () => {
  expect(ask("one-build", plan([production("production", 10)]))).toEqual({
    outcome: "not-applicable",
    reason: "brings no artifact from one stage to another",
    places: [at(1)],
  });
});
