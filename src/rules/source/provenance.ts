import { judgeAssurance } from "#model/assurance.ts";
import type { Stage } from "#model/plan.ts";
import { all, fail, judge, judgeSome, notApplicable, type Verdict } from "#model/verdict.ts";
import { judgeKind } from "../counting.ts";
import { gatherFailures } from "../gathered.ts";
import { rule } from "../rule.ts";
import { ofTier } from "../stages.ts";

export default rule({
  id: "provenance",
  title: "Provenance is produced, and verified before production begins",
  each: "plan",
  evidence: ["files"],
  statements: ["S20"],
  judge: ({ stages, at }) =>
    all(
      ...gatherFailures(
        stages.filter(isOffered).map((stage) => ({ name: stage.name, verdict: judgeAttested(stage) })),
        (names) => ({
          reason: `attests nothing of what ${names} offers on every route`,
          remedy: "attest how it was built, such as by SLSA provenance, where it is offered",
        }),
      ),
      ...gatherFailures(
        stages.filter(isDeployed).map((stage) => ({
          name: stage.name,
          verdict: ofTier("production", stage, () => ofArtifact(stage, () => judgeVerified(stage))),
        })),
        (names) => ({
          reason: `verifies no provenance on every route to ${names}`,
          remedy: "attest how the artifact was built, and verify that before production begins, on every route",
        }),
      ),
      notApplicable("reaches no production", at),
    ),
});

/** Who takes a package verifies it; who deploys to production verifies what is deployed. */
const isOffered = ({ role }: Stage): boolean => role === "publication";
const isDeployed = ({ role }: Stage): boolean => role === "deployment";

/** Only what was built has a provenance: what is applied as it is written has its commit. */
const ofArtifact = ({ name, artifacts }: Stage, judged: () => Verdict): Verdict =>
  artifacts.items.length > 0
    ? judged()
    : judge<never>(artifacts.others, {
        declared: (never) => never,
        absent: notApplicable(`ships no artifact to \`${name}\``),
      });

const judgeAttested = ({ name, attestations }: Stage): Verdict =>
  judgeSome(attestations, {
    item: (attestation) =>
      judgeAssurance(attestation.everyRoute, `attests by \`${attestation.name}\` what \`${name}\` offers`),
    absent: fail("attests nothing"),
  });

function judgeVerified(stage: Stage): Verdict {
  const verified = judgeKind(stage, "provenance");
  return verified.outcome === "pass" ? { ...verified, reason: `\`${stage.name}\` ${verified.reason}` } : verified;
}
