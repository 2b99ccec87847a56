import type { ApprovalRule, DeclaredApproval, Emergency, Protocol } from "#model/emergency.ts";
import { isAutomation } from "#model/automation.ts";
import { valueOf } from "#model/fact.ts";
import type { Group } from "#model/governance.ts";
import { after, approvalRulesOf, beganAt } from "#model/obligations.ts";
import { identityOf, peopleOf } from "#model/people.ts";
import { all, decidedAt, fail, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { few, series } from "../wording.ts";

/** V1: as many as the protocol asks have approved, and none of them asked for it or wrote it. */
export const approvedByEnough = (emergency: Emergency, protocol: Protocol, groups: readonly Group[]): Verdict =>
  judgeRules(emergency, protocol, (rule) => {
    const { sure, perhaps, rejected } = peopleOfDecisions(emergency, rule, groups, () => true);
    const from = few(
      rule.from.map(({ name }) => name),
      "or",
    );
    if (rejected)
      return decidedAt(fail("is rejected by one who may approve it", `let ${from} decide anew`), rejected.at);
    const places = sure.map(({ at }) => at);
    if (!rule.byAuthor && emergency.change.author.state !== "declared")
      return decidedAt(
        fail("does not say who wrote the change, who must not approve it", "write `author: user:…` under `change`"),
        emergency.change.author.at,
        rule.at,
      );
    if (sure.length >= rule.count) return decidedAt(pass(`is approved by ${people(sure)}`), ...places);
    const said = sure.length === 0 ? "is approved by nobody" : `is approved by ${people(sure)} alone`;
    const remedy = `let ${rule.count} of ${from} approve it, who neither asked for it${rule.byAuthor ? "" : " nor wrote it"}`;
    if (sure.length + perhaps.length >= rule.count)
      return decidedAt(
        open(
          `whether ${people(perhaps)} is of ${from} is not written`,
          "name the members under `groups` in the policy",
        ),
        ...perhaps.map(({ at }) => at),
      );
    const due = after(beganAt(emergency), valueOf(rule.afterwards));
    return {
      ...decidedAt(fail(`${said}, where ${rule.count} of ${from} must`, remedy), ...places, rule.at),
      ...(due !== undefined && { due }),
    };
  });

/** V2: they did so before the deployment began, or in the time after it that the protocol gives. */
export const approvedInTime = (emergency: Emergency, protocol: Protocol, groups: readonly Group[]): Verdict =>
  judgeRules(emergency, protocol, (rule) => {
    if (emergency.deployments.length === 0) return notApplicable("was not deployed", emergency.at);
    const latest = after(beganAt(emergency), valueOf(rule.afterwards) ?? 0) ?? "";
    const all = peopleOfDecisions(emergency, rule, groups, () => true);
    const timely = peopleOfDecisions(emergency, rule, groups, ({ time }) => (valueOf(time) ?? "9") <= latest);
    const late = all.sure.filter((approval) => !timely.sure.includes(approval));
    if (all.sure.length < rule.count) return notApplicable("is not approved", emergency.at);
    if (timely.sure.length >= rule.count)
      return decidedAt(pass("was approved in time"), ...timely.sure.map(({ at }) => at));
    const when = rule.afterwards.state === "declared" ? `after ${latest}` : "after its deployment had begun";
    return decidedAt(
      fail(`was approved by ${people(late)} ${when}`, "let them approve first the next time, and say so in its review"),
      ...late.map(({ at }) => at),
    );
  });

function judgeRules(emergency: Emergency, protocol: Protocol, judged: (rule: ApprovalRule) => Verdict): Verdict {
  const rules = approvalRulesOf(emergency, protocol);
  if (rules.length > 0) return all(...rules.map(judged));
  const { criterion } = emergency;
  return decidedAt(
    fail("has a criterion for which the protocol names nobody who approves", "add it to `for` under `approvals`"),
    criterion.at,
  );
}

interface Decisions {
  readonly sure: readonly DeclaredApproval[];
  readonly perhaps: readonly DeclaredApproval[];
  readonly rejected: DeclaredApproval | undefined;
}

/** The last decision of everyone who may decide by a rule. A person counts once, in however many groups they are, and a machine is none. */
function peopleOfDecisions(
  { approvals, requestedBy, change }: Emergency,
  rule: ApprovalRule,
  groups: readonly Group[],
  counts: (approval: DeclaredApproval) => boolean,
): Decisions {
  const { users, others } = peopleOf(
    rule.from.map(({ name }) => name),
    groups,
  );
  const excluded = new Set(
    [valueOf(requestedBy), rule.byAuthor ? undefined : valueOf(change.author)].map((name = "") => identityOf(name)),
  );
  const inOrder = approvals
    .filter(counts)
    .toSorted((a, b) => ((valueOf(a.time) ?? "") < (valueOf(b.time) ?? "") ? -1 : 1));
  const last = new Map(
    inOrder.filter((approval) => isAs(approval, rule)).map((approval) => [identityOf(approval.by), approval]),
  );
  const deciding = [...last].filter(([who]) => !excluded.has(who) && !isAutomation(who));
  const known = deciding.filter(([who]) => users.has(who)).map(([, approval]) => approval);
  const unknown = deciding.filter(([who]) => !users.has(who) && others.size > 0).map(([, approval]) => approval);
  return {
    sure: known.filter(({ decision }) => decision === "approved"),
    perhaps: unknown.filter(({ decision }) => decision === "approved"),
    rejected: known.find(({ decision }) => decision === "rejected"),
  };
}

/** An approval that says for which group it was given counts for that group alone. */
const isAs = ({ as }: DeclaredApproval, { from }: ApprovalRule): boolean =>
  as.state !== "declared" || from.some(({ name }) => bare(name) === bare(as.value));

const bare = (name: string): string => identityOf(name).replace(/^group:/, "");

const people = (approvals: readonly DeclaredApproval[]): string =>
  series(
    approvals.map(({ by }) => by),
    "and",
  );
