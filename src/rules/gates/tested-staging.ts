import { all, decidedAt, fail, judgeSome, notApplicable, pass } from "#model/verdict.ts";
import { judgeCheck } from "../counting.ts";
import { rule } from "../rule.ts";
import { before, ofDeployment, ofTier } from "../stages.ts";
import { few } from "../wording.ts";

export default rule({
  id: "tested-staging",
  title: "Tests run against staging before production begins",
  each: "stage",
  evidence: ["files"],
  statements: ["S56"],
  judge: (stage, { kinds }, { plan }) =>
    ofDeployment(stage, () =>
      ofTier("production", stage, () => {
        const earlier = before(plan, stage).map((other) => ({
          other,
          isStaging: ofTier("staging", other, () => decidedAt(pass(`comes after \`${other.name}\``), other.at)),
        }));
        const staging = earlier.filter(({ isStaging }) => isStaging.outcome !== "not-applicable");
        if (staging.length === 0) return notApplicable("has no staging stage before it", stage.at);
        const name = few(
          staging.map(({ other }) => other.name),
          "or",
        );
        return judgeSome(stage.checks, {
          item: (check) => {
            const tested = staging.filter(({ other }) => check.after.includes(other.id));
            const wanted = check.kinds.filter((kind) => kinds?.includes(kind) ?? kind !== "build");
            const [kind] = wanted;
            if (!kind || tested.length === 0) return notApplicable(`is no test of ${name}`, check.at);
            return all(judgeCheck(check, kind), ...tested.map(({ isStaging }) => isStaging));
          },
          absent: fail(
            `begins without a test of ${name}`,
            `test ${name} after it is deployed, and let a failure stop the way on`,
          ),
        });
      }),
    ),
});
