import type { Artifact } from "#model/plan.ts";
import { all, decidedAt, fail, judgeEvery, open, pass, type Verdict } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import { type Parameters, rule } from "../rule.ts";
import { exceptPreview } from "../stages.ts";

export default rule({
  id: "versioned-artifact",
  title: "What is deployed has an immutable version",
  each: "stage",
  evidence: ["files"],
  statements: ["S44"],
  judge: (stage, asked) =>
    exceptPreview(stage, () =>
      judgeEvery(stage.artifacts, {
        item: (artifact) => judgeArtifact(artifact, asked),
        absent: open("which version it deploys is not written", "name the artifact by a version that never changes"),
      }),
    ),
});

function judgeArtifact(artifact: Artifact, { digest }: Parameters<"versioned-artifact">): Verdict {
  const { name, version, at, immutable, byDigest } = artifact;
  const title = version ? `\`${name}\` at \`${version}\`` : `\`${name}\``;
  const remedy = digest
    ? `name \`${name}\` by its digest`
    : `name \`${name}\` by a version that never changes: a commit, a release number or a digest`;
  const named = decidedAt(
    byDigest ? pass(`deploys ${title}`) : fail(`deploys ${title}, not by its digest`, remedy),
    at,
  );
  return all(
    judgeBoth(immutable, { held: `deploys ${title}`, broken: `deploys ${title}`, remedy }),
    ...(digest ? [named] : []),
  );
}
