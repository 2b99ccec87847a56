import { expect, test } from "vitest";
import { broken, holds } from "#model/assurance.ts";
import { absent, listing, unknown } from "#model/fact.ts";
import type { Stage } from "#model/plan.ts";
import { artifact, ask, at, check, plan, production, stage, staging, whole } from "./build.ts";

const verified = check("cosign verify", 12, { kinds: ["provenance"] });
const attested = { name: "cosign attest", at: at(11), everyRoute: holds(at(11)) };
const ships = { artifacts: whole(artifact("shop", "1.4.2", 13)) };
const judged = (over: Partial<Stage> = {}) => ask("provenance", plan([production("eu", 10, { ...ships, ...over })]));

test("what is verified on every route passes", () => {
  expect(judged({ checks: whole(verified) })).toEqual({
    outcome: "pass",
    reason: "`eu` must pass `cosign verify` (provenance)",
    places: [at(12)],
  });
});

test("what is attested alone, verified by the way, or neither, fails", () => {
  expect(judged({ attestations: whole(attested) })).toMatchObject({
    outcome: "fail",
    reason: "verifies no provenance on every route to `eu`",
  });
  expect(judged()).toMatchObject({
    outcome: "fail",
    reason: "verifies no provenance on every route to `eu`",
  });
  const skipped = { ...verified, unskippable: broken("the input `fast` skips it", at(14)) };
  expect(judged({ checks: whole(skipped) }).outcome).toBe("fail");
});

test("is unknown where more checks, or artifacts, may be elsewhere", () => {
  const others = unknown("elsewhere", "its work is written in `acme/x`", at(15));
  expect(judged({ checks: listing([], others) })).toEqual({
    outcome: "unknown",
    reason: "its work is written in `acme/x`",
    places: [at(15)],
  });
  expect(judged({ artifacts: listing([], others) }).outcome).toBe("unknown");
});

test("is not asked of what ships no artifact, of staging and of previews", () => {
  expect(judged({ artifacts: listing([], absent(at(10))) }).outcome).toBe("not-applicable");
  expect(ask("provenance", plan([staging("staging", 10, ships)])).outcome).toBe("not-applicable");
  expect(ask("provenance", plan([stage("pr", 10, { ...ships, role: "preview" })])).outcome).toBe("not-applicable");
});

test("a package must be attested, whatever its tier", () => {
  const offers = (over: Partial<Stage>) =>
    ask("provenance", plan([stage("npm", 10, { role: "publication", ...ships, ...over })]));
  expect(offers({ attestations: whole(attested) }).outcome).toBe("pass");
  expect(offers({})).toMatchObject({ outcome: "fail", reason: "attests nothing of what `npm` offers on every route" });
  const rare = { ...attested, everyRoute: broken("`attest` runs on tags alone", at(11)) };
  expect(offers({ attestations: whole(rare) })).toMatchObject({ outcome: "fail", places: [at(11)] });
});
