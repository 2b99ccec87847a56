import { broken } from "#model/assurance.ts";
import { declared } from "#model/fact.ts";
import type { Check, Plan, Stage } from "#model/plan.ts";
import { approval, at, check, plan, production, repository, whole } from "../rules/build.ts";

const file = "hotfix.yml";

/** A check behind an input that skips it. */
export const skippable = (name: string, input: string, over: Partial<Check> = {}): Check =>
  check(name, 12, { unskippable: broken(`the input \`${input}\` decides whether it runs`, at(14)), ...over });

/** What the routine of `soundPolicy` asks, all of which a stage passes. */
export const passed: readonly Check[] = [
  check("compile", 20, { kinds: ["build"] }),
  check("unit", 21, { kinds: ["tests"] }),
  check("smoke", 22, { kinds: ["smoke-test"] }),
  check("audit", 23, { kinds: ["security-scan"] }),
];

const web = declared("deployment web", at(30));
const share = (part: number) => declared({ share: part, by: "weight" } as const, at(31));

const two = approval("production", 32, { count: declared(2, at(32)) });

export const canary = (over: Partial<Stage> = {}): Stage =>
  production("canary", 40, {
    target: web,
    exposure: share(0.1),
    bake: declared(14_400, at(41)),
    approvals: whole(two),
    checks: whole(...passed, check("journey", 24, { kinds: ["integration-test"] })),
    ...over,
  });

const all = (over: Partial<Stage> = {}): Stage =>
  production("everyone", 50, {
    after: ["canary"],
    target: web,
    exposure: share(1),
    approvals: whole(two),
    checks: whole(...passed, check("journey", 24, { kinds: ["integration-test"] })),
    ...over,
  });

/** The routine way: its integration test can be skipped by the input `skip-tests`. */
export const deploy = (
  checks: readonly Check[] = [...passed, skippable("journey", "skip-tests", { kinds: ["integration-test"] })],
): Plan => plan([canary({ checks: whole(...checks) }), all({ checks: whole(...checks) })]);

/** The way for emergencies: no integration test, and the shortest bake that is left. */
export const hotfix = (over: Partial<Stage> = {}, ofPlan: Partial<Plan> = {}): Plan =>
  plan(
    [
      canary({
        checks: whole(...passed),
        bake: declared(900, at(41, file)),
        approvals: whole(approval("one", 33)),
        ...over,
      }),
      all({ checks: whole(...passed), approvals: whole(approval("one", 33)), ...over }),
    ],
    { name: "hotfix", at: at(1, file), ...ofPlan },
  );

export const sound = (deploying = deploy(), fixing: Plan | undefined = hotfix()) =>
  repository(fixing ? [deploying, fixing] : [deploying]);
