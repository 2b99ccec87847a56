import { judgeAssurance, together } from "#model/assurance.ts";
import type { Trigger } from "#model/plan.ts";
import { all, any, decidedAt, fail, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { isTrunk, type Run, runs } from "./runs.ts";

export default rule({
  id: "continuous-integration",
  title: "Checks run on every change and on trunk",
  each: "repository",
  evidence: ["files"],
  statements: ["S49", "S50"],
  judge: (repository) => {
    const known = runs(repository);
    if (known.length === 0)
      return decidedAt(open("what checks a change is not written here", "see what runs on its changes"), repository.at);
    const none = (when: string) => decidedAt(fail(`runs no tests ${when}`, `run tests ${when}`), repository.at);
    return all(
      any(...known.map(judgeOnChange), none("on every change")),
      any(...known.map(judgeOnTrunk), none("on trunk")),
    );
  },
});

const judgeOnChange = ({ name, triggers, checks, everyChange }: Run): Verdict =>
  startedBy(triggers, ["change-request", "merge-queue"]).length === 0
    ? notApplicable(`does not start \`${name}\` on a change`)
    : any(
        ...checks.map(({ blocking }) =>
          judgeAssurance(together(blocking, everyChange), `tests every change by \`${name}\``),
        ),
      );

const judgeOnTrunk = ({ name, triggers, checks }: Run): Verdict =>
  any(
    ...startedBy(checks.length > 0 ? triggers : [], ["push", "merge-queue"]).map(({ on, refs, at }) => {
      const starts = decidedAt(pass(`starts \`${name}\` on trunk`), at);
      const onTrunk =
        on === "merge-queue"
          ? starts
          : judge(refs, {
              declared: (branches) =>
                branches.some(isTrunk) ? starts : notApplicable(`does not start \`${name}\` on trunk`, at),
              absent: starts,
            });
      if (onTrunk.outcome === "not-applicable") return onTrunk;
      return all(onTrunk, any(...checks.map(({ blocking }) => judgeAssurance(blocking, `tests trunk by \`${name}\``))));
    }),
  );

const startedBy = (triggers: readonly Trigger[], wanted: readonly Trigger["on"][]): readonly Trigger[] =>
  triggers.filter(({ on }) => wanted.includes(on));
