import type { Protocol } from "#model/emergency.ts";
import type { Governance } from "#model/governance.ts";
import type { Repository } from "#model/repository.ts";
import { all, decidedAt, fail, judge, pass, type Verdict } from "#model/verdict.ts";
import { type Parameters, rule } from "../rule.ts";
import { judgeCoverage, judgeCriteria, judgeReferences } from "./protocol-criteria.ts";
import { judgeDeadlines, judgeNeverSkipped, judgeRoutineGates } from "./protocol-gates.ts";
import { judgeElevation, judgeFloors, judgeKept, judgeStageNames } from "./protocol-pace.ts";
import { judgeAfterwards, judgeGroups, judgeSizes } from "./protocol-people.ts";
import { judgeApprovers, judgeKeeping, judgeRoutes } from "./protocol-routes.ts";
import { judgeReviewers, judgeReviewTerm, judgeTerms, lapsed } from "./protocol-terms.ts";

export default rule({
  id: "emergency-protocol",
  title: "A protocol says how emergencies are handled, and is sound",
  each: "repository",
  evidence: ["files", "settings"],
  statements: ["S07", "S61", "S62", "S63", "S64", "S65", "S66", "S69", "S70"],
  judge: (repository, asked, { governance }) =>
    judge(governance.protocol, {
      declared: (protocol) =>
        all(judgeStanding(protocol, governance.now), ...flaws(protocol, repository, governance, asked)),
      absent: fail(
        "has no protocol for emergencies",
        "write one in the policy: `emergency:` with `name`, `version`, `criteria`, `approvals`, `never-skip`, `defer`, `elevation`, `owed`, `review` and `reconcile`",
      ),
    }),
});

/** A drill or a review that is late makes a protocol no worse than it is: it is said, and fails nothing. */
const judgeStanding = (protocol: Protocol, now: string): Verdict =>
  decidedAt(pass([`has the sound protocol \`${protocol.name}\``, ...lapsed(protocol, now)].join("; ")), protocol.at);

const flaws = (
  protocol: Protocol,
  repository: Repository,
  governance: Governance,
  { review }: Parameters<"emergency-protocol">,
): readonly Verdict[] => [
  ...judgeReferences(protocol),
  ...judgeCriteria(protocol),
  ...judgeCoverage(protocol),
  ...judgeGroups(protocol, governance),
  ...judgeSizes(protocol, governance),
  ...judgeAfterwards(protocol),
  ...judgeNeverSkipped(protocol),
  ...judgeRoutineGates(protocol, governance),
  ...judgeDeadlines(protocol),
  ...judgeFloors(protocol, governance),
  ...judgeKept(protocol),
  ...judgeStageNames(protocol, repository),
  ...judgeElevation(protocol, repository),
  ...judgeTerms(protocol),
  ...judgeReviewers(protocol),
  ...judgeReviewTerm(protocol, review),
  ...judgeRoutes(protocol, repository),
  ...judgeKeeping(protocol, repository, governance),
  ...judgeApprovers(protocol, repository),
];
