import { judgeAssurance } from "#model/assurance.ts";
import { fail, all, any, judgeSome, notApplicable, type Verdict } from "#model/verdict.ts";
import { judgeCheck } from "../counting.ts";
import { rule } from "../rule.ts";
import { before, isOfTier, ofDeployment, ofTier } from "../stages.ts";
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
        const earlier = before(plan, stage);
        const staging = earlier.filter((other) => isOfTier(other, "staging"));
        const none = notApplicable("has no staging stage before it", stage.at);
        if (staging.length === 0) return all(none, ...earlier.map((other) => ofTier("staging", other, () => none)));
        const names = staging.map(({ name }) => name);
        const tested = few(names, "or");
        return judgeSome(stage.checks, {
          item: (check) => {
            const kind = check.kinds.find((each) => kinds?.includes(each) ?? !untested.has(each));
            const passed = staging.filter(({ id }) => check.after.includes(id));
            if (!kind || passed.length === 0) return notApplicable(`is no test of ${tested}`, check.at);
            const deployed = passed.map(({ deploys, name }) => judgeAssurance(deploys, `comes after \`${name}\``));
            return isSure(deployed) ? judgeCheck(check, kind) : any(...deployed);
          },
          absent: fail(
            `begins without a test of ${tested}`,
            `test ${tested} after it is deployed, and let a failure stop the way on`,
          ),
        });
      }),
    ),
});

/** Kinds of check that try nothing out. */
const untested: ReadonlySet<string> = new Set(["build", "provenance"]);

/** A test after what may have deployed nothing tests nothing for sure. */
const isSure = (deployed: readonly Verdict[]): boolean => deployed.some(({ outcome }) => outcome === "pass");
