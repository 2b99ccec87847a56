import { describe, expect, test } from "vitest";
import { absent, declared, type Fact, valueOf } from "#model/fact.ts";
import { startOf } from "#model/place.ts";
import { configurationsIn } from "#materials/configurations.ts";
import { environmentFiles } from "#materials/environments.ts";

const keysOf = (files: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> => {
  const textOf = (path: string): Fact<string> =>
    files[path] === undefined ? absent(startOf(path)) : declared(files[path], startOf(path));
  return Object.fromEntries(
    configurationsIn(environmentFiles(Object.keys(files)), textOf).map(({ at, environment, keys }) => [
      `${environment} ${at.file}`,
      keys.state === "declared"
        ? valueOf(keys)?.map(({ name, state, at: { line } }) => `${line} ${name} ${state}`)
        : keys,
    ]),
  );
};

test("files whose paths differ in the environment's word alone belong together", () => {
  expect(
    environmentFiles([
      "charts/shop/values.yaml",
      "charts/shop/values-prod.yaml",
      "charts/shop/values-staging.yaml",
      "overlays/production/kustomization.yaml",
      "overlays/staging/kustomization.yaml",
      "config/Prod/deploymentSettings.json",
      "lonely/values-prod.yaml",
      "appsettings.Production.json",
      "appsettings.Staging.json",
      "src/production/index.ts",
    ]).map(({ path, component, environment, kind }) => [path, component, environment, kind]),
  ).toEqual([
    ["charts/shop/values-prod.yaml", "charts/shop/values-*.yaml", "prod", "values"],
    ["charts/shop/values-staging.yaml", "charts/shop/values-*.yaml", "staging", "values"],
    ["overlays/production/kustomization.yaml", "overlays/*/kustomization.yaml", "production", "kustomization"],
    ["overlays/staging/kustomization.yaml", "overlays/*/kustomization.yaml", "staging", "kustomization"],
  ]);
});

describe("keys", () => {
  test("are told by the names of what is listed, and a chart's own values count for each environment", () => {
    expect(
      keysOf({
        "values.yaml": "port: 80\nreplicas: 1\n",
        "values-prod.yaml": "replicas: 6\nenv:\n  - name: CURRENCY\n    value: EUR\nlist: [a, b]\nempty: ''\n",
        "values-stg.yaml": "replicas: 1\n",
      }),
    ).toEqual({
      "prod values-prod.yaml": [
        "1 replicas set",
        "3 env[CURRENCY].name set",
        "4 env[CURRENCY].value set",
        "5 list set",
        "6 empty set",
        "1 port set",
      ],
      "stg values-stg.yaml": ["1 replicas set", "1 port set"],
    });
  });

  test("of settings are blank, or tokens, or set", () => {
    const settings =
      '{ "Variables": [\n{ "SchemaName": "a", "Value": "" },\n{ "SchemaName": "b", "Value": "#{b}#" } ] }';
    expect(keysOf({ "Prod/deploymentSettings.json": settings, "Test/deploymentSettings.json": "{}" })).toEqual({
      "Prod Prod/deploymentSettings.json": [
        "2 Variables[a].SchemaName set",
        "2 Variables[a].Value blank",
        "3 Variables[b].SchemaName set",
        "3 Variables[b].Value token",
      ],
      "Test Test/deploymentSettings.json": [],
    });
  });

  test("are tokens however they are spelled", () => {
    const settings = (value: string) => `{ "Variables": [{ "SchemaName": "a", "Value": "${value}" }] }`;
    for (const value of ["changeme", "Change-Me", "todo", "<replace-me>", "replace_me", "__a__"])
      expect(
        keysOf({ "Prod/deploymentSettings.json": settings(value), "Test/deploymentSettings.json": "{}" })[
          "Prod Prod/deploymentSettings.json"
        ],
      ).toContain("1 Variables[a].Value token");
  });

  test("of kustomizations are what they are made of, without the environment's own name", () => {
    const overlay = (environment: string) =>
      `resources:\n  - ../../base\n  - ${environment}-ingress.yaml\npatches:\n  - target: { kind: Deployment, name: shop }\nimages:\n  - name: shop\n    newTag: "1"\n`;
    const keys = keysOf({
      "o/prod/kustomization.yaml": overlay("prod"),
      "o/staging/kustomization.yaml": overlay("staging"),
    });
    expect(keys["prod o/prod/kustomization.yaml"]).toEqual([
      "2 resources[../../base] set",
      "3 resources[*-ingress.yaml] set",
      "7 images[shop] set",
      "5 patches[Deployment/shop] set",
    ]);
    expect(keys["staging o/staging/kustomization.yaml"]).toEqual(keys["prod o/prod/kustomization.yaml"]);
  });

  test("of Terraform's variables are its attributes", () => {
    expect(keysOf({ "prod.tfvars": 'region = "eu"\nsize = ""\n', "dev.tfvars": 'region = "eu"\n' })).toEqual({
      "prod prod.tfvars": ["1 region set", "2 size blank"],
      "dev dev.tfvars": ["1 region set"],
    });
  });

  test("of a file that cannot be read are unknown, with the place", () => {
    expect(keysOf({ "values-prod.yaml": "a: [1", "values-dev.yaml": "a: 1" })["prod values-prod.yaml"]).toMatchObject({
      state: "unknown",
      cause: "invalid",
      at: { file: "values-prod.yaml" },
    });
  });

  test("that are endless, deep or named like a prototype do no harm", () => {
    const deep = `${"a: { ".repeat(60)}x: 1${" }".repeat(60)}`;
    expect(keysOf({ "values-prod.yaml": deep, "values-dev.yaml": "__proto__: { x: 1 }\n" })).toMatchObject({
      "dev values-dev.yaml": ["1 __proto__.x set"],
    });
    const alias = `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n`;
    expect(keysOf({ "values-prod.yaml": alias, "values-dev.yaml": "a: 1" })["prod values-prod.yaml"]).toHaveLength(4);
  });
});
