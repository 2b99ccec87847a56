import type { Fact } from "#model/fact.ts";
import type { Approval } from "#model/plan.ts";
import { all, decidedAt, fail, judge, judgeEvery, open, pass, type Verdict } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import type { Parameters } from "../rule.ts";
import { series } from "../wording.ts";

/** Judges one approval by all that is asked of it: one that lacks something is none. */
export function judgeApproval(approval: Approval, asked: Parameters<"approval">): Verdict {
  const { name, everyRoute, byAuthor, bypass } = approval;
  return all(
    judgeBoth(everyRoute, {
      held: `waits for \`${name}\``,
      broken: `need not wait for \`${name}\``,
      remedy: `let every route to it wait for \`${name}\``,
    }),
    judgeCount(approval, asked.count),
    ...(asked.from ? [judgeApprovers(approval, asked.from)] : []),
    ...(asked["by-author"] ? [] : [judgeAuthor(byAuthor)]),
    ...(asked.bypass ? [] : [judgeBypass(bypass, name)]),
  );
}

const judgeCount = ({ name, count, from }: Approval, asked: number): Verdict =>
  judge(count, {
    declared: (people) => {
      const among = from.others.state === "absent" && from.items.length > people ? ` of ${from.items.length}` : "";
      const asks = `asks ${people}${among} to approve`;
      return people >= asked
        ? pass(asks)
        : fail(`${asks}, fewer than ${asked}`, `let \`${name}\` ask ${asked} to approve`);
    },
    absent: open(`how many must approve \`${name}\` is not written`),
  });

function judgeApprovers({ name, at, from }: Approval, allowed: readonly string[]): Verdict {
  const remedy = `let only ${series(allowed, "or")} approve`;
  const isAllowed = (approver: string) => allowed.some((each) => each.toLowerCase() === approver.toLowerCase());
  const other = (approver: string) => {
    const groups = allowed.filter((each) => mayHold(each, approver));
    return groups.length === 0
      ? fail(`may be approved by ${approver}`, remedy)
      : open(
          `whether ${approver} is of ${series(groups, "or")} is not written`,
          "name the members under `groups` in the policy",
        );
  };
  return judgeEvery(from, {
    item: (approver) => decidedAt(isAllowed(approver) ? pass(`is approved by ${approver}`) : other(approver), at),
    absent: fail(`may be approved by anyone whom \`${name}\` lets`, remedy),
  });
}

/**
 * Whether a group may hold an approver. Only the policy knows who is in one that it calls by a plain name, and only the
 * platform who is in a team; a person, `user:mina`, holds nobody else.
 */
const mayHold = (group: string, approver: string): boolean =>
  !group.includes(":") || (group.startsWith("team:") && approver.startsWith("user:"));

const judgeAuthor = (byAuthor: Fact<boolean>): Verdict =>
  judge(byAuthor, {
    declared: (may) =>
      may
        ? fail("may be approved by the author of the change", "forbid the author to approve")
        : pass("may not be approved by the author of the change"),
    absent: open("whether the author of the change may approve it is not written"),
  });

/** Whoever may go on without an approval was given the right to: where nothing gives it, nobody has it. */
const judgeBypass = (bypass: Fact<boolean>, name: string): Verdict => {
  const denied = pass(`may not begin without \`${name}\``);
  return judge(bypass, {
    declared: (may) => (may ? fail(`may begin without \`${name}\``, "let nobody go on without it") : denied),
    absent: denied,
  });
};
