import { judgeAssurance } from "#model/assurance.ts";
import { printDuration } from "#model/duration.ts";
import type { Protocol } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import type { Governance, Routine } from "#model/governance.ts";
import type { CheckKind, Plan, Stage } from "#model/plan.ts";
import type { Repository } from "#model/repository.ts";
import { decidedAt, fail, judge, open, pass, type Verdict } from "#model/verdict.ts";
import { ruleIds } from "#schema/parameters.ts";
import { judgeKind } from "../counting.ts";
import { phases } from "../exposure/phases.ts";
import { judgeApprovals } from "../gates/approved.ts";
import { askedOfProduction, behind, perhapsProduction } from "../stages.ts";
import { percent } from "../wording.ts";
import { isLaneSkip, type Lane, laneOf, mayWait } from "./lanes.ts";
import { leastBake, namesOf } from "./protocol-pace.ts";

/** Judges a plan's declared routes for emergencies against their protocol; nothing where it has none. */
export function judgeLane(
  plan: Plan,
  protocol: Protocol,
  repository: Repository,
  { routine }: Pick<Governance, "routine">,
): readonly Verdict[] {
  const lane = laneOf(plan, protocol);
  if (!lane) return [];
  if (!lane.whole) return perhapsProduction(plan).flatMap((stage) => judgeSkips(stage, lane, protocol));
  return [
    ...judgeOnlyWay(plan, protocol, repository),
    ...perhapsProduction(plan).flatMap((stage) =>
      [
        ...kindsKept(protocol, routine).map((kind) => judgeKept(stage, kind, protocol)),
        ...judgePeople(stage, protocol, routine),
        ...judgeBake(plan, stage, protocol, routine),
      ].map((verdict) => askedOfProduction(stage, verdict)),
    ),
    ...judgeFirst(plan, protocol),
    ...judgeStages(plan, protocol, repository),
  ];
}

/** Judges what a switch leaves out of the way to a stage. */
const judgeSkips = (stage: Stage, lane: Lane, protocol: Protocol): readonly Verdict[] =>
  stage.checks.items
    .filter(({ guards }) => guards === "route")
    .flatMap((check): readonly Verdict[] => {
      const { name, unskippable } = check;
      if (unskippable.state === "unknown") return [judgeAssurance(unskippable, "")];
      if (unskippable.state !== "broken" || !isLaneSkip(check, lane)) return [];
      if (mayWait(check, protocol))
        return [decidedAt(pass(`lets \`${name}\` wait in an emergency, as the protocol says`), unskippable.at)];
      const kinds = check.kinds.filter((kind) => !mayWait({ kinds: [kind] }, protocol));
      const reason = `can skip \`${name}\` (${kinds.join(", ")}), ${why(kinds, protocol)}: ${unskippable.how}`;
      const failed = decidedAt(fail(reason, `let \`${name}\` run in emergencies, too`), unskippable.at);
      return [askedOfProduction(stage, failed)];
    });

const why = (kinds: readonly string[], { neverSkipped }: Protocol): string =>
  neverSkipped.some(({ name }) => kinds.includes(name))
    ? "which no emergency skips"
    : "which the protocol does not let wait";

/** A route for emergencies stands beside another one. */
function judgeOnlyWay(plan: Plan, protocol: Protocol, { plans }: Repository): readonly Verdict[] {
  const isOther = (other: Plan) => perhapsProduction(other).length > 0 && !laneOf(other, protocol)?.whole;
  if (plans.some(isOther) || perhapsProduction(plan).length === 0) return [];
  const reason = "is the only way to production, and the protocol says that it is for emergencies alone";
  return [decidedAt(fail(reason, "take it off `routes` in the protocol"), plan.at)];
}

const rules: readonly string[] = ruleIds;

/** A gate that is no rule is a kind of check: the policy names no others. */
const isKind = (name: string): name is CheckKind => !rules.includes(name);

/** The kinds of check that stay in an emergency: those that are never skipped, and those that may not wait. */
const kindsKept = ({ neverSkipped, deferrable }: Protocol, { checks }: Routine): readonly CheckKind[] => [
  ...new Set([
    ...neverSkipped.map(({ name }) => name).filter(isKind),
    ...checks.map(({ name }) => name).filter((kind) => !deferrable.some(({ name }) => name === kind)),
  ]),
];

