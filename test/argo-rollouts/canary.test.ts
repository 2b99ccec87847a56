import { describe, expect, it } from "vitest";
import { at, reading } from "../kubernetes/repository.ts";
import { assurance, fact, health, phase, planOf, prometheus, rollout, template } from "./rollout.ts";

const routed = `canaryService: checkout-canary
  stableService: checkout-stable
  trafficRouting: { istio: { virtualService: { name: checkout } } }`;

describe("a canary", () => {
  it("has a stage for each weight, and a last one that nothing watches", () => {
    const plan = planOf(`canary:
  ${routed}
  steps:
    - setWeight: 5
    - pause: { duration: 600 }
    - setWeight: 25
    - pause: { duration: 10m }
    - pause: { duration: "30" }
    - setWeight: 60
`);
    expect(plan.stages.map(phase)).toEqual([
      ["5%", "5 weight", "600 rollout.yaml:23:30"],
      ["25%", "25 weight", "630 rollout.yaml:25:30 via rollout.yaml:26:30"],
      ["60%", "60 weight", "absent rollout.yaml:27:22"],
      ["100%", "100 weight", "absent rollout.yaml:27:11"],
    ]);
    expect(plan.stages.map(({ after }) => after)).toEqual([[], ["5%"], ["25%"], ["60%"]]);
    expect(plan.id).toBe("argo-rollouts:rollout.yaml#shop/checkout");
    expect(at(plan.at)).toBe("rollout.yaml:4:9");
    expect(fact(plan.stages[0]!.target)).toBe('"rollout checkout in namespace shop" rollout.yaml:5:14');
    expect(plan.stages[0]!.signals.map(({ from, text }) => [from, text])).toEqual([
      ["environment", "shop"],
      ["file", "rollout.yaml"],
      ["name", "checkout"],
    ]);
  });

  it("keeps what follows an explicit 100 as a last bake", () => {
    const plan = planOf(`canary:
  ${routed}
  steps: [{ setWeight: 50 }, { pause: { duration: 1h } }, { setWeight: 100 }, { pause: { duration: 30m } }]
`);
    expect(plan.stages.map(phase)).toEqual([
      ["50%", "50 weight", "3600 rollout.yaml:21:55"],
      ["100%", "100 weight", "1800 rollout.yaml:21:104"],
    ]);
  });

  it("asks a person where a pause has no duration", () => {
    const [first, last] = planOf(`canary:
  ${routed}
  steps: [{ setWeight: 10 }, { pause: {} }]
`).stages;
    expect(fact(first!.bake)).toBe(
      "unknown elsewhere: a person ends the pause, after a time that nothing sets rollout.yaml:21:36",
    );
    expect(first!.approvals.items).toEqual([]);
    const [approval] = last!.approvals.items;
    expect(approval?.name).toBe("the promotion of the paused rollout");
    expect(fact(approval!.count)).toBe("1 rollout.yaml:21:36");
    expect(approval?.from.items).toEqual([]);
    expect(approval?.from.others).toMatchObject({
      state: "unknown",
      settle: "kubectl auth can-i patch rollouts.argoproj.io/status --as=USER -n shop",
    });
    expect(assurance(approval!.everyRoute)).toBe("holds rollout.yaml:21:36");
  });

  it("counts the time that is certain beside a person's pause", () => {
    const [first] = planOf(`canary:
  ${routed}
  steps: [{ setWeight: 10 }, { pause: { duration: 1h } }, { pause: {} }]
`).stages;
    expect(fact(first!.bake)).toBe("3600 rollout.yaml:21:55");
  });

  it("exposes everyone at once without steps", () => {
    const plan = planOf("canary:\n  maxSurge: 25%\n");
    expect(plan.stages.map(phase)).toEqual([["100%", "100 all-at-once", "absent rollout.yaml:17:5"]]);
  });

  it("exposes everyone at once where the first weight is 100", () => {
    const plan = planOf("canary:\n  steps: [{ setWeight: 100 }, { pause: { duration: 5m } }]\n");
    expect(plan.stages.map(phase)).toEqual([["100%", "100 all-at-once", "300 rollout.yaml:18:56"]]);
  });

  it("exposes nobody by a mirror, a header route or a scale", () => {
    const plan = planOf(`canary:
  canaryService: checkout-canary
  stableService: checkout-stable
  trafficRouting:
    managedRoutes: [{ name: shadow }]
    istio: { virtualService: { name: checkout } }
  steps:
    - setCanaryScale: { replicas: 1 }
    - setMirrorRoute: { name: shadow, percentage: 100 }
    - pause: { duration: 10m }
    - setWeight: 20
    - pause: { duration: 10m }
`);
    expect(plan.stages.map(phase)).toEqual([
      ["20%", "20 weight", "600 rollout.yaml:28:30"],
      ["100%", "100 weight", "absent rollout.yaml:28:11"],
    ]);
  });

  it("takes a weight that is set again for the same stage, and a first 0 for none", () => {
    const plan = planOf(`canary:
  ${routed}
  steps: [{ setWeight: 0 }, { pause: { duration: 60 } }, { setWeight: 20 }, { pause: { duration: 60 } }, { setWeight: 20 }, { pause: { duration: 60 } }]
`);
    expect(plan.stages.map(phase)).toEqual([
      ["20%", "20 weight", "120 rollout.yaml:21:102 via rollout.yaml:21:150"],
      ["100%", "100 weight", "absent rollout.yaml:21:129"],
    ]);
  });

  it("has the share of the pods where no router splits traffic", () => {
    const shares = (replicas: string, more = "") =>
      planOf(
        `canary:\n${more}  steps: [{ setWeight: 5 }, { pause: { duration: 60 } }, { setWeight: 33 }, { pause: { duration: 60 } }]\n`,
        {
          spec: `  ${replicas}`,
        },
      ).stages.map((stage) => phase(stage)[1]);
    const of = (replicas: number, more = "") =>
      reading({
        "rollout.yaml": rollout(
          `canary:\n${more}  steps: [{ setWeight: 5 }, { pause: { duration: 60 } }, { setWeight: 33 }]\n`,
        ).replace("replicas: 10", `replicas: ${replicas}`),
      }).plans[0]!.stages.map((stage) => phase(stage)[1]);
    expect(shares("minReadySeconds: 5")).toEqual(["9.09 replicas", "30 replicas", "100 replicas"]);
    expect(of(1)).toEqual(["50 replicas", "50 replicas", "100 replicas"]);
    expect(of(1, "  maxSurge: 0\n  maxUnavailable: 1\n")).toEqual(["0 replicas", "0 replicas", "100 replicas"]);
    expect(of(20)).toEqual(["5 replicas", "33.33 replicas", "100 replicas"]);
  });

  it("does not know the share where an autoscaler counts the pods", () => {
    const scaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: checkout }
spec: { scaleTargetRef: { apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: checkout } }
`;
    const [first] = planOf("canary:\n  steps: [{ setWeight: 10 }, { pause: { duration: 60 } }]\n", {
      files: { "hpa.yaml": scaler },
    }).stages;
    expect(fact(first!.exposure)).toBe(
      "unknown elsewhere: a weight of 10 is rounded to whole pods, and HorizontalPodAutoscaler `checkout` sets how many there are rollout.yaml:18:28",
    );
  });

  it("does not know the share where no number of pods is written", () => {
    const text = rollout("canary:\n  steps: [{ setWeight: 10 }, { pause: { duration: 60 } }]\n").replace(
      "  replicas: 10\n",
      "",
    );
    expect(fact(reading({ "rollout.yaml": text }).plans[0]!.stages[0]!.exposure)).toBe(
      "unknown elsewhere: a weight of 10 is rounded to whole pods, and no number of replicas is written: there is one unless an autoscaler sets another rollout.yaml:17:28",
    );
  });

  it("measures a weight by the largest that the router knows", () => {
    const plan = planOf(`canary:
  canaryService: checkout-canary
  stableService: checkout-stable
  trafficRouting: { maxTrafficWeight: 1000, nginx: { stableIngress: checkout } }
  steps: [{ setWeight: 5 }, { pause: { duration: 60 } }]
`);
    expect(plan.stages.map((stage) => phase(stage).slice(0, 2))).toEqual([
      ["0.5%", "0.5 weight"],
      ["100%", "100 weight"],
    ]);
  });

  it("does not take a weight for a share where no router is named", () => {
    const [first, last] = planOf(`canary:
  trafficRouting: { maxTrafficWeight: 100 }
  steps: [{ setWeight: 10 }, { pause: { duration: 60 } }, { setWeight: 100 }]
`).stages;
    expect(fact(first!.exposure)).toBe(
      "unknown elsewhere: `trafficRouting` names no router, so that no traffic follows the weight 10 rollout.yaml:18:7",
    );
    expect(phase(last!).slice(0, 2)).toEqual(["100%", "100 replicas"]);
  });

  it("does not know how long a plugin's step takes", () => {
    const [first] = planOf(`canary:
  ${routed}
  steps: [{ setWeight: 10 }, { plugin: { name: acme/soak } }]
`).stages;
    expect(fact(first!.bake)).toBe(
      "unknown elsewhere: the step plugin `acme/soak` decides how long it takes rollout.yaml:21:52",
    );
  });

  it("ends a rollout that hangs only where the deadline aborts", () => {
    const strategy = "canary:\n  steps: [{ setWeight: 10 }, { pause: { duration: 60 } }]\n";
    const plain = planOf(strategy, { spec: "  progressDeadlineSeconds: 300" }).stages[0]!;
    expect([fact(plain.timeLimit), fact(plain.halt), fact(plain.recovery)]).toEqual([
      "absent rollout.yaml:8:28",
      "absent rollout.yaml:18:28",
      "absent rollout.yaml:18:28",
    ]);
    const aborting = planOf(strategy, { spec: "  progressDeadlineAbort: true" }).stages[0]!;
    expect(fact(aborting.timeLimit)).toBe('{"limit":600,"isDefault":true} rollout.yaml:8:26');
    expect(aborting.halt).toMatchObject({
      state: "declared",
      value: { on: "pods that are not available within 10 min" },
    });
    expect(aborting.recovery).toMatchObject({
      state: "declared",
      value: { how: "aborts and sends all traffic back to the stable version" },
    });
  });
});

describe("the background analysis", () => {
  const metric = (more: string) => ({
    "analysis.yaml": template("success-rate", prometheus("result[0] >= 0.95", "sum(up)", more)),
  });
  const stages = (analysis: string, more: string) =>
    planOf(
      `canary:
  ${routed}
  analysis: ${analysis}
  steps:
    - setWeight: 10
    - pause: { duration: 5m }
    - setWeight: 50
    - pause: { duration: 5m }
`,
      { files: metric(more) },
    ).stages;

  it("watches every stage of the steps, and not the end of them", () => {
    expect(
      stages("{ templates: [{ templateName: success-rate }] }", "interval: 1m\nfailureLimit: 2\n").map(health),
    ).toEqual([
      [["success-rate", "holds analysis.yaml:6:13", "holds rollout.yaml:21:7"]],
      [["success-rate", "holds analysis.yaml:6:13", "holds rollout.yaml:21:7"]],
      [],
    ]);
  });

  it("counts its first step from 0, pauses and all", () => {
    expect(
      stages("{ startingStep: 2, templates: [{ templateName: success-rate }] }", "interval: 1m\n").map(
        (stage) => health(stage).length,
      ),
    ).toEqual([0, 1, 0]);
    const [first] = stages("{ startingStep: 1, templates: [{ templateName: success-rate }] }", "interval: 1m\n");
    expect(health(first!)[0]?.[2]).toBe("holds rollout.yaml:21:7");
  });

  it("misses a part of a stage that it starts in", () => {
    const plan = planOf(
      `canary:
  ${routed}
  analysis: { startingStep: 2, templates: [{ templateName: success-rate }] }
  steps: [{ setWeight: 10 }, { pause: { duration: 5m } }, { pause: { duration: 5m } }]
`,
      { files: metric("interval: 1m\n") },
    );
    expect(health(plan.stages[0]!)).toEqual([
      [
        "success-rate",
        "holds analysis.yaml:6:13",
        "broken: starts at step 2, after a part of this stage has passed rollout.yaml:21:33",
      ],
    ]);
  });

  it("cannot act where its delay and failures need longer than the stage", () => {
    expect(
      stages(
        "{ templates: [{ templateName: success-rate }] }",
        "initialDelay: 2m\ninterval: 1m\nfailureLimit: 4\n",
      ).map((stage) => health(stage)[0]?.[1]),
    ).toEqual([
      "broken: needs at least 6 min to fail, and the stage lasts 5 min rollout.yaml:21:47",
      "holds analysis.yaml:6:13",
      undefined,
    ]);
  });

  it("ends early with a count", () => {
    expect(
      stages("{ templates: [{ templateName: success-rate }] }", "interval: 1m\ncount: 4\n").map(
        (stage) => health(stage)[0],
      ),
    ).toEqual([
      [
        "success-rate",
        "holds analysis.yaml:6:13",
        "broken: ends after 3 min, and this stage ends after 5 min rollout.yaml:21:7",
      ],
      [
        "success-rate",
        "broken: ends after 3 min, before this stage begins rollout.yaml:21:47",
        "broken: ends after 3 min, and this stage ends after 10 min rollout.yaml:21:7",
      ],
      undefined,
    ]);
  });

  it("can be over before it measures where a stage has no pause", () => {
    const plan = planOf(
      `canary:
  ${routed}
  analysis: { templates: [{ templateName: success-rate }] }
  steps: [{ setWeight: 10 }, { setWeight: 50 }]
`,
      { files: metric("interval: 1m\n") },
    );
    expect(health(plan.stages[0]!)[0]?.[1]).toBe(
      "broken: has no pause in this stage in which it could measure rollout.yaml:22:28",
    );
    expect(plan.stages[0]!.halt).toMatchObject({
      value: { on: "the analysis `success-rate`", automatic: { state: "broken" } },
    });
  });

  it("may be cut short by who ends a pause", () => {
    const plan = planOf(
      `canary:
  ${routed}
  analysis: { templates: [{ templateName: success-rate }] }
  steps: [{ setWeight: 10 }, { pause: {} }, { setWeight: 50 }, { pause: { duration: 2m } }]
`,
      { files: metric("initialDelay: 5m\ninterval: 1m\n") },
    );
    expect(plan.stages.map((stage) => health(stage)[0]?.[1])).toEqual([
      "unknown: needs 5 min to fail, and a person may end the pause before that rollout.yaml:21:47",
      "unknown: first measures after 5 min, and how much of that passes before this stage is decided by who ends an earlier pause rollout.yaml:21:47",
      undefined,
    ]);
  });
});

describe("an analysis of the steps", () => {
  const files = {
    "analysis.yaml": template(
      "success-rate",
      prometheus("result[0] >= 0.95", "sum(up)", "initialDelay: 1m\ninterval: 1m\ncount: 5\n"),
    ),
  };

  it("bakes as long as it takes, watches itself alone, and guards the next weight", () => {
    const plan = planOf(
      `canary:
  ${routed}
  steps:
    - setWeight: 10
    - analysis: { templates: [{ templateName: success-rate }] }
    - setWeight: 50
    - analysis: { templates: [{ templateName: success-rate }] }
    - pause: { duration: 10m }
`,
      { files },
    );
    expect(plan.stages.map(phase)).toEqual([
      ["10%", "10 weight", "300 rollout.yaml:23:11"],
      ["50%", "50 weight", "900 rollout.yaml:25:11 via rollout.yaml:26:30"],
      ["100%", "100 weight", "absent rollout.yaml:26:11"],
    ]);
    expect(plan.stages.map(health)).toEqual([
      [["success-rate", "holds analysis.yaml:6:13", "holds rollout.yaml:23:11"]],
      [
        [
          "success-rate",
          "holds analysis.yaml:6:13",
          "broken: does not run during the pause of 10 min rollout.yaml:26:30",
        ],
      ],
      [],
    ]);
    expect(
      plan.stages.map(({ checks }) =>
        checks.items.map((check) => [check.name, check.after, assurance(check.blocking)]),
      ),
    ).toEqual([
      [],
      [["success-rate", ["10%"], "holds analysis.yaml:6:13"]],
      [["success-rate", ["50%"], "holds analysis.yaml:6:13"]],
    ]);
  });

  it("is a check alone where it runs before anyone is exposed", () => {
    const job = template("smoke", "- name: smoke\n  provider: { job: { spec: {} } }\n");
    const plan = planOf(
      `canary:
  ${routed}
  steps: [{ analysis: { templates: [{ templateName: smoke }] } }, { setWeight: 10 }, { pause: { duration: 60 } }]
`,
      { files: { "smoke.yaml": job } },
    );
    expect(
      plan.stages[0]!.checks.items.map(({ name, kinds, after, at: place }) => [name, kinds, after, at(place)]),
    ).toEqual([["smoke", ["smoke-test"], [], "rollout.yaml:21:57"]]);
    expect(plan.stages[0]!.health.items).toEqual([]);
  });

  it("is not known where its template is not in the repository", () => {
    const [first] = planOf(`canary:
  ${routed}
  steps: [{ setWeight: 10 }, { analysis: { templates: [{ templateName: gone, clusterScope: true }] } }]
`).stages;
    expect(fact(first!.bake)).toBe(
      "unknown elsewhere: the ClusterAnalysisTemplate `gone` is not in this repository rollout.yaml:21:76",
    );
    expect(first!.health.items[0]?.effective).toMatchObject({
      state: "unknown",
      settle: "kubectl get clusteranalysistemplate gone -o yaml",
    });
  });

  it("does not guess which of several templates is meant", () => {
    const other = (limit: number) =>
      template("success-rate", prometheus("result[0] >= 0.95", "sum(up)", `failureLimit: ${limit}\n`));
    const strategy = `canary:
  ${routed}
  steps: [{ setWeight: 10 }, { analysis: { templates: [{ templateName: success-rate }] } }]
`;
    const [ambiguous] = planOf(strategy, {
      files: { "a/analysis.yaml": other(0), "b/analysis.yaml": other(1) },
    }).stages;
    expect(assurance(ambiguous!.health.items[0]!.effective)).toBe(
      "unknown: the AnalysisTemplate `success-rate` is written 2 times (`a/analysis.yaml`, `b/analysis.yaml`), and which one is applied cannot be told rollout.yaml:21:76",
    );
    const [alike] = planOf(strategy, { files: { "a/analysis.yaml": other(0), "b/analysis.yaml": other(0) } }).stages;
    expect(alike!.health.items[0]!.effective.state).toBe("holds");
    const [near] = planOf(strategy, { files: { "analysis.yaml": other(0), "b/analysis.yaml": other(1) } }).stages;
    expect(assurance(near!.health.items[0]!.effective)).toBe("holds analysis.yaml:6:13");
  });

  it("follows templates of templates, and never itself", () => {
    const outer = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: all }
spec: { templates: [{ templateName: success-rate }, { templateName: all }] }
`;
    const [first] = planOf(
      `canary:
  ${routed}
  steps: [{ setWeight: 10 }, { analysis: { templates: [{ templateName: all }] } }]
`,
      { files: { ...files, "all.yaml": outer } },
    ).stages;
    expect(health(first!)).toEqual([["success-rate", "holds analysis.yaml:6:13", "holds rollout.yaml:21:36"]]);
    expect(fact(first!.bake)).toBe("300 rollout.yaml:21:36");
  });

  it("takes numbers from arguments", () => {
    const counted = template(
      "success-rate",
      prometheus(
        "result[0] >= 0.95",
        "sum(up)",
        'interval: "{{args.every}}"\ncount: "{{args.times}}"\nfailureLimit: "{{args.times}}"\n',
      ),
      "args: [{ name: every, value: 30s }, { name: times }]\n",
    );
    const stage = (given: string) =>
      planOf(
        `canary:
  ${routed}
  steps: [{ setWeight: 10 }, { analysis: { templates: [{ templateName: success-rate }], args: ${given} } }]
`,
        { files: { "analysis.yaml": counted } },
      ).stages[0]!;
    const known = stage("[{ name: times, value: '3' }]");
    expect(fact(known.bake)).toBe("60 rollout.yaml:21:36");
    expect(health(known)[0]?.[1]).toBe(
      "broken: can never fail: it measures 3 times, and `failureLimit` 3 allows 3 failures analysis.yaml:10:21",
    );
    const open = stage("[{ name: times, valueFrom: { fieldRef: { fieldPath: metadata.annotations } } }]");
    expect(fact(open.bake)).toBe(
      "unknown run-time: the argument `times` is taken from the running rollout rollout.yaml:21:126",
    );
  });

  it("runs in an experiment", () => {
    const [first] = planOf(
      `canary:
  ${routed}
  steps:
    - setWeight: 10
    - experiment:
        duration: 10m
        templates: [{ name: canary, specRef: canary }]
        analyses: [{ name: check, templateName: success-rate }]
`,
      { files },
    ).stages;
    expect(fact(first!.bake)).toBe("600 rollout.yaml:24:23");
    expect(health(first!)).toEqual([["success-rate", "holds analysis.yaml:6:13", "holds rollout.yaml:26:24"]]);
    const [required] = planOf(
      `canary:
  ${routed}
  steps: [{ setWeight: 10 }, { experiment: { templates: [], analyses: [{ name: check, templateName: success-rate, requiredForCompletion: true }] } }]
`,
      { files },
    ).stages;
    expect(fact(required!.bake)).toBe("300 rollout.yaml:21:36");
  });

  it("exposes by the weights of an experiment", () => {
    const plan = planOf(
      `canary:
  ${routed}
  steps:
    - experiment:
        duration: 10m
        templates: [{ name: canary, specRef: canary, weight: 5 }, { name: baseline, specRef: stable, weight: 5 }]
    - setWeight: 50
    - pause: { duration: 60 }
`,
      { files },
    );
    expect(plan.stages.map((stage) => phase(stage).slice(0, 2))).toEqual([
      ["5%", "5 weight"],
      ["50%", "50 weight"],
      ["100%", "100 weight"],
    ]);
  });
});

it("does not read a canary of more steps than anyone writes", () => {
  const plan = planOf(`canary:\n  steps:\n${"    - setWeight: 10\n    - setWeight: 20\n".repeat(600)}`);
  expect(plan.stages).toHaveLength(1001);
  expect(fact(plan.stages[0]!.exposure)).toBe(
    "unknown invalid: a canary of more than 1000 steps is not read rollout.yaml:18:7",
  );
});
