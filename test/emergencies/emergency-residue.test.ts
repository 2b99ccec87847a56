import { describe, expect, test } from "vitest";
import { absent, declared } from "#model/fact.ts";
import type { Emergency } from "#model/emergency.ts";
import { markersIn, markersInText } from "#platforms/recognise/markers.ts";
import { breakGlass } from "#platforms/recognise/tables/break-glass.ts";
import { yaml } from "#syntax/yaml.ts";
import { ask, at, repository } from "../rules/build.ts";
import { outputOf } from "../rules/page.ts";
import { emergency } from "./declaration.ts";
import { governedBy, protocol, soundGovernance } from "./protocol.ts";

const mark = { text: "image-policy.k8s.io/break-glass", at: at(9, "deploy/checkout.yaml") };
const time = (text: string) => declared(text, at(2));

const asked = (emergencies: readonly Emergency[], governed = soundGovernance()) =>
  ask("emergency-residue", repository([], { markers: [mark] }), {}, undefined, { ...governed, emergencies });

const approval = (by: string) => ({
  by,
  at: at(3),
  as: absent(at(3)),
  decision: "approved" as const,
  time: time("2026-11-20T09:05:00Z"),
});
const approvals = [approval("user:mina"), approval("user:tobias")];
/** An emergency that two have approved who neither asked for it nor wrote the change. */
const open = (from: string, until: string, over: Partial<Emergency> = {}) =>
  emergency({
    declared: time(from),
    expires: time(until),
    criterion: declared("active-incident", at(4)),
    requestedBy: declared("user:amir", at(5)),
    change: { ...emergency().change, author: declared("user:amir", at(6)) },
    approvals,
    ...over,
  });

describe("a mark of emergency access", () => {
  test("is none where nothing is marked", () => {
    expect(ask("emergency-residue", repository([]))).toEqual({
      outcome: "pass",
      reason: "holds no mark of emergency access",
      places: [at(1, ".")],
    });
  });

  test("fails where no emergency is declared", () => {
    expect(asked([])).toEqual({
      outcome: "fail",
      reason: "holds `image-policy.k8s.io/break-glass`, and no declared emergency explains it",
      places: [mark.at],
      remedy: "take it out, or declare the emergency under the policy's protocol: `bakewell emergency declare`",
    });
  });

  // It is 2026-11-25T12:00:00Z, and the protocol gives access for 4 h, once more, and 8 h to take marks out.
  test.each([
    ["2026-11-25T11:00:00Z", "2026-11-25T13:00:00Z", "pass"],
    ["2026-11-25T12:00:00Z", "2026-11-25T13:00:00Z", "pass"],
    ["2026-11-25T12:00:01Z", "2026-11-25T13:00:00Z", "fail"],
    ["2026-11-25T01:00:00Z", "2026-11-25T04:00:00Z", "pass"],
    ["2026-11-25T01:00:00Z", "2026-11-25T03:59:59Z", "fail"],
    ["2026-11-24T20:00:00Z", "2026-12-24T20:00:00Z", "pass"],
    ["2026-11-24T19:59:59Z", "2026-12-24T20:00:00Z", "fail"],
  ])("is explained by an emergency from %s to %s: %s", (from, until, outcome) => {
    expect(asked([open(from, until)]).outcome).toBe(outcome);
  });

  test("was to be gone by the end and the time after it", () => {
    expect(
      asked([open("2026-11-20T09:00:00Z", "2026-11-20T10:00:00Z", { id: "EMG-2026-11-20-checkout" })]).reason,
    ).toBe(
      "holds `image-policy.k8s.io/break-glass`, which was to be gone by 2026-11-20T18:00:00Z, after EMG-2026-11-20-checkout",
    );
  });

  test("has no time after the end where the protocol gives none, and no access without a protocol", () => {
    const none = protocol().reconcile;
    const governed = soundGovernance({ reconcile: { ...none, markers: absent(at(1)) } });
    expect(asked([open("2026-11-25T10:00:00Z", "2026-11-25T11:59:59Z")], governed).outcome).toBe("fail");
    const without = governedBy("name: shop");
    expect(asked([open("2026-11-25T11:00:00Z", "2026-11-25T13:00:00Z")], without).outcome).toBe("fail");
  });

  test.each([
    ["nobody", [], "is approved by nobody, where 2 of `incident-commanders` must"],
    ["one alone", approvals.slice(0, 1), "is approved by user:mina alone, where 2 of `incident-commanders` must"],
    [
      "the one who asked",
      [approval("user:mina"), approval("user:amir")],
      "is approved by user:mina alone, where 2 of `incident-commanders` must",
    ],
  ] as const)("is not explained by an emergency that %s approved", (_, given, why) => {
    const unapproved = open("2026-11-25T11:00:00Z", "2026-11-25T13:00:00Z", { approvals: given });
    expect(asked([unapproved])).toMatchObject({
      outcome: "fail",
      reason: `holds \`image-policy.k8s.io/break-glass\`, and ${emergency().id}, which would explain it, ${why}`,
    });
    expect(asked([unapproved, open("2026-11-25T11:00:00Z", "2026-11-25T13:00:00Z")]).outcome).toBe("pass");
  });

  test("is not explained by a declaration that cannot be read", () => {
    const problems = [{ reason: "is no declaration", at: at(1), remedy: "" }];
    expect(asked([open("2026-11-25T11:00:00Z", "2026-11-25T13:00:00Z", { problems })]).outcome).toBe("fail");
    expect(asked([emergency({ declared: time("2026-11-25T11:00:00Z") })]).outcome).toBe("fail");
  });
});

