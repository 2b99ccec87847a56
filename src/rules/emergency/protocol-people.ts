import type { ApprovalRule, Protocol } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import type { Governance, Group } from "#model/governance.ts";
import { nearest } from "#model/nearest.ts";
import { decidedAt, fail, open, type Verdict } from "#model/verdict.ts";
import { few, series } from "../wording.ts";

/** The groups of all approvals exist. */
export const judgeGroups = ({ approvals, elevation }: Protocol, { groups }: Governance): readonly Verdict[] => {
  const known = groups.map(({ name }) => name);
  return [...approvals.flatMap(({ from }) => from), ...elevation.alert]
    .filter(({ name }) => isMissing(name, groups))
    .map(({ name, at }) => {
      const meant = nearest(groupName(name) ?? "", known);
      const remedy = meant ? `did you mean \`${meant}\`?` : "list its members under `groups` in the policy";
      return decidedAt(fail(`names the group \`${name}\`, which there is not`, remedy), at);
    });
};

/** More people may approve than must: one of them may be the one who asks. */
export const judgeSizes = ({ approvals }: Protocol, { groups }: Governance): readonly Verdict[] =>
  approvals.flatMap((approval) => judgeSize(approval, groups));

function judgeSize({ at, from, count }: ApprovalRule, groups: readonly Group[]): readonly Verdict[] {
  const people = membersOf(
    from.map(({ name }) => name),
    groups,
  );
  const users = people.filter((person) => person.startsWith("user:"));
  if (from.some(({ name }) => isMissing(name, groups)) || users.length > count) return [];
  const others = people.filter((person) => !person.startsWith("user:"));
  const named = few(
    from.map(({ name }) => name),
    "or",
  );
  if (others.length > 0)
    return [
      decidedAt(
        open(
          `whether ${series(others, "and")} ${others.length === 1 ? "has" : "have"} enough members is not written: ${count} of ${named} must approve an emergency, beside the one who asks`,
          "list the members by name under `groups` in the policy: `user:mina`",
        ),
        at,
      ),
    ];
  const held = `${users.length} ${users.length === 1 ? "person" : "people"}`;
  return [
    decidedAt(
      fail(
        `asks ${count} of ${named} to approve, of ${held}: whoever asks for the emergency does not count`,
        `name ${count + 1} people or more`,
      ),
      at,
    ),
  ];
}

/** Those whom names stand for, each once: people of groups, and of groups in groups. */
function membersOf(names: readonly string[], groups: readonly Group[]): readonly string[] {
  const members = new Map(groups.map((group) => [group.name, group.members]));
  const seen = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name.toLowerCase())) continue;
    seen.add(name.toLowerCase());
    waiting.push(...(members.get(groupName(name) ?? "") ?? []));
  }
  return [...seen].filter((name) => groupName(name) === undefined);
}

const isMissing = (name: string, groups: readonly Group[]): boolean => {
  const group = groupName(name);
  return group !== undefined && !groups.some((each) => each.name === group);
};

/** The name of a group of the policy; `undefined` for people and for teams of the platform. */
const groupName = (name: string): string | undefined =>
  name.startsWith("group:") ? name.slice("group:".length) : name.includes(":") ? undefined : name;

/** Only the way back to what ran before may be approved afterwards, or what those on call may approve themselves. */
export function judgeAfterwards({ approvals, criteria, selfApprovalOnCall }: Protocol): readonly Verdict[] {
  if (valueOf(selfApprovalOnCall) === true) return [];
  const kinds = new Map(criteria.map(({ id, kind }) => [id, kind]));
  return approvals.flatMap(({ afterwards, criteria: named }) => {
    if (afterwards.state !== "declared") return [];
    return named
      .filter(({ name }) => kinds.has(name) && kinds.get(name) !== "revert-of-bad-deploy")
      .map(({ name, at }) =>
        decidedAt(
          fail(
            `lets \`${name}\` be approved after the deployment, and it is no revert`,
            "take `afterwards` away, or say `self-approval-on-call: true`",
          ),
          at,
        ),
      );
  });
}
