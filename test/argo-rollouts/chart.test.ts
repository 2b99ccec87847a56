import { describe, expect, it } from "vitest";
import { at, reading } from "../kubernetes/repository.ts";
import { fact, health, phase } from "./rollout.ts";

const chart = "apiVersion: v2\nname: checkout\nversion: 0.3.0\nappVersion: 1.4.2\n";
const values = `replicas: 4
image: { repository: registry.example.com/checkout, tag: "" }
rollout:
  enabled: true
  weight: 25
  pause: 10m
  steps:
    - setWeight: 10
    - pause: { duration: 5m }
`;
const head = "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata:\n  name: {{ .Chart.Name }}\n";
const spec = `spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: checkout } }
  template:
    spec:
      containers:
        - image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
`;
const rollout = (strategy: string) =>
  `${head}${spec}  strategy:\n    canary:\n      canaryService: a\n      stableService: b\n      trafficRouting: { smi: {} }\n${strategy}`;
const read = (template: string, more: Readonly<Record<string, string>> = {}) =>
  reading({
    "chart/Chart.yaml": chart,
    "chart/values.yaml": values,
    "chart/templates/rollout.yaml": template,
    ...more,
  });
const problems = ({ problems: found }: ReturnType<typeof reading>) =>
  found.map(({ at: place, reason, weight }) => `${weight} ${at(place)} ${reason}`);

