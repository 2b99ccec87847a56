import { describe, expect, it } from "vitest";
import { isTemplated } from "#syntax/template.ts";
import { yaml } from "#syntax/yaml.ts";

const REASON = "is a Helm or Go template (`{{ … }}` outside of quotes) and not plain YAML";

describe("templates", () => {
  it.each([
    ["{{- if .Values.canary }}\nkind: Rollout\n{{- end }}\n", 1, 1],
    ["kind: Rollout\nspec:\n  replicas: {{ .Values.replicas }}\n", 3, 13],
    ["spec:\n  steps:\n    {{- toYaml .Values.steps | nindent 4 }}\n", 3, 5],
    ["metadata:\n  name: {{ .Release.Name }}-web\n", 2, 9],
    ["hosts:\n  - {{ host }}\n", 2, 5],
  ])("are told from YAML: %j", (text, line, column) => {
    expect(isTemplated(text)).toBe(true);
    const { documents, problems } = yaml("rollout.yaml", text);
    expect(documents).toEqual([]);
    expect(problems.map(({ at, reason, weight }) => [at.line, at.column, reason, weight])).toEqual([
      [line, column, REASON, "error"],
    ]);
  });

  it.each([
    ["template:\n  name: '{{cluster}}-web'\n"],
    ["templatePatch: |\n  {{- if .auto }}\n  a: {{ .b }}\n  {{- end }}\n"],
    ["name: ${{ inputs.name }}\n"],
    ["${{ if eq(parameters.env, 'prod') }}:\n  - a\n"],
    ["query: sum(rate({{ namespace }}))\n"],
    ["# {{ if }}\na: 1\n"],
  ])("in strings are no matter: %j", (text) => {
    expect(isTemplated(text)).toBe(false);
    const { documents, problems } = yaml("appset.yaml", text);
    expect(documents.length).toBe(1);
    expect(problems).toEqual([]);
  });
});
