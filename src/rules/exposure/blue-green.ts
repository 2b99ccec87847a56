import type { Plan, Stage } from "#model/plan.ts";
import { all, any, decidedAt, fail, judgeSome, type Verdict } from "#model/verdict.ts";
import { judgeCheck, judgeHealth, judgeWatch } from "../counting.ts";
import type { Parameters } from "../rule.ts";
import { before } from "../stages.ts";

/** Whether a stage moves everyone at once from the old version to the new one. */
export const isSwitch = ({ exposure }: Stage): boolean =>
  exposure.state === "declared" && exposure.value.by === "blue-green" && exposure.value.share > 0;

/** Accepted where the policy does, the preview is checked before the switch, and what follows it is watched. */
export function judgeSwitch(
  plan: Plan,
  stage: Stage,
  { "blue-green": accepted }: Parameters<"progressive-exposure">,
): Verdict {
  if (!accepted) {
    const reason = `switches everyone at once at \`${stage.name}\``;
    return decidedAt(
      fail(reason, "shift the traffic in steps, or let the policy accept `blue-green`"),
      stage.exposure.at,
    );
  }
  const preview = any(
    judgeSome(stage.checks, {
      item: (check) => judgeCheck(check),
      absent: fail(
        `switches to \`${stage.name}\` without a check of its preview`,
        "check the preview before the switch",
      ),
    }),
    ...before(plan, stage).flatMap(({ health }) => health.items.map(judgeHealth)),
  );
  const watched = judgeSome(stage.health, {
    item: judgeWatch,
    absent: fail(
      `is not watched after the switch to \`${stage.name}\``,
      "check its health after the switch, before the old version goes",
    ),
  });
  return all(preview, watched);
}
