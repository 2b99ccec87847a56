import { andThen, map } from "#model/fact.ts";
import type { Artifact, Stage } from "#model/plan.ts";
import { all, decidedAt, fail, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { before, deployments } from "../stages.ts";

export default rule({
  id: "one-build",
  title: "The same artifact goes to every stage",
  each: "plan",
  evidence: ["files"],
  statements: ["S44", "S55"],
  judge: (plan) => {
    const none = notApplicable("brings no artifact from one stage to another", plan.at);
    const later = deployments(plan)
      .map((stage) => ({ stage, earlier: before(plan, stage) }))
      .filter(({ earlier }) => earlier.length > 0);
    const involved = new Set<Stage>();
    for (const { stage, earlier } of later) for (const each of [stage, ...earlier]) involved.add(each);
    const hidden = [...involved].map(({ artifacts: { others } }) =>
      judge<never>(others, { declared: (never) => never, absent: none }),
    );
    return all(none, ...hidden, ...later.flatMap(({ stage, earlier }) => judgeStage(stage, earlier)));
  },
});

const judgeStage = (stage: Stage, earlier: readonly Stage[]): readonly Verdict[] =>
  stage.artifacts.items.flatMap((artifact) => {
    const known = different(
      earlier.flatMap(({ artifacts }) => artifacts.items.filter(({ name }) => name === artifact.name)),
    );
    const claim = open(`whether \`${artifact.name}\` of \`${stage.name}\` was at an earlier stage is not written`);
    return known.length > 0 ? known.map((one) => compare(one, artifact, stage)) : [decidedAt(claim, artifact.at)];
  });

/** Those that differ in what is compared: of a long way most are alike. */
const different = (artifacts: readonly Artifact[]): readonly Artifact[] => [
  ...new Map(
    artifacts.map((artifact) => {
      const { version, immutable, origin } = artifact;
      const from = origin.state === "declared" ? origin.value : origin.state;
      return [JSON.stringify([version, immutable.state, from]), artifact];
    }),
  ).values(),
];

function compare(one: Artifact, other: Artifact, stage: Stage): Verdict {
  const same = pass(`brings one build of \`${other.name}\` to \`${stage.name}\``);
  const fixed = [one, other].every(({ immutable }) => immutable.state === "holds");
  if (fixed && one.version === other.version) return decidedAt(same, one.at, other.at);
  const remedy = `build \`${other.name}\` once, and bring what was built to \`${stage.name}\``;
  const isSame = andThen(one.origin, (origin) => map(other.origin, (later) => later === origin));
  return judge(isSame, {
    declared: (equal) => (equal ? same : fail(`builds \`${other.name}\` again for \`${stage.name}\``, remedy)),
    absent: open(`which build of \`${other.name}\` \`${stage.name}\` gets is not written`),
  });
}
