import { describe, expect, it } from "vitest";
import { valueOf } from "#model/fact.ts";
import { planOf } from "../azure-pipelines/reading.ts";

const task = (name: string, inputs: string) => `      - task: PowerPlatform${name}@2\n        inputs: { ${inputs} }\n`;
const head = "trigger: [main]\npr: none\njobs:\n";
const build = (steps: string) => `  - job: build\n    steps:\n${steps}`;
const ship = (steps: string, needs = "    dependsOn: build\n") => `  - job: ship\n${needs}    steps:\n${steps}`;
const pack = (more = "", file = "out/Shop.zip") =>
  task("PackSolution", `SolutionSourceFolder: src, SolutionOutputFile: ${file}${more}`);
const exported = (more = "", file = "out/Shop.zip") =>
  task("ExportSolution", `SolutionName: Shop, SolutionOutputFile: ${file}${more}`);
const load = (file = "drop/Shop.zip", more = "") => task("ImportSolution", `SolutionInputFile: ${file}${more}`);

/** The name, form, version and origin of what the last stage ships. */
function shipped(...jobs: readonly string[]) {
  const { stages } = planOf({ "azure-pipelines.yml": head + jobs.join("") });
  const { name, form, version, origin, immutable } = stages.at(-1)!.artifacts.items[0]!;
  const shown = form.state === "declared" ? form.value.name : form.state === "unknown" ? form.why : form.state;
  return { name, form: shown, version, origin: valueOf(origin), rises: immutable.state };
}

describe("the form of a file that is shipped", () => {
  it.each([
    ["a pack makes it unmanaged unless it says otherwise", pack(), "an unmanaged solution"],
    ["a pack makes it managed", pack(", SolutionType: Managed"), "a managed solution"],
    ["an export makes it unmanaged unless it says otherwise", exported(), "an unmanaged solution"],
    ["an export makes it managed", exported(", Managed: true"), "a managed solution"],
    [
      "two that differ make it unknown",
      exported(", Managed: true") + pack("", "src/Shop.zip"),
      "`Shop.zip` is made more than once on the way, in several forms",
    ],
    [
      "one that is not on the way makes it unknown",
      exported(", Managed: true", "out/Till.zip"),
      "what made `Shop.zip` is not on the way to it",
    ],
  ])("%s", (_, steps, form) => {
    expect(shipped(build(steps), ship(load())).form).toBe(form);
  });

  it("is that of its path in the same job", () => {
    const steps = pack("", "a/Shop.zip") + exported(", Managed: true", "b/Shop.zip");
    expect(shipped(ship(steps + load("a/Shop.zip"), "")).form).toBe("an unmanaged solution");
    expect(shipped(ship(steps + load("b\\Shop.zip"), "")).form).toBe("a managed solution");
  });

  it("is both where both are packed, each under its name", () => {
    const both = build(pack(", SolutionType: Both"));
    expect(shipped(both, ship(load())).form).toBe("an unmanaged solution");
    expect(shipped(both, ship(load("drop/Shop_managed.zip"))).form).toBe("a managed solution");
  });

  it("is not what the import says it turns it to", () => {
    expect(shipped(build(pack()), ship(load("drop/Shop.zip", ", ConvertToManaged: true"))).form).toBe(
      "an unmanaged solution",
    );
  });
});

it("is each of the forms that the ways of starting give it", () => {
  const choice = "parameters:\n- { name: kind, type: string, default: Managed, values: [Managed, Unmanaged] }\n";
  const jobs = build(pack(", SolutionType: '${{ parameters.kind }}'")) + ship(load());
  const { stages } = planOf({ "azure-pipelines.yml": choice + head + jobs });
  const forms = stages
    .at(-1)!
    .artifacts.items.map(({ form }) => (form.state === "unknown" ? form.why : valueOf(form)?.name));
  expect(forms.toSorted()).toEqual(["a managed solution", "whether `out/Shop.zip` is sealed is decided when it runs"]);
});

describe("the version of a file that is shipped", () => {
  const version = (text: string) => task("SetSolutionVersion", `SolutionName: Shop, SolutionVersionNumber: '${text}'`);
  it.each([
    ["1.0.0.$(Build.BuildId)", "holds"],
    ["1.0.0.0", "broken"],
    ["$(version)", "unknown"],
  ])("%s: %s", (text, rises) => {
    const found = shipped(build(version(text) + exported(", Managed: true")), ship(load()));
    expect(found).toMatchObject({ name: "Shop.zip", origin: "`PowerPlatformExportSolution` of job `build`", rises });
  });

  it("is none of what is made before it is set", () => {
    expect(shipped(build(exported(", Managed: true") + version("1.0.0.$(Build.BuildId)")), ship(load())).rises).toBe(
      "unknown",
    );
  });
});
