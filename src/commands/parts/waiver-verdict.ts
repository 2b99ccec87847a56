import { valueOf } from "#model/fact.ts";
import type { Verdict } from "#model/verdict.ts";
import type { Waiver, WrittenWaiver } from "#model/waiver.ts";
import { governanceOf } from "#policy/governance.ts";
import { asking } from "#policy/asked.ts";
import { seenParameters } from "#policy/parameters.ts";
import type { ResolvedPolicy } from "#policy/resolve.ts";
import { covering, dayOf } from "#policy/waive.ts";
import { rules } from "#rules/index.ts";
import type { Judged } from "./judge.ts";
import { scopeOf } from "./subject.ts";

/** A waiver on the day of a time, with what it covers of the findings of a whole check. */
export function onDay(waiver: WrittenWaiver, judged: Judged, at: string): Waiver {
  const rule = valueOf(waiver.rule);
  const covered = judged.findings.filter((finding) => {
    if (finding.rule !== rule || (finding.outcome !== "fail" && finding.outcome !== "unknown")) return false;
    const { subject, scope } = scopeOf(finding, judged);
    return covering({ finding, subject, plan: scope.plan }, [waiver], at).length > 0;
  });
  return { ...waiver, day: dayOf(at), covers: covered.length };
}

/** What `sound-waiver` says of a waiver, asked as the policy asks it; where it does not ask, as the rule is by itself. */
export function verdictOn(waiver: Waiver, { repository }: Judged, policy: ResolvedPolicy, at: string): Verdict {
  const id = "sound-waiver";
  const scope = { repository, plan: undefined, governance: governanceOf(policy, at) };
  const [question] = asking(policy, { at })(waiver, scope).get(id)?.possible ?? [];
  const parameters = question?.ask.parameters[id] ?? seenParameters(id, {})[id];
  const verdict = parameters && rules[id].judge(waiver, parameters, scope);
  return verdict ?? { outcome: "unknown", reason: "was not judged", places: [waiver.at] };
}
