import { judgeAssurance } from "#model/assurance.ts";
import type { Fact } from "#model/fact.ts";
import type { Approval } from "#model/plan.ts";
import { all, decidedAt, fail, judge, judgeEvery, judgeSome, open, pass, type Verdict } from "#model/verdict.ts";
import { type Parameters, rule } from "../rule.ts";
import { exceptPreview } from "../stages.ts";
import { series } from "../wording.ts";

export default rule({
  id: "approval",
  title: "The right people approve",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S57", "S68", "S81"],
  judge: (stage, asked) =>
    exceptPreview(stage, () => {
      const people = asked.from ? `${asked.count} of ${series(asked.from, "or")}` : `${asked.count} or more people`;
      return judgeSome(stage.approvals, {
        item: (approval) => judgeApproval(approval, asked),
        absent: fail("begins without an approval", `let ${people} approve before it begins`),
      });
    }),
});

function judgeApproval(approval: Approval, asked: Parameters<"approval">): Verdict {
  const { name, everyRoute, byAuthor, bypass } = approval;
  return all(
    judgeAssurance(everyRoute, `waits for \`${name}\``, `let every route to it wait for \`${name}\``),
    judgeCount(approval, asked.count),
    ...(asked.from ? [judgeApprovers(approval, asked.from)] : []),
    ...(asked["by-author"] ? [] : [judgeDenied(byAuthor, "be approved by the author of the change")]),
    ...(asked.bypass ? [] : [judgeDenied(bypass, `begin without \`${name}\``)]),
  );
}

const judgeCount = ({ name, count }: Approval, asked: number): Verdict =>
  judge(count, {
    declared: (people) =>
      people >= asked
        ? pass(`asks ${people} to approve`)
        : fail(`asks ${people} to approve, fewer than ${asked}`, `let \`${name}\` ask ${asked} to approve`),
    absent: open(`how many must approve \`${name}\` is not written`),
  });

function judgeApprovers({ name, at, from }: Approval, allowed: readonly string[]): Verdict {
  const remedy = `let only ${series(allowed, "or")} approve`;
  // Only the policy knows who is in a group that it calls by a plain name; people and teams bear a prefix, `user:mina`.
  const stands = allowed.every((group) => group.includes(":"));
  const other = (approver: string) =>
    stands
      ? fail(`may be approved by ${approver}`, remedy)
      : open(
          `whether ${approver} is of ${series(allowed, "or")} is not written`,
          "name the members under `groups` in the policy",
        );
  return judgeEvery(from, {
    item: (approver) =>
      decidedAt(allowed.includes(approver) ? pass(`is approved by ${approver}`) : other(approver), at),
    absent: fail(`may be approved by anyone whom \`${name}\` lets`, remedy),
  });
}

const judgeDenied = (allowed: Fact<boolean>, what: string): Verdict =>
  judge(allowed, {
    declared: (may) => (may ? fail(`may ${what}`, "forbid it where the approval is set") : pass(`may not ${what}`)),
    absent: open(`whether it may ${what} is not written`),
  });
