import type { ChangePart, Plan, Stage } from "#model/plan.ts";
import type { EnvironmentVariable } from "#model/repository.ts";
import { all, decidedAt, fail, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { deployments, ofTier } from "../stages.ts";
import { few } from "../wording.ts";

export default rule({
  id: "environment-configuration",
  title: "What an environment has of its own is in one settings file an environment",
  each: "plan",
  evidence: ["files"],
  statements: ["S87", "S88"],
  judge: (plan, _, { repository: { variables } }) =>
    all(
      ...deployments(plan)
        .filter((stage) => asksIn(stage).length > 0)
        .map((stage) => ofTier("production", stage, () => judgeStage(stage, plan, variables))),
      notApplicable("carries no solution to production", plan.at),
    ),
});

const asksIn = ({ changes }: Stage): readonly ChangePart[] =>
  changes.items.filter(({ change }) => change === "solution");

function judgeStage(stage: Stage, plan: Plan, variables: readonly EnvironmentVariable[]): Verdict {
  const shipped = variables.filter(({ shipsValue }) => shipsValue);
  const remedy = "take the values out of the solution, and put them into a settings file of each environment";
  const brought =
    shipped.length > 0
      ? [
          decidedAt(
            fail(`brings the values of one environment to all: ${few(shipped.map(({ name }) => name))}`, remedy),
            ...shipped.map(({ at }) => at),
          ),
        ]
      : [];
  if (variables.length === 0) return all(...brought, notApplicable("has no environment variables", stage.at));
  const given = asksIn(stage).filter(({ settings }) => settings.state !== "absent");
  const own = given.length > 0 ? given.map((part) => judgePart(part, stage, plan)) : [without(stage, variables)];
  return all(...brought, ...own);
}

const without = ({ name, at, changes }: Stage, variables: readonly EnvironmentVariable[]): Verdict => {
  const [first] = changes.items.filter(({ change }) => change === "solution");
  return decidedAt(
    fail(
      `gives \`${name}\` no settings file, and its solution has environment variables`,
      "write a settings file for the environment, and give it to the import",
    ),
    first?.at ?? at,
    ...variables.slice(0, 1).map((one) => one.at),
  );
};

/** A file of its own: no other environment is given the same. */
const judgePart = ({ settings, at }: ChangePart, stage: Stage, plan: Plan): Verdict =>
  judge(settings, {
    declared: (file) => {
      if (/\$|\{\{|#\{/.test(file))
        return decidedAt(
          open(`which settings file \`${file}\` is, is decided when it runs`, "name it in the file"),
          at,
        );
      const other = deployments(plan)
        .filter(({ id }) => id !== stage.id)
        .find((one) => asksIn(one).some((part) => part.settings.state === "declared" && part.settings.value === file));
      return other
        ? fail(
            `gives \`${other.name}\` and \`${stage.name}\` the same settings file \`${file}\``,
            "write one for each environment",
          )
        : pass(`gives \`${stage.name}\` the settings file \`${file}\``);
    },
    absent: notApplicable("is given no settings file", at),
  });
