import { printDuration } from "#model/duration.ts";
import { valueOf } from "#model/fact.ts";
import { all, decidedAt, fail, judge, pass, type Verdict } from "#model/verdict.ts";
import { flawsOf, type Waiver } from "#model/waiver.ts";
import { rule } from "../rule.ts";

export default rule({
  id: "sound-waiver",
  title: "A waiver is exact, is approved by another than its requester, covers a failure, and ends",
  each: "waiver",
  evidence: ["files"],
  statements: ["S21", "S22"],
  judge: (waiver, { longest }) => {
    const { until, requestedBy, day } = waiver;
    const flaws = flawsOf(waiver).map(({ reason, remedy, at }) => decidedAt(fail(reason, remedy), at));
    if (flaws.length > 0) return all(...flaws);
    const ended = until.state === "declared" && until.value < day ? until : undefined;
    if (ended) return decidedAt(fail(`ended on ${ended.value}`, "mend what it covers, and remove it"), ended.at);
    return all(
      judgeTerm(waiver, longest),
      judgeUse(waiver),
      judge(requestedBy, { declared: (name) => pass(`was asked for by ${name}`), absent: fail("has no requester") }),
    );
  },
});

/** From the day on which it was asked for, if that is written and has come; else from the day of the check. */
function judgeTerm({ until, requested, day }: Waiver, longest: number): Verdict {
  const asked = valueOf(requested);
  const from = asked !== undefined && asked < day ? asked : day;
  return judge(until, {
    declared: (end) => {
      const term = (Date.parse(end) - Date.parse(from)) / 1000;
      if (term <= longest) return pass(`ends on ${end}`);
      const latest = new Date(Date.parse(from) + longest * 1000).toISOString().slice(0, 10);
      return fail(
        `ends on ${end}, ${printDuration(term)} from ${from}; the longest term is ${printDuration(longest)}`,
        `end it on ${latest} at the latest`,
      );
    },
    absent: fail("has no end"),
  });
}

const judgeUse = ({ covers, at }: Waiver): Verdict =>
  decidedAt(
    covers > 0
      ? pass(`covers ${covers} finding${covers === 1 ? "" : "s"}`)
      : fail("covers no failure", "remove it, or correct its rule and where it applies"),
    at,
  );
