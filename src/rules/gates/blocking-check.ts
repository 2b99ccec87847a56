import { together } from "#model/assurance.ts";
import { judgeEvery, notApplicable } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import { rule } from "../rule.ts";
import { exceptPreview } from "../stages.ts";

export default rule({
  id: "blocking-check",
  title: "A failing check stops the route",
  each: "stage",
  evidence: ["files"],
  statements: ["S04", "S58"],
  judge: (stage) =>
    exceptPreview(stage, () => {
      const { items, others } = stage.checks;
      const onTheRoute = { items: items.filter(({ guards }) => guards === "route"), others };
      return judgeEvery(onTheRoute, {
        item: ({ name, blocking, everyRoute }) =>
          judgeBoth(together(blocking, everyRoute), {
            held: `is stopped by \`${name}\``,
            broken: `is not stopped by \`${name}\``,
            remedy: `let a failure of \`${name}\` end the route to it`,
          }),
        absent: notApplicable("has no check on its route", stage.at),
      });
    }),
});
