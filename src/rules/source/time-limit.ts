import { printDuration } from "#model/duration.ts";
import { fail, judge, pass } from "#model/verdict.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "time-limit",
  title: "Deployments have time limits",
  each: "stage",
  evidence: ["files"],
  statements: ["S18"],
  judge: ({ timeLimit }, { longest }) => {
    const remedy = `give it a time limit of ${printDuration(longest)} or less`;
    const none = fail("has no time limit", remedy);
    return judge(timeLimit, {
      declared: ({ limit, isDefault }) => {
        if (limit === 0 || !Number.isFinite(limit)) return none;
        const limited = `may take ${printDuration(limit)}${isDefault ? ", the platform's default" : ""}`;
        return limit <= longest ? pass(limited) : fail(`${limited}: more than ${printDuration(longest)}`, remedy);
      },
      absent: none,
    });
  },
});
