import { all } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { approvedByEnough, approvedInTime } from "./approved.ts";
import { readable, underSome } from "./asked.ts";
import { acceleratedWithin, deployedAsDeclared, rollsBackToDeployed } from "./changed.ts";
import { meetsCriterion, saysWhy, underProtocol } from "./criterion.ts";
import { skipsNothingKept } from "./gates.ts";
import { deployedInWindow, elevatedBriefly, soundTimes } from "./timed.ts";

export default rule({
  id: "emergency-declaration",
  title: "A declared emergency keeps to its protocol: criterion, evidence, approvers, window, change",
  each: "emergency",
  evidence: ["files", "records"],
  statements: ["S68", "S69", "S71"],
  judge: (emergency, _, { governance }) =>
    all(
      readable(emergency),
      underSome(emergency, governance, (protocol) => {
        const approved = approvedByEnough(emergency, protocol, governance.groups);
        const verdict = all(
          underProtocol(emergency, protocol),
          meetsCriterion(emergency, protocol),
          saysWhy(emergency),
          approved,
          approvedInTime(emergency, protocol, governance.groups),
          deployedInWindow(emergency, protocol),
          skipsNothingKept(emergency, protocol),
          elevatedBriefly(emergency, protocol),
          acceleratedWithin(emergency, protocol),
          deployedAsDeclared(emergency),
          rollsBackToDeployed(emergency, governance.emergencies),
          soundTimes(emergency),
        );
        return verdict.outcome === "pass"
          ? { ...approved, reason: `keeps to ${protocol.name}; ${approved.reason}` }
          : verdict;
      }),
    ),
});
