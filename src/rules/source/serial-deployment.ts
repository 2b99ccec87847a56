import { all, fail, judge } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import { rule } from "../rule.ts";
import { ofDeployment } from "../stages.ts";

const remedy = "let a second deployment to it wait until the first has ended, and cancel none that has begun";

export default rule({
  id: "serial-deployment",
  title: "One production deployment runs at a time, and none is cancelled halfway",
  each: "stage",
  evidence: ["files"],
  statements: ["S18"],
  judge: (stage) =>
    ofDeployment(stage, () =>
      judge(stage.concurrency, {
        declared: ({ name, serial, uncancelled }) =>
          all(
            judgeBoth(serial, {
              held: `deploys one at a time by \`${name}\``,
              broken: "can run beside itself",
              remedy,
            }),
            judgeBoth(uncancelled, { held: "is never cancelled halfway", broken: "can be cancelled halfway", remedy }),
          ),
        absent: fail("can run beside itself", remedy),
      }),
    ),
});
