import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fields } from "#platforms/argo-rollouts/fields.ts";
import { yaml } from "#syntax/yaml.ts";

/** A folder with the vendor's custom resource definitions; without it there is nothing to compare. */
const folder = process.env.BAKEWELL_OFFICIAL_SCHEMAS;

describe.skipIf(folder === undefined)("the fields of a Rollout", () => {
  it("are those of its custom resource definition", () => {
    const file = "argo-rollout-crd.yaml";
    const [definition] = yaml(file, readFileSync(join(folder ?? "", file), "utf8")).documents;
    const spec = definition!.get("spec", "versions", 0, "schema", "openAPIV3Schema", "properties", "spec");
    const below = (...path: readonly string[]) =>
      path.reduce((node, key) => (key === "items" ? node.get("items") : node.get("properties", key)), spec);
    const keys = (...path: readonly string[]) =>
      below(...path)
        .get("properties")
        .entries()
        .map(({ key }) => key)
        .toSorted();
    expect(Object.fromEntries(Object.entries(fields).map(([name, known]) => [name, known.toSorted()]))).toEqual({
      spec: keys(),
      strategy: keys("strategy"),
      blueGreen: keys("strategy", "blueGreen"),
      canary: keys("strategy", "canary"),
      step: keys("strategy", "canary", "steps", "items"),
      pause: keys("strategy", "canary", "steps", "items", "pause"),
      setCanaryScale: keys("strategy", "canary", "steps", "items", "setCanaryScale"),
      analysis: keys("strategy", "canary", "steps", "items", "analysis"),
      background: keys("strategy", "canary", "analysis"),
    });
  });
});
