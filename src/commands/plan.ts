import { string } from "@oclif/core/args";
import { option, string as text } from "@oclif/core/flags";
import type { Plan as DeliveryPlan } from "#model/plan.ts";
import { BaseCommand } from "./base.ts";
import { contentsOf } from "./parts/contents.ts";
import { understand } from "./parts/judge.ts";
import { findPolicy } from "./parts/policy.ts";
import { settingsFlag, withSettings } from "./parts/settings.ts";
import { targetOf } from "./parts/target.ts";
import { timeOf } from "./parts/time.ts";

export default class Plan extends BaseCommand {
  static override summary = "Show how things reach production, as Bakewell understands it.";
  static override description =
    "Every plan with its stages: exposure, checks, approvals, bake, health, halt and recovery, each with the place that says it, and what is unknown with its reason. The policy gives the tiers, and is asked nothing.";
  static override examples = [
    { description: "The current repository", command: "<%= config.bin %> plan" },
    { description: "As a picture", command: "<%= config.bin %> plan --format svg > plan.svg" },
    { description: "For a policy kept elsewhere, such as in Rego", command: "<%= config.bin %> plan --format json" },
  ];
  static override strict = false;
  static override args = {
    path: string({ description: "A repository, a folder or files. Default: the current repository." }),
  };
  static override flags = {
    format: option({
      char: "f",
      options: ["text", "json", "mermaid", "svg"] as const,
      default: "text",
      summary: "How to show it.",
    })(),
    policy: text({
      helpValue: "FILE|NAME",
      env: "BAKEWELL_POLICY",
      summary: "The policy whose tiers and known actions apply. Default: bakewell.yaml, else essential.",
    }),
    settings: settingsFlag,
    at: text({ helpValue: "TIME", env: "BAKEWELL_AT", summary: "Believe exported settings as of this time." }),
  };

  override async run(): Promise<void> {
    const { flags, argv } = await this.parse(Plan);
    const target = targetOf(argv.map(String), undefined);
    const contents = contentsOf(target, "working tree");
    const found = withSettings(await findPolicy(flags.policy, contents, target.root), flags.settings);
    const { repository } = understand(contents, found, timeOf(flags.at));
    const plans = repository.plans.filter(
      (plan) => !target.only || filesOf(plan).some((file) => target.only?.has(file)),
    );
    if (plans.length === 0)
      this.note("no plan was found: nothing here that Bakewell reads deploys or publishes anything");
    this.print(await shown(plans, flags.format, this.colored(flags.color)));
  }
}

const filesOf = ({ at, stages }: DeliveryPlan): readonly string[] => [at.file, ...stages.map((stage) => stage.at.file)];

async function shown(
  plans: readonly DeliveryPlan[],
  format: "text" | "json" | "mermaid" | "svg",
  color: boolean,
): Promise<string> {
  switch (format) {
    case "text":
      return (await import("#reporters/plan/text.ts")).planText(plans, color);
    case "json":
      return (await import("#reporters/json.ts")).plansJson(plans);
    case "mermaid":
      return (await import("#reporters/plan/mermaid.ts")).planMermaid(plans);
    case "svg":
      return (await import("#reporters/plan/svg.ts")).planSvg(plans);
  }
}
