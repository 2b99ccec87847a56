import { valueOf } from "#model/fact.ts";
import { all, notApplicable } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { followsUp, namesEveryGate, paysInTime, ranBefore } from "./gates.ts";

export default rule({
  id: "owed-checks",
  title: "Checks that an emergency put off are done by their time",
  each: "emergency",
  evidence: ["files", "records"],
  statements: ["S67"],
  judge: (emergency, _, { governance: { routine, protocol } }) =>
    emergency.problems.length > 0
      ? notApplicable("cannot be read", emergency.at)
      : all(
          namesEveryGate(emergency, routine),
          ranBefore(emergency),
          paysInTime(emergency, valueOf(protocol)),
          followsUp(emergency),
        ),
});