const found = (text: string) =>
  yaml("a.yaml", text, {}).documents.flatMap((document) =>
    markersIn(document, breakGlass).map(({ text: marker, at: { line, column } }) => `${line}:${column} ${marker}`),
  );

describe("marks are found", () => {
  test.each([
    ['labels:\n  image-policy.k8s.io/break-glass: "true"', "2:3 image-policy.k8s.io/break-glass"],
    ["annotations: { alpha.image-policy.k8s.io/break-glass: 'true' }", "1:16 image-policy.k8s.io/break-glass"],
    [
      "run.googleapis.com/binary-authorization-breakglass: the checkout is down",
      "1:1 run.googleapis.com/binary-authorization-breakglass",
    ],
    ["run: |\n  gcloud run services update shop \\\n    --breakglass='down'", "3:5 --breakglass"],
    ["run: gcloud run services update shop --breakglass down", "1:38 --breakglass"],
    ["run: kubectl label pod shop image-policy.k8s.io/break-glass=true", "1:29 image-policy.k8s.io/break-glass"],
    ["binaryAuthorization: { breakglassJustification: down }", "1:24 breakglassJustification"],
    ["a: &a [--breakglass]\nb: *a\nc: *a", "1:8 --breakglass"],
  ])("%s", (text, ...marks) => {
    expect(found(text)).toEqual(marks);
  });

  test.each([
    ['labels: { image-policy.k8s.io/break-glass: "false" }'],
    ["labels: # image-policy.k8s.io/break-glass\n  a: b"],
    ["run: |\n  # gcloud run services update shop --breakglass=down\n  ls"],
    ["run: gcloud run deploy --breakglass-not"],
    ["run: gcloud run deploy my--breakglass"],
    ["run: kubectl label pod shop image-policy.k8s.io/break-glass=false"],
    ["apiVersion: kyverno.io/v1\nspec: { labels: { image-policy.k8s.io/break-glass: '*' } }"],
    ["name: break-glass"],
    ['filter: labels."imagepolicywebhook.image-policy.k8s.io/break-glass"="true"'],
  ])("and not in %s", (text) => {
    expect(found(text)).toEqual([]);
  });

  test("line by line where a text is no document", () => {
    const text =
      "labels:\n{{ if .x }}\n  image-policy.k8s.io/break-glass: 'true'\n  # image-policy.k8s.io/break-glass: x\n";
    expect(markersInText("a.yaml", text, breakGlass)).toEqual([
      { text: "image-policy.k8s.io/break-glass", at: { file: "a.yaml", line: 3, column: 3 } },
    ]);
    expect(markersInText("a.yaml", '  image-policy.k8s.io/break-glass: "false"', breakGlass)).toEqual([]);
  });

  test("of the protocol, too, but not where the policy names them", async () => {
    const files = new Map([
      [
        "bakewell.yaml",
        `name: shop
clauses: [{ must: { emergency-residue: {} } }]
emergency: { name: e, version: "1", elevation: { markers: ["acme.example/open"] } }
`,
      ],
      ["deploy/role.yaml", "kind: RoleBinding\nmetadata: { annotations: { acme.example/open: yes } }\n"],
      ["charts/x/templates/a.yaml", "{{ if .Values.x }}\n  acme.example/open: 'true'\n{{ end }}\n"],
    ]);
    const output = await outputOf({ section: "", line: 1, output: "", files }, "emergency-residue");
    expect(output).toContain("holds `acme.example/open`, and no declared emergency explains it");
    expect(output).toContain("deploy/role.yaml");
    expect(output).toContain("charts/x/templates/a.yaml");
    expect(output).not.toContain("bakewell.yaml");
  });
});
