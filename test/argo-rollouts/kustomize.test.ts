import { describe, expect, it } from "vitest";
import { at, reading } from "../kubernetes/repository.ts";
import { assurance, fact, health, phase, prometheus, rollout, template } from "./rollout.ts";

const base = {
  "base/kustomization.yaml": "resources: [rollout.yaml, analysis.yaml]\n",
  "base/rollout.yaml": rollout(`canary:
  canaryService: checkout-canary
  stableService: checkout-stable
  trafficRouting: { istio: { virtualService: { name: checkout } } }
  analysis: { templates: [{ templateName: success-rate }] }
  steps:
    - setWeight: 10
    - pause: { duration: 10m }
`),
  "base/analysis.yaml": template("success-rate", prometheus("result[0] >= 0.95", "sum(up)", "interval: 1m\n")),
};
const overlay = (kustomization: string, more: Readonly<Record<string, string>> = {}) =>
  reading({ ...base, "overlays/production/kustomization.yaml": `resources: [../../base]\n${kustomization}`, ...more });
const problems = ({ problems: found }: ReturnType<typeof reading>) =>
  found.map(({ at: place, reason, weight }) => `${weight} ${at(place)} ${reason}`);

describe("overlays", () => {
  it("are a plan each, and their base is none", () => {
    const { plans } = overlay("", {
      "overlays/staging/kustomization.yaml": "resources: [../../base]\nnamespace: shop-staging\n",
    });
    expect(plans.map(({ id, name }) => [id, name])).toEqual([
      ["argo-rollouts:overlays/production#shop/checkout", "checkout (overlays/production)"],
      ["argo-rollouts:overlays/staging#shop-staging/checkout", "checkout (overlays/staging)"],
    ]);
    expect(plans[1]!.stages[0]!.signals.map(({ from, text, at: place }) => [from, text, at(place)])).toEqual([
      ["environment", "shop-staging", "overlays/staging/kustomization.yaml:2:12"],
      ["file", "overlays/staging", "overlays/staging/kustomization.yaml:1:1"],
      ["file", "base", "base/kustomization.yaml:1:1"],
      ["name", "checkout", "base/rollout.yaml:4:9"],
    ]);
    expect(fact(plans[1]!.stages[0]!.target)).toBe(
      '"rollout checkout in namespace shop-staging" overlays/staging/kustomization.yaml:2:12 via base/rollout.yaml:5:14',
    );
  });

  it("keep the folders that they came through where one puts them all together", () => {
    const { plans } = overlay("", {
      "kustomization.yaml": "resources: [overlays/production, overlays/staging]\n",
      "overlays/staging/kustomization.yaml": "resources: [../../base]\n",
    });
    expect(
      plans.map(({ id, stages }) => [
        id,
        stages[0]!.signals.filter(({ from }) => from === "file").map(({ text }) => text),
      ]),
    ).toEqual([
      ["argo-rollouts:overlays/production#shop/checkout", ["overlays/production", "base"]],
      ["argo-rollouts:overlays/staging#shop/checkout", ["overlays/staging", "base"]],
    ]);
  });

  it("are not Flux's objects of the same name", () => {
    const { plans, problems: found } = reading({
      "apps/kustomization.yaml":
        "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: apps }\n",
      "apps/rollout.yaml": rollout("canary: {}\n"),
    });
    expect([plans.map(({ id }) => id), found]).toEqual([["argo-rollouts:apps/rollout.yaml#shop/checkout"], []]);
  });

  it("are alone where there is no other", () => {
    expect(reading(base).plans.map(({ id }) => id)).toEqual(["argo-rollouts:base#shop/checkout"]);
  });

  it("patch by a partial object: its places are the patch's, by way of the base's", () => {
    const patch = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: checkout }
spec:
  strategy:
    canary:
      analysis: null
      steps:
        - setWeight: 50
        - pause: { duration: 30s }
`;
    const read = overlay("patches: [{ path: steps.yaml }]\n", { "overlays/production/steps.yaml": patch });
    expect(problems(read)).toEqual([]);
    const [plan] = read.plans;
    expect(plan!.stages.map(phase)).toEqual([
      ["50%", "50 weight", "30 overlays/production/steps.yaml:10:30"],
      ["100%", "100 weight", "absent overlays/production/steps.yaml:10:11"],
    ]);
    expect(plan!.stages.flatMap(health)).toEqual([]);
    const older = overlay("patchesStrategicMerge: [steps.yaml]\n", { "overlays/production/steps.yaml": patch });
    expect(older.plans[0]!.stages.map(phase)).toEqual(plan!.stages.map(phase));
  });

  it("patch by operations, in a file or in place", () => {
    const operations = `- { op: replace, path: /spec/strategy/canary/steps/1/pause/duration, value: 1h }
- { op: add, path: /spec/strategy/canary/steps/-, value: { setWeight: 50 } }
- { op: remove, path: /spec/strategy/canary/analysis }
`;
    const inPlace = overlay(`patches:
  - target: { kind: Rollout, name: checkout }
    patch: |-
${operations.replaceAll(/^(?=.)/gm, "      ")}`);
    expect(inPlace.plans[0]!.stages.map(phase)).toEqual([
      ["10%", "10 weight", "3600 overlays/production/kustomization.yaml:5:83 via base/rollout.yaml:24:30"],
      ["50%", "50 weight", "absent overlays/production/kustomization.yaml:6:77"],
      ["100%", "100 weight", "absent overlays/production/kustomization.yaml:6:64"],
    ]);
    const inFile = overlay(
      "patchesJson6902: [{ target: { group: argoproj.io, version: v1alpha1, kind: Rollout, name: checkout }, path: steps.yaml }]\n",
      {
        "overlays/production/steps.yaml": operations,
      },
    );
    expect(fact(inFile.plans[0]!.stages[0]!.bake)).toBe(
      "3600 overlays/production/steps.yaml:1:77 via base/rollout.yaml:24:30",
    );
  });

  it("refuse operations that fit nothing", () => {
    const read = overlay("patches: [{ target: { kind: Rollout }, path: p.yaml }]\n", {
      "overlays/production/p.yaml": "- { op: replace, path: /spec/strategy/canary/stepz/0, value: 1 }\n",
    });
    expect(problems(read)).toEqual([
      "error overlays/production/p.yaml:1:3 has a patch operation that does not fit `checkout`",
    ]);
  });

  it("refuse an object that is nowhere, unless it may come from elsewhere", () => {
    const files = {
      "overlays/production/pdb.yaml":
        "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: checkout }\nspec: { minAvailable: 2 }\n",
      "overlays/production/settings.yaml":
        "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: checkout }\ndata: { LEVEL: warn }\n",
    };
    expect(problems(overlay("patches: [{ path: pdb.yaml }]\n", files))).toEqual([
      "error overlays/production/pdb.yaml:1:1 is a patch of the PodDisruptionBudget `checkout`, which the kustomization does not have",
    ]);
    const selected = "patches: [{ path: pdb.yaml, target: { kind: PodDisruptionBudget } }]\n";
    expect(problems(overlay(selected, files))).toEqual([]);
    const generated = "configMapGenerator: [{ name: checkout }]\npatches: [{ path: settings.yaml }]\n";
    expect(problems(overlay(generated, files))).toEqual([]);
    const charts = "helmCharts: [{ name: checkout }]\npatches: [{ path: pdb.yaml }]\n";
    expect(problems(overlay(charts, files))).toEqual([]);
  });

  it("delete an analysis template", () => {
    const read = overlay(`patches:
  - target: { kind: AnalysisTemplate }
    patch: |-
      apiVersion: argoproj.io/v1alpha1
      kind: AnalysisTemplate
      metadata: { name: success-rate }
      $patch: delete
`);
    expect(assurance(read.plans[0]!.stages[0]!.health.items[0]!.effective)).toBe(
      "unknown: the AnalysisTemplate `success-rate` is not in this repository base/rollout.yaml:21:47",
    );
  });

  it("swap a template's metrics", () => {
    const read = overlay("patches: [{ path: deaf.yaml }]\n", {
      "overlays/production/deaf.yaml": template(
        "success-rate",
        prometheus("len(result) == 0 || result[0] > 0.5", "sum(up)", "interval: 1m\n"),
      ),
    });
    expect(health(read.plans[0]!.stages[0]!)[0]![1]).toBe(
      "broken: passes on no data: `len(result) == 0 || result[0] > 0.5` overlays/production/deaf.yaml:7:25",
    );
  });

  it("set images and names", () => {
    const read = overlay("images: [{ name: registry.example.com/checkout, newTag: latest }]\nnamePrefix: eu-\n");
    const [plan] = read.plans;
    expect(plan!.name).toBe("eu-checkout (overlays/production)");
    const [image] = plan!.stages[0]!.artifacts.items;
    expect([image!.name, image!.version, assurance(image!.immutable)]).toEqual([
      "registry.example.com/checkout",
      "latest",
      "broken: the tag `latest` moves to every newer image overlays/production/kustomization.yaml:2:57",
    ]);
    expect(plan!.stages[0]!.health.items[0]!.effective.state).toBe("holds");
    const digest = overlay(
      `images: [{ name: registry.example.com/checkout, newName: mirror/checkout, digest: "sha256:${"0".repeat(64)}" }]\n`,
    );
    expect(digest.plans[0]!.stages[0]!.artifacts.items[0]).toMatchObject({
      name: "mirror/checkout",
      byDigest: true,
      immutable: { state: "holds" },
    });
  });

  it("set the number of pods", () => {
    const routingOff = base["base/rollout.yaml"].replace(/ {6}trafficRouting.*\n/, "");
    const read = overlay("replicas: [{ name: checkout, count: 1 }]\n", { "base/rollout.yaml": routingOff });
    expect(fact(read.plans[0]!.stages[0]!.exposure)).toBe(
      '{"share":0.5,"by":"replicas"} base/rollout.yaml:22:22 via overlays/production/kustomization.yaml:2:37',
    );
  });

  it("draw on components", () => {
    const read = overlay("components: [../../components/slow]\n", {
      "components/slow/kustomization.yaml": `kind: Component
patches:
  - target: { kind: Rollout }
    patch: '[{ op: replace, path: /spec/strategy/canary/steps/1/pause/duration, value: 2h }]'
`,
    });
    expect(read.plans.map(({ id }) => id)).toEqual(["argo-rollouts:overlays/production#shop/checkout"]);
    expect(read.plans[0]!.stages[0]!.bake).toMatchObject({
      state: "declared",
      value: 7200,
      at: { file: "components/slow/kustomization.yaml", line: 4 },
    });
  });
});

describe("what is not known of overlays", () => {
  it("clouds what transformers may change", () => {
    const stage = overlay("transformers: [scale.yaml]\n").plans[0]!.stages[0]!;
    expect(fact(stage.bake)).toBe(
      "unknown elsewhere: `transformers` of the kustomization may change it, and are not read overlays/production/kustomization.yaml:2:1",
    );
    expect(stage.health.items[0]!.effective.state).toBe("unknown");
    expect(stage.id).toBe("10%");
  });

  it("clouds what a remote component may change, and leaves open what remote resources hold", () => {
    const component = overlay("components: ['https://github.com/acme/kustomize//soak?ref=v1']\n").plans[0]!.stages[0]!;
    expect(fact(component.bake)).toBe(
      "unknown elsewhere: `https://github.com/acme/kustomize//soak?ref=v1` is not in this repository overlays/production/kustomization.yaml:2:14",
    );
    const { plans } = reading({
      "kustomization.yaml": "resources: [rollout.yaml, 'https://github.com/acme/analysis?ref=main']\n",
      "rollout.yaml": base["base/rollout.yaml"],
    });
    expect(fact(plans[0]!.stages[0]!.bake)).toBe("600 rollout.yaml:24:30");
    expect(assurance(plans[0]!.stages[0]!.health.items[0]!.effective)).toBe(
      "unknown: the AnalysisTemplate `success-rate` may come from elsewhere: `https://github.com/acme/analysis?ref=main` is not in this repository rollout.yaml:21:47",
    );
  });

  it("clouds what a replacement aims at, and nothing else", () => {
    const aimed = (kind: string) =>
      overlay(
        `replacements: [{ source: { kind: ConfigMap, name: c }, targets: [{ select: { kind: ${kind} }, fieldPaths: [spec.replicas] }] }]\n`,
      ).plans[0]!.stages[0]!.bake.state;
    expect([aimed("Rollout"), aimed("Deployment")]).toEqual(["unknown", "declared"]);
  });

  it("clouds what a patch may mean by a pattern that is not read", () => {
    const read = overlay(
      "patches: [{ target: { kind: Rollout, name: 'check[a-z]+' }, patch: '[{ op: remove, path: /spec/strategy/canary/steps }]' }]\n",
    );
    expect(fact(read.plans[0]!.stages[0]!.bake)).toBe(
      "unknown elsewhere: a patch's target `name: check[a-z]+` cannot be read from here overlays/production/kustomization.yaml:2:44",
    );
  });

  it("names what it patches and does not have", () => {
    const read = reading({
      "kustomization.yaml":
        "resources: ['https://github.com/acme/shop//base?ref=v1']\npatches: [{ path: patch.yaml }]\n",
      "patch.yaml":
        "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: checkout }\nspec: { replicas: 3 }\n",
    });
    expect(problems(read)).toEqual([
      "unknown patch.yaml:1:1 patches the Rollout `checkout`, which is not in this repository",
    ]);
  });

  it("names a file that is not there", () => {
    expect(
      problems(
        reading({ ...base, "base/kustomization.yaml": "resources: [rollout.yaml, analysis.yaml, gone.yaml]\n" }),
      ),
    ).toEqual(["unknown base/kustomization.yaml:1:42 names `gone.yaml`, which is not in the repository"]);
  });
});

