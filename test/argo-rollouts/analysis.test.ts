import { describe, expect, it } from "vitest";
import { at, reading } from "../kubernetes/repository.ts";
import { assurance, health, planOf, prometheus, template } from "./rollout.ts";

const routed = `canaryService: checkout-canary
  stableService: checkout-stable
  trafficRouting: { istio: { virtualService: { name: checkout } } }`;

/** Whether a template can say no, as a step sees it. */
function effective(text: string, analysis = ""): string {
  const plan = planOf(
    `canary:
  ${routed}
  steps: [{ setWeight: 10 }, { analysis: { ${analysis}templates: [{ templateName: check }] } }]
`,
    { files: { "check.yaml": text } },
  );
  return health(plan.stages[0]!)[0]![1]!;
}

const numbers = (more: string) => template("check", prometheus("result[0] >= 0.95", "sum(up)", more));
const condition = (text: string, query?: string) => template("check", prometheus(text, query));

describe("a metric's numbers", () => {
  it.each([
    ["", "holds check.yaml:6:13"],
    ["count: 3\ninterval: 1m\n", "holds check.yaml:6:13"],
    ["count: 3\ninterval: 1m\nfailureLimit: 2\n", "holds check.yaml:6:13"],
    [
      "failureLimit: 1\n",
      "broken: can never fail: it measures once, and `failureLimit` 1 allows one failure check.yaml:8:21",
    ],
    [
      "count: 2\ninterval: 1m\nfailureLimit: 2\n",
      "broken: can never fail: it measures twice, and `failureLimit` 2 allows 2 failures check.yaml:10:21",
    ],
    ["count: 5\ninterval: 1m\nfailureLimit: 3\nconsecutiveSuccessLimit: 2\n", "holds check.yaml:6:13"],
    ["count: 5\ninterval: 1m\nfailureLimit: -1\nconsecutiveSuccessLimit: 2\n", "holds check.yaml:6:13"],
    [
      "interval: 1m\nfailureLimit: -1\nconsecutiveSuccessLimit: 2\n",
      "broken: never fails: `failureLimit` is -1 and nothing ends it but success check.yaml:9:21",
    ],
  ])("%j", (more, expected) => {
    expect(effective(numbers(more))).toBe(expected);
  });

  it("ask for a condition, except of what fails by itself", () => {
    const bare = (provider: string) => template("check", `- name: check\n  provider: { ${provider} }\n`);
    expect(effective(bare("prometheus: { query: up }"))).toBe(
      "broken: has neither a success nor a failure condition, so that every measurement passes check.yaml:6:13",
    );
    expect(effective(bare("job: { spec: {} }"))).toBe("holds check.yaml:6:13");
    expect(effective(bare('web: { url: "https://checkout.example.com/health" }'))).toBe("holds check.yaml:6:13");
    expect(effective(bare("plugin: { acme/metric: {} }"))).toBe(
      "unknown: a metric plugin decides what is a failure check.yaml:6:13",
    );
  });

  it("look at a job's end alone", () => {
    const job = template(
      "check",
      "- name: check\n  successCondition: len(result) == 0\n  provider: { job: { spec: {} } }\n",
    );
    expect(effective(job)).toBe("holds check.yaml:6:13");
  });
});

