import { printDuration } from "#model/duration.ts";
import { valueOf } from "#model/fact.ts";
import type { Governance } from "#model/governance.ts";
import type { Place } from "#model/place.ts";
import { all, decidedAt, fail, judge, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { judgeGroups } from "./groups.ts";

export default rule({
  id: "current-policy",
  title: "The policy has an owner, a version, and was reviewed in its period",
  each: "repository",
  evidence: ["files"],
  statements: ["S01", "S06", "S08", "S21", "S76"],
  judge: ({ ownership, at }, { within }, { governance }) => {
    const isBuiltIn = governance.at.file.startsWith("builtin:");
    const standing = all(...judgeStanding(governance, within), ...judgeGroups(governance, ownership));
    return isBuiltIn ? ofBuiltIn(standing, governance, at) : standing;
  },
});

const day = 86_400;
/** In the time zone that is the furthest ahead, a day begins so many seconds before it does in that of the clock. */
const ahead = 14 * 3_600;

const judgeStanding = (governance: Governance, within: number): readonly Verdict[] => {
  const { policy, owner, version, reviewed, now } = governance;
  const said = pass(
    `has the policy \`${policy}\` ${valueOf(version) ?? ""} of ${valueOf(owner) ?? ""}, reviewed on ${valueOf(reviewed) ?? ""}`,
  );
  return [
    judge(reviewed, {
      declared: (on) => {
        const age = (Date.parse(now) - Date.parse(on)) / 1000;
        if (age + ahead < 0)
          return fail(
            `has a policy that was reviewed on ${on}, a day that has not come`,
            "write the day on which it was last reviewed",
          );
        if (age - within > day)
          return fail(
            `has a policy that was last reviewed on ${on}, longer ago than ${printDuration(within)}`,
            "review it, and write the day: `reviewed: …`",
          );
        return said;
      },
      absent: fail(
        "has a policy that does not say when it was last reviewed",
        `review it, and write \`reviewed: ${now.slice(0, 10)}\``,
      ),
    }),
    judge(owner, {
      declared: () => said,
      absent: fail("has a policy that nobody owns", "write who answers for it: `owner: team:acme/platform`"),
    }),
    judge(version, {
      declared: () => said,
      absent: fail("has a policy without a version", "write `version: 1.0.0`"),
    }),
  ];
};

/** What is built in stands in no file of the repository, and is renewed with the program alone. */
const ofBuiltIn = ({ outcome, reason }: Verdict, { policy }: Governance, at: Place): Verdict =>
  outcome === "pass"
    ? decidedAt(pass(`${reason}: it is built in, and no policy of its own is written`), at)
    : decidedAt(
        {
          outcome,
          reason,
          remedy: `take a newer version of Bakewell, or write a policy of its own: \`extends: [${policy}]\``,
        },
        at,
      );