describe("a manifest that no kustomization includes", () => {
  it("is not applied", () => {
    const read = reading({ ...base, "base/old/rollout.yaml": rollout("canary: {}\n") });
    expect(read.plans.map(({ id }) => id)).toEqual(["argo-rollouts:base#shop/checkout"]);
    expect(problems(read)).toEqual([
      "remark base/old/rollout.yaml:1:1 is included by no kustomization, although `base/kustomization.yaml` stands over it, and so is not applied",
    ]);
  });

  it("is applied as it is where none stands over it, a root's own aside", () => {
    const read = reading({ "kustomization.yaml": "resources: []\n", "apps/rollout.yaml": rollout("canary: {}\n") });
    expect(read.plans.map(({ id }) => id)).toEqual(["argo-rollouts:apps/rollout.yaml#shop/checkout"]);
  });
});

describe("a workload that is referred to", () => {
  const referring = rollout("canary: {}\n").replace(
    / {2}template:[^]*?(?= {2}strategy)/,
    "  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: checkout }\n",
  );
  const deployment =
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: checkout }\nspec: { template: { spec: { containers: [{ name: c, image: 'checkout:v2.0.1' }] } } }\n";

  it("has the images", () => {
    const { plans } = reading({ "rollout.yaml": referring, "deployment.yaml": deployment });
    expect(
      plans[0]!.stages[0]!.artifacts.items.map(({ name, version, at: place }) => [name, version, at(place)]),
    ).toEqual([["checkout", "v2.0.1", "deployment.yaml:4:60"]]);
  });

  it("is not known where it is not in the repository", () => {
    const { plans } = reading({ "rollout.yaml": referring });
    expect(plans[0]!.stages[0]!.artifacts).toMatchObject({
      items: [],
      others: {
        state: "unknown",
        why: "the Deployment `checkout` is not in this repository",
        settle: "kubectl get deployment checkout -o yaml",
      },
    });
  });
});

