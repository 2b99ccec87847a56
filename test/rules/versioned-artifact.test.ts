import { expect, test } from "vitest";
import { broken, unsure } from "#model/assurance.ts";
import { listing, unknown } from "#model/fact.ts";
import type { Artifact } from "#model/plan.ts";
import { artifact, askOf, at, production, whole } from "./build.ts";

const judged = (written: object, ...artifacts: readonly Artifact[]) =>
  askOf(
    "versioned-artifact",
    [production("production", 10, { artifacts: whole(...artifacts) })],
    "production",
    written,
  );

test("a version that never changes passes", () => {
  expect(judged({}, artifact("shop", "1.4.2", 12))).toEqual({
    outcome: "pass",
    reason: "deploys `shop` at `1.4.2`",
    places: [at(12)],
  });
});

test("each artifact must have one", () => {
  const moving = artifact("web", "latest", 13, { immutable: broken("`latest` moves", at(13)) });
  expect(judged({}, artifact("shop", "1.4.2", 12), moving)).toEqual({
    outcome: "fail",
    reason: "deploys `web` at `latest`: `latest` moves",
    places: [at(13)],
    remedy: "name `web` by a version that never changes: a commit, a release number or a digest",
  });
});

test("the policy may ask for digests", () => {
  expect(judged({ digest: true }, artifact("shop", "1.4.2", 12))).toEqual({
    outcome: "fail",
    reason: "deploys `shop` at `1.4.2`, not by its digest",
    places: [at(12)],
    remedy: "name `shop` by its digest",
  });
  expect(judged({ digest: true }, artifact("shop", "sha256:1f", 12, { byDigest: true })).outcome).toBe("pass");
});

test("what cannot be told is unknown", () => {
  const open = artifact("shop", "$TAG", 12, {
    immutable: unsure("run-time", "`$TAG` is decided when it runs", at(12)),
  });
  expect(judged({}, open)).toMatchObject({ outcome: "unknown", reason: "`$TAG` is decided when it runs" });
  const others = unknown("elsewhere", "`./deploy.sh` decides what it deploys", at(14));
  const stages = [production("production", 10, { artifacts: listing([artifact("shop", "1.4.2", 12)], others) })];
  expect(askOf("versioned-artifact", stages, "production")).toMatchObject({ outcome: "unknown", places: [at(14)] });
});

test("no artifact at all is unknown: it may deploy what stands in the commit", () => {
  expect(judged({})).toMatchObject({
    outcome: "unknown",
    reason: "which version it deploys is not written",
    places: [at(2)],
  });
});

test("a preview is not asked", () => {
  const stages = [production("preview", 10, { role: "preview" })];
  expect(askOf("versioned-artifact", stages, "preview").outcome).toBe("not-applicable");
});