describe("a metric without data", () => {
  it.each([
    ["result[0] >= 0.95", undefined, "holds check.yaml:6:13"],
    [
      "len(result) == 0 || result[0] >= 0.95",
      undefined,
      "broken: passes on no data: `len(result) == 0 || result[0] >= 0.95` check.yaml:7:25",
    ],
    ["result[0] >= 0.95 || len(result) == 0", undefined, "holds check.yaml:6:13"],
    ["result == nil || result[0] >= 0.95", undefined, "holds check.yaml:6:13"],
    [
      "isNaN(result[0]) || result[0] >= 0.95",
      undefined,
      "broken: passes on no requests, where the query is NaN: `isNaN(result[0]) || result[0] >= 0.95` check.yaml:7:25",
    ],
    ["all(result, # < 0.05)", undefined, "broken: passes on no data: `all(result, # < 0.05)` check.yaml:7:25"],
    [
      "result[0] < 0.05",
      "sum(rate(errors[1m])) or vector(0)",
      "broken: passes on no data, for which the query puts a number: `result[0] < 0.05` check.yaml:7:25",
    ],
    ["result[0] < 0.05", "(sum(errors) or vector(0)) / sum(requests)", "holds check.yaml:6:13"],
    [
      "result[0] < 0.05",
      "(sum(errors) or vector(0)) / (sum(requests) or vector(1))",
      "broken: passes on no data, for which the query puts a number: `result[0] < 0.05` check.yaml:7:25",
    ],
    ["result[0] < 0.05", 'sum(requests{path="/pay"})', "holds check.yaml:6:13"],
    ["result[0] > 0.95 || map(result, 1) == 2", undefined, "holds check.yaml:6:13"],
    [
      "len(map(result, 1)) == 0 || result[0] > 0.95",
      undefined,
      "unknown: whether `len(map(result, 1)) == 0 || result[0] > 0.95` passes on no data cannot be told from the text check.yaml:7:25",
    ],
  ])("%s", (text, query, expected) => {
    expect(effective(condition(text, query))).toBe(expected);
  });

  it("passes by a failure condition that a NaN does not meet", () => {
    const text = condition("x", "sum(errors) / sum(requests)").replace(
      'successCondition: "x"',
      "failureCondition: result[0] > 0.05",
    );
    expect(effective(text)).toBe(
      "broken: passes on no requests, where the query is NaN: `result[0] > 0.05` check.yaml:7:25",
    );
  });

  it("passes by a default of Datadog's", () => {
    const datadog = (text: string) =>
      template(
        "check",
        `- name: check\n  successCondition: ${text}\n  provider: { datadog: { query: "avg:errors" } }\n`,
      );
    expect(effective(datadog("default(result, 0) < 0.05"))).toBe(
      "broken: passes on no data: `default(result, 0) < 0.05` check.yaml:7:25",
    );
    expect(effective(datadog("result < 0.05"))).toBe("holds check.yaml:6:13");
  });

  it("errs of itself where the provider has no answer for it", () => {
    const of = (provider: string) =>
      effective(
        template("check", `- name: check\n  successCondition: len(result) == 0\n  provider: { ${provider} }\n`),
      );
    expect(of('influxdb: { query: "from" }')).toBe("holds check.yaml:6:13");
    expect(of('newRelic: { query: "FROM" }')).toBe("holds check.yaml:6:13");
    expect(of('graphite: { query: "errors" }')).toBe("broken: passes on no data: `len(result) == 0` check.yaml:7:25");
  });

  it("is heard where one metric of the template hears it", () => {
    const deaf = prometheus("len(result) == 0 || result[0] >= 0.95");
    const hearing = prometheus("result[0] >= 0.95").replace("success-rate", "volume");
    expect(effective(template("check", deaf + hearing))).toBe("holds check.yaml:6:13");
  });
});

describe("a dry run", () => {
  const two = (dry: string) =>
    template(
      "check",
      prometheus("result[0] >= 0.95") +
        prometheus("result[0] < 500", "latency", "failureLimit: 1\n").replace("success-rate", "latency"),
      dry,
    );

  it("fails nothing", () => {
    expect(effective(two("dryRun: [{ metricName: .* }]\n"))).toBe(
      "broken: measures in dry-run mode only, which fails nothing check.yaml:15:26",
    );
    expect(effective(two("dryRun: [{ metricName: success-rate }]\n"))).toBe(
      "broken: can never fail: it measures once, and `failureLimit` 1 allows one failure check.yaml:12:21",
    );
    expect(effective(two("dryRun: [{ metricName: latency }]\n"))).toBe("holds check.yaml:6:13");
    expect(effective(two(""), "dryRun: [{ metricName: '.*' }], ")).toBe(
      "broken: measures in dry-run mode only, which fails nothing rollout.yaml:21:71",
    );
  });

  it("is not known by a pattern that is not read", () => {
    expect(effective(two("dryRun: [{ metricName: 'succ.*|lat.*' }]\n"))).toBe(
      "unknown: whether the dry-run pattern `succ.*|lat.*` means `success-rate` cannot be told check.yaml:15:26",
    );
  });
});