describe("hostile kustomizations", () => {
  it("do not include themselves for ever", () => {
    const read = reading({
      "a/kustomization.yaml": "resources: [../b, rollout.yaml]\n",
      "b/kustomization.yaml": "resources: [../a]\n",
      "c/kustomization.yaml": "resources: [../a]\n",
      "a/rollout.yaml": rollout("canary: {}\n"),
    });
    expect(problems(read)).toEqual(["error a/kustomization.yaml:1:1 includes itself"]);
    expect(read.plans.map(({ id }) => id)).toEqual(["argo-rollouts:c#shop/checkout"]);
    expect(
      reading({ "kustomization.yaml": "resources: [., rollout.yaml]\n", "rollout.yaml": rollout("canary: {}\n") })
        .plans,
    ).toHaveLength(1);
  });

  it("do not leave the repository", () => {
    const read = reading({
      ...base,
      "base/kustomization.yaml":
        "resources: [rollout.yaml, analysis.yaml, ../../../etc/passwd, /etc/passwd]\npatches: [{ path: ../../../etc/shadow }]\n",
    });
    expect(problems(read)).toEqual([
      "unknown base/kustomization.yaml:1:42 names `../../../etc/passwd`, which leads out of the repository",
      "unknown base/kustomization.yaml:1:63 names `/etc/passwd`, which leads out of the repository",
    ]);
    expect(read.plans).toHaveLength(1);
  });

  it("do not multiply without end", () => {
    const levels = Array.from({ length: 30 }, (_, level) => [
      `l${level}/kustomization.yaml`,
      level === 29 ? "resources: [rollout.yaml]\n" : `resources: [../l${level + 1}, ../l${level + 1}/.]\n`,
    ]);
    const read = reading({ ...Object.fromEntries(levels), "l29/rollout.yaml": rollout("canary: {}\n") });
    expect(read.plans.length).toBe(2_000);
  });

  it("do not grow by aliases", () => {
    const bomb = Array.from({ length: 9 }, (_, level) =>
      level === 0
        ? "x0: &x0 [a, a, a, a, a, a, a, a, a]"
        : `x${level}: &x${level} [${Array(9)
            .fill(`*x${level - 1}`)
            .join(", ")}]`,
    );
    const read = overlay("images: [{ name: a, newTag: b }]\n", {
      "base/rollout.yaml": `${base["base/rollout.yaml"]}${bomb.join("\n")}\n`,
    });
    expect(read.plans.length).toBeLessThanOrEqual(1);
  });

  it("have keys that are nothing but keys", () => {
    const read = overlay("patches: [{ path: p.yaml }]\n", {
      "overlays/production/p.yaml":
        "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: checkout }\nspec: { __proto__: { polluted: true }, constructor: { prototype: 1 } }\n",
    });
    expect(read.plans).toHaveLength(1);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
