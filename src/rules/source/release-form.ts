import { judgeAssurance } from "#model/assurance.ts";
import type { Artifact, Stage } from "#model/plan.ts";
import { all, decidedAt, fail, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { deployments, ofTier } from "../stages.ts";

export default rule({
  id: "release-form",
  title: "Production receives the sealed form of what is released",
  each: "plan",
  evidence: ["files"],
  statements: ["S16", "S44", "S80"],
  judge: (plan) =>
    all(
      ...deployments(plan)
        .filter(hasForms)
        .map((stage) => ofTier("production", stage, () => judgeStage(stage))),
      notApplicable("ships nothing that has a sealed form", plan.at),
    ),
});

const shaped = ({ artifacts }: Stage): readonly Artifact[] =>
  artifacts.items.filter(({ form }) => form.state !== "absent");

const hasForms = (stage: Stage): boolean =>
  shaped(stage).length > 0 || stage.changes.items.some(({ change }) => change === "solution");

function judgeStage(stage: Stage): Verdict {
  const found = shaped(stage);
  const { name, at } = stage;
  return found.length > 0
    ? all(...found.flatMap((artifact) => judgeArtifact(artifact, name)))
    : decidedAt(open(`in which form \`${name}\` gets its solutions is not written`), at);
}

/** The version is asked of what is sealed alone: of the other form, nothing is a release. */
const judgeArtifact = ({ name, version, form, immutable, at }: Artifact, stage: string): readonly Verdict[] => [
  judge(form, {
    declared: (found) =>
      found.sealed
        ? decidedAt(pass(`ships \`${name}\` to \`${stage}\` as ${found.name}`), at)
        : decidedAt(
            fail(
              `ships \`${name}\` to \`${stage}\` as ${found.name}, which can be changed where it runs`,
              "export or pack it in its sealed form, and ship that file",
            ),
            at,
          ),
    absent: notApplicable("has one form", at),
  }),
  ...(form.state === "declared" && form.value.sealed
    ? [
        judgeAssurance(
          immutable,
          `gives \`${name}\` the version \`${version}\`, which rises with every release`,
          "set its version from the number of the run before it is made",
        ),
      ]
    : []),
];