describe("what an analysis refuses", () => {
  const problems = (text: string, strategy = "canary: {}\n") =>
    reading({
      "rollout.yaml": `kind: Rollout\napiVersion: argoproj.io/v1alpha1\nmetadata: { name: shop }\nspec:\n  selector: { matchLabels: { app: shop } }\n  template: { spec: {} }\n  strategy:\n    ${strategy}`,
      "check.yaml": text,
    }).problems.map(({ at: place, reason, weight }) => `${weight} ${at(place)} ${reason}`);

  it.each([
    ["count: 3\n", "error check.yaml:8:14 has a count of 3 in the metric `success-rate` and no interval"],
    [
      "interval: soon\n",
      "error check.yaml:8:17 has `interval` in the metric `success-rate` where `soon` is no duration",
    ],
    [
      "interval: 1m\ncount: 2\nfailureLimit: 3\n",
      "error check.yaml:9:14 has a count of 2 in the metric `success-rate`, less than its limits together",
    ],
    ["failureLimit: -1\n", "error check.yaml:8:21 switches off both limits of the metric `success-rate`"],
  ])("%j", (more, expected) => {
    expect(problems(numbers(more))).toEqual([expected]);
  });

  it("names one provider", () => {
    expect(problems(template("check", "- name: check\n  provider: {}\n"))).toEqual([
      "error check.yaml:7:17 gives the metric `check` no provider",
    ]);
  });

  it("has a value for every argument, and one metric of a name", () => {
    const text = template(
      "check",
      prometheus("result[0] > 1"),
      "args: [{ name: service }, { name: every, value: 1m }]\n",
    );
    const run = (args: string) =>
      problems(text, `canary: { analysis: { ${args}templates: [{ templateName: check }] } }\n`);
    expect(run("")).toEqual(["error rollout.yaml:8:55 gives no value for the argument `service` of `check`"]);
    expect(run("args: [{ name: service, value: shop }], ")).toEqual([]);
    expect(run("args: [{ name: service, valueFrom: { podTemplateHashValue: Latest } }], ")).toEqual([]);
    const twice = template("check", prometheus("result[0] > 1") + prometheus("result[0] < 9"));
    expect(problems(twice, "canary: { analysis: { templates: [{ templateName: check }] } }\n")).toEqual([
      "error rollout.yaml:8:55 runs two metrics of the name `success-rate`",
    ]);
  });

  it("ends, where steps or promotions wait for it", () => {
    const text = numbers("interval: 1m\n");
    const expected =
      "error check.yaml:6:13 has an interval and no count in the metric `success-rate`, which a step would wait for without end";
    expect(problems(text, "canary: { steps: [{ analysis: { templates: [{ templateName: check }] } }] }\n")).toEqual([
      expected,
    ]);
    expect(problems(text, "canary: { analysis: { templates: [{ templateName: check }] } }\n")).toEqual([]);
    expect(
      problems(
        text,
        "blueGreen: { activeService: a, previewService: b, prePromotionAnalysis: { templates: [{ templateName: check }] } }\n",
      ),
    ).toEqual([expected.replace("a step", "a promotion")]);
  });
});

it("says of each part where it is", () => {
  const plan = planOf(
    `canary:
  ${routed}
  steps: [{ setWeight: 10 }, { analysis: { templates: [{ templateName: check }] } }]
`,
    { files: { "check.yaml": numbers("") } },
  );
  const [check] = plan.stages[0]!.health.items;
  expect([check!.kind, at(check!.at), assurance(check!.everyRoute), assurance(check!.watches)]).toEqual([
    "metric",
    "rollout.yaml:21:76",
    "holds rollout.yaml:21:36",
    "broken: measures at one moment only rollout.yaml:21:36",
  ]);
});
