import { all } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { underSome } from "./asked.ts";
import { closedWhole, reachedTrunk, reviewedInTime } from "./reviewed.ts";

export default rule({
  id: "emergency-review",
  title: "An emergency is reviewed by another in time, and its change reaches trunk",
  each: "emergency",
  evidence: ["files", "records"],
  statements: ["S28"],
  judge: (emergency, _, { governance }) =>
    underSome(emergency, governance, (protocol) =>
      all(reviewedInTime(emergency, protocol), reachedTrunk(emergency, protocol), closedWhole(emergency)),
    ),
});