describe("a chart", () => {
  it("has its values' constants, at their places", () => {
    const reading = read(
      rollout(
        "      steps:\n        - setWeight: {{ .Values.rollout.weight }}\n        - pause: { duration: {{ .Values.rollout.pause | quote }} }\n",
      ),
    );
    expect(problems(reading)).toEqual([]);
    expect([...(reading.rendered ?? [])]).toEqual(["chart/templates/rollout.yaml"]);
    const [plan] = reading.plans;
    expect(plan!.id).toBe("argo-rollouts:chart/values.yaml#checkout");
    expect(plan!.stages.map(phase)).toEqual([
      ["25%", "25 weight", "600 chart/values.yaml:6:10 via chart/templates/rollout.yaml:19:30"],
      ["100%", "100 weight", "absent chart/templates/rollout.yaml:19:11"],
    ]);
    expect(plan!.stages[0]!.artifacts.items.map(({ name, version }) => [name, version])).toEqual([
      ["registry.example.com/checkout", "1.4.2"],
    ]);
    expect(at(plan!.at)).toBe("chart/Chart.yaml:2:7");
  });

  it("has whole parts of its values", () => {
    const [plan] = read(rollout("      steps: {{- toYaml .Values.rollout.steps | nindent 8 }}\n")).plans;
    expect(plan!.stages.map(phase)).toEqual([
      ["10%", "10 weight", "300 chart/values.yaml:9:26 via chart/templates/rollout.yaml:17:14"],
      ["100%", "100 weight", "absent chart/values.yaml:9:7"],
    ]);
  });

  it("is a plan for each values file that is laid over the first", () => {
    const { plans } = read(
      rollout(
        "      steps: [{ setWeight: {{ .Values.rollout.weight }} }, { pause: { duration: {{ .Values.rollout.pause }} } }]\n",
      ),
      {
        "chart/values-production.yaml": "rollout: { pause: 2h }\n",
        "chart/values-staging.yaml": "rollout: { weight: 50 }\n",
      },
    );
    expect(plans.map(({ id, stages }) => [id, ...phase(stages[0]!)])).toEqual([
      [
        "argo-rollouts:chart/values-production.yaml#checkout",
        "25%",
        "25 weight",
        "7200 chart/values-production.yaml:1:19 via chart/templates/rollout.yaml:17:81",
      ],
      [
        "argo-rollouts:chart/values-staging.yaml#checkout",
        "50%",
        "50 weight",
        "600 chart/values.yaml:6:10 via chart/templates/rollout.yaml:17:81",
      ],
    ]);
    expect(plans[0]!.stages[0]!.signals[0]).toMatchObject({ from: "file", text: "chart/values-production.yaml" });
  });

  it("follows conditions, loops and named templates", () => {
    const template = `{{- if .Values.rollout.enabled }}
${rollout(`      steps:
      {{- range .Values.rollout.steps }}
        {{- if hasKey . "setWeight" }}
        - setWeight: {{ .setWeight }}
        {{- else }}
        {{- include "checkout.pause" . | nindent 8 }}
        {{- end }}
      {{- end }}
`)}{{- end }}
`;
    const [plan] = read(template, {
      "chart/templates/_steps.tpl":
        '{{- define "checkout.pause" -}}\n- pause:\n    duration: {{ .pause.duration }}\n{{- end -}}\n',
    }).plans;
    expect(plan!.stages.map(phase)).toEqual([
      ["10%", "10 weight", "300 chart/values.yaml:9:26 via chart/templates/rollout.yaml:23:9"],
      ["100%", "100 weight", "absent chart/templates/_steps.tpl:2:3"],
    ]);
  });

  it("renders to nothing where its values switch it off, and says so", () => {
    const reading = read(`{{- if .Values.rollout.off }}\n${rollout("")}{{- end }}\n`);
    expect(reading.plans).toEqual([]);
    expect(problems(reading)).toEqual([
      "unknown chart/templates/rollout.yaml:1:1 renders to nothing with the chart's own values: other values may switch it on",
    ]);
  });

  it("does not know what installation decides", () => {
    const [plan] = read(
      rollout("      steps: [{ setWeight: {{ .Values.rollout.first }} }, { pause: { duration: 60 } }]\n").replace(
        "{{ .Chart.Name }}",
        "{{ .Release.Name }}-web",
      ),
    ).plans;
    expect(plan!.name).toBe("{{ .Release.Name }}-web (chart/values.yaml)");
    expect(fact(plan!.stages[0]!.exposure)).toBe(
      "unknown run-time: `{{ .Values.rollout.first }}` is decided when the chart is installed chart/templates/rollout.yaml:17:28",
    );
    expect(plan!.stages.map(({ id }) => id)).toEqual(["weight", "100%"]);
  });

  it("does not know its stages where their list is not known", () => {
    const [plan] = read(rollout("      steps: {{ .Values.rollout.custom }}\n")).plans;
    expect(plan!.stages.map(({ exposure }) => fact(exposure))).toEqual([
      "unknown run-time: `{{ .Values.rollout.custom }}` is decided when the manifest is made chart/templates/rollout.yaml:17:14",
    ]);
  });

  it("cannot be rendered where a block depends on the installation", () => {
    const reading = read(`{{- if .Capabilities.APIVersions.Has "argoproj.io/v1alpha1" }}\n${rollout("")}{{- end }}\n`);
    expect(reading.plans).toEqual([]);
    expect(problems(reading)).toEqual([
      'unknown chart/templates/rollout.yaml:1:1 is a chart\'s template that could not be rendered: `{{ if .Capabilities.APIVersions.Has "argoproj.io/v1alpha1" }}` is decided when the chart is installed',
    ]);
    expect(reading.problems[0]!.remedy).toBe("helm template RELEASE CHART --values FILE, and check what comes out");
  });

  it("finds its analysis templates by the same expression, and reads what is left of their text", () => {
    const analysis = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: {{ .Release.Name }}-success
spec:
  metrics:
    - name: success
      interval: 1m
      count: 3
      successCondition: len(result) == 0 || result[0] >= {{ .Values.rollout.threshold }}
      provider:
        prometheus:
          query: sum(rate(requests{app="{{ .Release.Name }}",hash="{{ "{{args.hash}}" }}"}[1m]))
`;
    const [plan] = read(
      rollout(
        "      steps:\n        - setWeight: 10\n        - analysis: { templates: [{ templateName: {{ .Release.Name }}-success }] }\n",
      ),
      {
        "chart/templates/analysis.yaml": analysis,
      },
    ).plans;
    expect(fact(plan!.stages[0]!.bake)).toBe("120 chart/templates/rollout.yaml:19:11");
    expect(health(plan!.stages[0]!)).toEqual([
      [
        "{{ .Release.Name }}-success",
        "broken: passes on no data: `len(result) == 0 || result[0] >= {{ .Values.rollout.threshold }}` chart/templates/analysis.yaml:10:25",
        "holds chart/templates/rollout.yaml:19:11",
      ],
    ]);
  });
});

describe("templates outside of charts", () => {
  it("are filled in by something else", () => {
    const reading_ = reading({ "deploy/rollout.yaml": rollout("") });
    expect(reading_.plans).toEqual([]);
    expect(problems(reading_)).toEqual([
      "unknown deploy/rollout.yaml:1:1 is a template (`{{ … }}` outside of quotes) that something outside of a chart fills in",
    ]);
  });
});

describe("hostile charts", () => {
  it.each([
    ["an action without an end", "{{ if .Values.x }}", "`if` has no `end`"],
    ["an end of nothing", "{{ end }}", "`end` ends nothing"],
    ["an action that does not close", "{{ .Values.x", "an action has no `}}`"],
    ["a string that does not close", '{{ "x }}', "an action has no `}}`"],
    ["too many levels", `${"{{ if true }}".repeat(60)}${"{{ end }}".repeat(60)}`, "nests deeper than 50 levels"],
  ])("%s", (_, more, why) => {
    const reading = read(`${rollout("")}${more}\n`);
    expect(reading.plans).toEqual([]);
    expect(reading.problems.map(({ reason, weight }) => [weight, reason])).toEqual([
      ["unknown", `is a chart's template that could not be rendered: ${why}`],
    ]);
  });

  it("do not call themselves for ever", () => {
    const reading = read(rollout('      steps: {{ include "loop" . }}\n'), {
      "chart/templates/_loop.tpl": '{{ define "loop" }}{{ include "loop" . }}{{ include "loop" . }}{{ end }}',
    });
    expect(problems(reading)).toEqual([
      "unknown chart/templates/rollout.yaml:1:1 is a chart's template that could not be rendered: renders to too much to be read",
    ]);
  });

  it("do not grow without end", () => {
    const list = `list:\n${"  - x\n".repeat(300)}`;
    const reading = read(
      `${rollout("")}{{ range .Values.list }}{{ range $.Values.list }}{{ range $.Values.list }}# grow\n{{ end }}{{ end }}{{ end }}\n`,
      {
        "chart/values.yaml": values + list,
      },
    );
    expect(reading.problems.map(({ reason }) => reason)).toEqual([
      "is a chart's template that could not be rendered: renders to too much to be read",
    ]);
  });
});
