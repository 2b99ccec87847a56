import { valueOf } from "#model/fact.ts";
import { all, notApplicable } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { judgeLane } from "./kept.ts";
import { judgeUndeclared } from "./undeclared.ts";

export default rule({
  id: "emergency-route",
  title: "A route for emergencies keeps the checks that are never skipped, and stays within the protocol",
  each: "plan",
  evidence: ["files", "settings"],
  statements: ["S38", "S42", "S43"],
  judge: (plan, _, { repository, governance }) => {
    const protocol = valueOf(governance.protocol);
    return all(
      notApplicable("has no route for emergencies", plan.at),
      ...judgeUndeclared(plan, repository, protocol),
      ...(protocol ? judgeLane(plan, protocol, repository, governance) : []),
    );
  },
});
