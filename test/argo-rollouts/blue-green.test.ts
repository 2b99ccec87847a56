import { describe, expect, it } from "vitest";
import { fact, health, phase, planOf, prometheus, template } from "./rollout.ts";

const files = {
  "smoke.yaml": template("smoke", "- name: smoke\n  provider: { job: { spec: {} } }\n"),
  "errors.yaml": template("errors", prometheus("result[0] < 0.05", "errors", "interval: 1m\ncount: 11\n")),
};
const stageOf = (more: string) =>
  planOf(`blueGreen:\n  activeService: checkout\n  previewService: checkout-preview\n${more}`, { files }).stages[0]!;

describe("a blue-green rollout", () => {
  it("exposes everyone by a switch, unwatched", () => {
    const stage = stageOf("");
    expect(phase(stage)).toEqual(["active", "100 blue-green", "absent rollout.yaml:17:5"]);
    expect([fact(stage.halt), fact(stage.recovery)]).toEqual(["absent rollout.yaml:17:5", "absent rollout.yaml:17:5"]);
    expect(stage.approvals.items).toEqual([]);
  });

  it("checks before the switch, and bakes as long as the analysis behind it takes", () => {
    const stage = stageOf(
      "  prePromotionAnalysis: { templates: [{ templateName: smoke }] }\n  postPromotionAnalysis: { templates: [{ templateName: errors }] }\n",
    );
    expect(stage.checks.items.map(({ name, kinds }) => [name, kinds])).toEqual([["smoke", ["smoke-test"]]]);
    expect(fact(stage.bake)).toBe("600 rollout.yaml:21:7");
    expect(health(stage)).toEqual([["errors", "holds errors.yaml:6:13", "holds rollout.yaml:21:7"]]);
    expect(stage.halt).toMatchObject({ value: { on: "the analysis `errors`", automatic: { state: "holds" } } });
    expect(stage.recovery).toMatchObject({ value: { how: "switches back to the previous version" } });
  });

  it("takes no delay of scaling down for a bake", () => {
    expect(fact(stageOf("  scaleDownDelaySeconds: 3600\n").bake)).toBe("absent rollout.yaml:17:5");
    const stage = stageOf(
      "  scaleDownDelaySeconds: 60\n  postPromotionAnalysis: { templates: [{ templateName: errors }] }\n",
    );
    expect(stage.recovery).toMatchObject({
      value: {
        how: "switches back to the previous version, whose pods may be gone 60 s after the switch and start anew",
      },
    });
  });

  it("asks a person where automatic promotion is off, whatever its seconds", () => {
    for (const more of ["", "  autoPromotionSeconds: 30\n"]) {
      const stage = stageOf(`  autoPromotionEnabled: false\n${more}`);
      expect(stage.approvals.items.map(({ name, everyRoute }) => [name, everyRoute.state])).toEqual([
        ["the promotion of the preview", "holds"],
      ]);
    }
    expect(stageOf("  autoPromotionSeconds: 30\n").approvals.items).toEqual([]);
  });

  it("says what a rollback window leaves out", () => {
    const plan = planOf(
      "blueGreen:\n  activeService: checkout\n  previewService: checkout-preview\n  postPromotionAnalysis: { templates: [{ templateName: errors }] }\n",
      {
        files,
        spec: "  rollbackWindow: { revisions: 3 }",
      },
    );
    expect(plan.stages[0]!.recovery).toMatchObject({
      value: {
        how: "switches back to the previous version; going back to one of the last 3 versions skips the steps and their analyses",
      },
    });
  });
});