function judgeKept(stage: Stage, kind: CheckKind, protocol: Protocol): Verdict {
  const verdict = judgeKind(stage, kind);
  return verdict.outcome === "fail" ? { ...verdict, reason: `${verdict.reason}, ${why([kind], protocol)}` } : verdict;
}

/** As many approve as the protocol leaves. */
function judgePeople(stage: Stage, protocol: Protocol, routine: Routine): readonly Verdict[] {
  const { acceleration, approvals, neverSkipped, selfApprovalOnCall } = protocol;
  const isKept = neverSkipped.some(({ name }) => name === "approval");
  const count = valueOf(acceleration.approvals) ?? valueOf(routine.approvals) ?? (isKept ? 1 : undefined);
  if (count === undefined) return [];
  const byAuthor = approvals.some((approval) => approval.byAuthor) || valueOf(selfApprovalOnCall) === true;
  return [
    judgeApprovals(
      stage,
      { count, "by-author": byAuthor, "by-initiator": byAuthor, bypass: false, automation: false },
      [],
      fail("begins without an approval, also in an emergency", `let ${count} or more people approve it`),
    ),
  ];
}

/** A bake is not shorter than the protocol leaves of the routine one. */
function judgeBake(plan: Plan, stage: Stage, protocol: Protocol, { bake: asked }: Routine): readonly Verdict[] {
  const [next] = behind(plan, stage);
  if (!next || asked.state !== "declared") return [];
  const least = leastBake(protocol, stage, asked.value);
  const words = printDuration(least);
  const remedy = `let \`${next.name}\` begin at least ${words} after \`${stage.name}\``;
  return [
    judge(stage.bake, {
      declared: (bake) =>
        bake >= least
          ? pass(`bakes \`${stage.name}\` for ${printDuration(bake)}`)
          : fail(
              `bakes \`${stage.name}\` for ${printDuration(bake)}, less than the ${words} that the protocol leaves`,
              remedy,
            ),
      absent: fail(`has no bake time at \`${stage.name}\`, of which the protocol leaves ${words}`, remedy),
    }),
  ];
}

/** The first to get the change are as few as the protocol says. */
function judgeFirst(plan: Plan, { acceleration: { first } }: Protocol): readonly Verdict[] {
  if (first.state !== "declared") return [];
  const most = percent(first.value);
  return phases(plan)
    .filter(({ position }) => position === 1)
    .map(({ stage }) =>
      judge(stage.exposure, {
        declared: ({ share }) =>
          share <= first.value + 1e-9
            ? pass(`begins with ${percent(share)}`)
            : fail(
                `begins with ${percent(share)} at \`${stage.name}\`, more than the ${most} of the protocol`,
                `begin with ${most} or less`,
              ),
        absent: open(`how much of production \`${stage.name}\` reaches is not written`),
      }),
    );
}

/** A stage that stays is there where another plan to the same target has it. */
function judgeStages(plan: Plan, { acceleration: { keep } }: Protocol, { plans }: Repository): readonly Verdict[] {
  const own = new Set(plan.stages.flatMap(namesOf));
  const targets = new Set(perhapsProduction(plan).map(({ target }) => valueOf(target)));
  return keep
    .filter(({ name }) => !own.has(name))
    .flatMap(({ name }) => {
      const others = plans.flatMap((other) => other.stages.filter((stage) => namesOf(stage).includes(name)));
      if (others.length === 0) return [];
      const same = others.find(({ target }) => target.state === "declared" && targets.has(target.value));
      if (same)
        return [
          decidedAt(
            fail(`leaves out the stage \`${name}\`, which the protocol keeps`, `let \`${name}\` come first`),
            plan.at,
            same.at,
          ),
        ];
      const isOpen = targets.has(undefined) || others.some(({ target }) => target.state !== "declared");
      const reason = `has no stage \`${name}\`, which the protocol keeps, and whether it reaches what that one reaches is not written`;
      return isOpen ? [decidedAt(open(reason), plan.at)] : [];
    });
}
